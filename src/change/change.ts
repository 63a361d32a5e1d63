import { idOf } from '../manifests/identity';
import { kubectlFor } from '../manifests/kubectl';
import { keyOf } from '../manifests/multimap';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import { pointerTo } from '../manifests/pointer';
import { type Difference, differencesOf, fieldOf } from './comparison/difference';
import { storedOf, storedSides } from './comparison/stored';
import { isProjectList } from './consequence/delivery/project';
import { fieldRules } from './consequence/field-rules';
import { rolledPods } from './consequence/pods';
import { removalOf } from './consequence/removal';
import { replacementOf } from './consequence/replacement';
import { type Effect, effectOf, type FieldRule, leadsTo, type ManifestsAt, type Versions } from './consequence/rules';
import { refusalOf, refusalsBetween } from './consequence/validity';
import { type Sides, withApplications } from './delivery/expansion';
import { acceptanceOf, judged } from './hazards/acceptance';
import { hazardsOf } from './hazards/hazards';
import type { Renames } from './rename/closest';
import { withoutName } from './rename/content';
import { renamesBetween } from './rename/pairs';
import { type ChangeResult, type Consequence, consequences, type FieldChange, isGrave, type ObjectChange } from './result';

/** How a change is told. */
export interface ChangeOptions {
  /**
   * The kubeconfig context of the cluster that it is about, for the commands in messages.
   *
   * @default none: they leave it to the current one
   */
  readonly context?: string;

  /**
   * Reads the manifests that Argo CD or Flux takes over where its revision changes.
   *
   * @default none: what a revision has isn't known
   */
  readonly manifestsAt?: ManifestsAt;
}

/**
 * What a change from one set of manifests to another does to a cluster that has the first.
 *
 * An ApplicationSet counts as the Applications that it makes.
 *
 * Pure: it reads only its arguments, and what `manifestsAt` reads, in time linear in the size of the manifests.
 */
export function changeBetween(before: ObjectIndex, after: ObjectIndex, options: ChangeOptions = {}): ChangeResult {
  const { context } = options;
  const { base, head } = withApplications({ base: before, head: after });
  const sides = { base, head };
  const renames = renamesBetween(sides, onlyIn(base, head), onlyIn(head, base));
  const objects = [...changedOrNew(sides, renames, options), ...gone(sides, new Set(renames.values()))];
  const hazards = hazardsOf({ objects }, sides, context).map((hazard) => judged(hazard, acceptanceOf(hazard, base, head)));
  const counts = new Map<Consequence, number>();
  for (const { consequence } of objects) counts.set(consequence, (counts.get(consequence) ?? 0) + 1);
  const counted = consequences.flatMap((it): [Consequence, number][] => (counts.has(it) ? [[it, counts.get(it) as number]] : []));
  return { objects, counts: Object.fromEntries(counted), hazards };
}

function changedOrNew(
  { base, head }: Sides<ObjectIndex>,
  renames: Renames,
  { context, manifestsAt }: ChangeOptions,
): readonly ObjectChange[] {
  const generated = new Set(base.objects.filter(isGenerated).map(contentOf));
  return distinct(head).flatMap((after): readonly ObjectChange[] => {
    if (isGenerated(after)) return generated.has(contentOf(after)) ? [] : [madeAgain(after)];
    const before = last(base, after);
    if (before) return updated({ before, after, base, head, kubectl: kubectlFor(context), manifestsAt });
    const old = renames.get(after);
    const effect: Effect = old ? replacementOf(old, after, { base, head }) : { consequence: 'create', because: 'it is new' };
    const refused = effect.consequence === 'data at risk' ? undefined : refusalOf(after);
    return [
      { ...identityOf(after), ...effect, ...(old && { replaces: idOf(old) }), ...refused, fields: old ? fieldsBesides(old, after) : [] },
    ];
  });
}

/** What puts data at risk first: a removed environment has dozens. */
function gone({ base, head }: Sides<ObjectIndex>, replaced: ReadonlySet<KubernetesObject>): readonly ObjectChange[] {
  const all = onlyIn(base, head)
    .filter((before) => !replaced.has(before))
    .map((before): ObjectChange => ({ ...identityOf(before), ...removalOf(before, base, head), fields: [] }));
  return all.sort((a, b) => Number(b.consequence === 'data at risk') - Number(a.consequence === 'data at risk'));
}

/** The objects of one side whose identity the other one doesn't have. */
function onlyIn(one: ObjectIndex, other: ObjectIndex): readonly KubernetesObject[] {
  return distinct(one).filter((object) => !isGenerated(object) && !last(other, object));
}

/** The fields in which a new object differs from the one whose place it takes, those that only follow its name or its namespace left out. */
function fieldsBesides(before: KubernetesObject, after: KubernetesObject): readonly FieldChange[] {
  const [old, next] = [before, after].map(({ name, namespace }) => {
    const [nameless, placeless] = [withoutName(name), withoutName(namespace)];
    return (value: unknown) => placeless(nameless(JSON.stringify(value) ?? ''));
  }) as [Nameless, Nameless];
  return differencesOf(storedOf(before), storedOf(after), { byText: () => false, opens: () => false })
    .filter((difference) => old(difference.before) !== next(difference.after))
    .map((difference) => shownField(difference, after, { consequence: 'replacement', because: 'besides the name, this differs' }));
}

type Nameless = (value: unknown) => string;

/** An object that the server names: each time it is created it is another one, and none is ever updated. */
function isGenerated({ name, root }: KubernetesObject): boolean {
  return name === '' && root.text('metadata', 'generateName') !== undefined;
}

function madeAgain(object: KubernetesObject): ObjectChange {
  const because = 'it has a generateName: each time it is created it is a new object';
  const name = object.root.text('metadata', 'generateName') ?? '';
  return { ...identityOf(object), name, consequence: 'create', because, fields: [] };
}

function contentOf(object: KubernetesObject): string {
  return keyOf(object.type, object.namespace, JSON.stringify(storedOf(object).value));
}

/** One object of each identity: of duplicates the last one, which is applied last. */
function distinct(index: ObjectIndex): readonly KubernetesObject[] {
  const keyed = index.objects.map((object): [string, KubernetesObject] => [
    isGenerated(object) ? contentOf(object) : keyOf(object.type, object.namespace, object.name),
    object,
  ]);
  return [...new Map(keyed).values()];
}

/** The object of the same identity. */
function last(index: ObjectIndex, { type, namespace, name }: KubernetesObject): KubernetesObject | undefined {
  return index.all(type, namespace, name).at(-1);
}

function updated(versions: Versions): readonly ObjectChange[] {
  const { before, after } = versions;
  // Documents that are the same text are parsed once.
  if (before.root.value === after.root.value) return [];
  const rules = rulesFor(after.type);
  const [old, next] = storedSides(before, after);
  const differences = differencesOf(old, next, {
    byText: (path) => keepsText.includes(after.type) && path[0] === 'spec' && path[1] === 'template',
    isSet: (path) => isProjectList(after.type, path),
    opens: (path) => rules.some(({ field, except = [] }) => leadsTo(path, field) || except.some((it) => leadsTo(path, it))),
  });
  if (differences.length === 0) return [];
  const refusals = refusalsBetween(before, after, differences);
  const fields = differences.map((difference) => fieldChange(difference, versions, rules, refusals.get(difference)));
  const consequence = worst(fields.map((field) => field.consequence));
  const isTemplate = fields.some((field) => field.consequence === 'rollout' && field.pointer.startsWith('/spec/template'));
  const pods = consequence === 'rollout' ? rolledPods(versions, isTemplate) : undefined;
  return [{ ...identityOf(after), consequence, ...(pods !== undefined && { pods }), fields }];
}

/** Their controllers keep revisions as text, in which `2Gi` is not 2147483648. */
const keepsText = ['DaemonSet.apps', 'StatefulSet.apps'];

const byType = new Map<string, readonly FieldRule[]>();

function rulesFor(type: string): readonly FieldRule[] {
  const known = byType.get(type) ?? fieldRules.filter(({ types }) => types.includes(type) || types.includes('*'));
  byType.set(type, known);
  return known;
}

function fieldChange(difference: Difference, versions: Versions, rules: readonly FieldRule[], refusal: Effect | undefined): FieldChange {
  const effect = effectOf(difference, versions, rules);
  return shownField(difference, versions.after, isGrave(effect.consequence) ? effect : (refusal ?? effect));
}

function shownField(difference: Difference, object: KubernetesObject, effect: Effect): FieldChange {
  const { path, place } = difference;
  const { before, after } = isSecret(object, path) ? hidden(difference) : difference;
  return {
    field: fieldOf(path),
    pointer: pointerTo(place),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...effect,
  };
}

/** A pull request is no place for passwords. */
function isSecret({ type }: KubernetesObject, [field]: readonly string[]): boolean {
  return type === 'Secret' && field === 'data';
}

function hidden({ before, after }: Difference): Pick<Difference, 'before' | 'after'> {
  return { before: before === undefined ? undefined : '(hidden)', after: after === undefined ? undefined : '(hidden)' };
}

/** The worst of some consequences. */
function worst(all: readonly Consequence[]): Consequence {
  return consequences[Math.max(0, ...all.map((it) => consequences.indexOf(it)))] as Consequence;
}

function identityOf({ kind, namespace, name }: KubernetesObject): Pick<ObjectChange, 'kind' | 'namespace' | 'name'> {
  return { kind, namespace, name };
}
