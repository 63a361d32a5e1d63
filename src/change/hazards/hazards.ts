import { type HazardId, refusedObject } from '../../manifests/annotations';
import type { ObjectIdentity } from '../../manifests/diagnostic';
import { idOf, inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { isObject } from '../../manifests/value';
import { show } from '../../manifests/words';
import { holdsData } from '../consequence/data';
import type { Sides } from '../delivery/expansion';
import { isDelivery } from '../delivery/recipient';
import type { Hazard } from '../hazard';
import { type ChangeResult, type Consequence, type FieldChange, isGrave, type ObjectChange } from '../result';
import { growthSteps } from './growth';
import { masterHazards } from './masters';

/** What is dangerous in a change, whether or not it is accepted. @param context that of the commands in messages */
export function hazardsOf(
  { objects }: Pick<ChangeResult, 'objects'>,
  { base, head }: Sides<ObjectIndex>,
  context?: string,
): readonly Hazard[] {
  const replaced = new Set(objects.flatMap(({ replaces }) => replaces ?? []));
  const known = new Map(base.objects.map((object) => [idOf(object), object]));
  return [
    ...masterHazards(base, head, context),
    ...withoutStages(objects).flatMap((object) => [...fieldHazards(object, head, context), ...objectHazards(object, known, replaced)]),
    ...massDeletion(objects, known, replaced),
  ];
}

/** The objects before the change, by kind, namespace and name. */
type Known = ReadonlyMap<string, KubernetesObject>;

/** Without the Kustomizations that do the same as one before them: an environment has one for each of its stages. */
function withoutStages(objects: readonly ObjectChange[]): readonly ObjectChange[] {
  const first = new Map(
    objects.map((object, index) => [object.kind === 'Kustomization' ? textOf(object) : index, object] as const).reverse(),
  );
  return objects.filter((object) => object.kind !== 'Kustomization' || first.get(textOf(object)) === object);
}

function textOf({ consequence, fields }: ObjectChange): string {
  return JSON.stringify([consequence, fields]);
}

function fieldHazards(object: ObjectChange, head: ObjectIndex, context: string | undefined): readonly Hazard[] {
  // The number of masters has steps of its own.
  const dangerous = object.fields.filter(({ consequence, risk }) => isGrave(consequence) && risk !== 'fewer-masters');
  return dangerous.map((field): Hazard => {
    const risk = field.risk ?? riskOf(field.consequence);
    const message = `${inWords(object)}: ${field.field}${values(field)}. ${sentence(field.because)}`;
    const steps = risk === 'claim-size' ? growthSteps(object, field, head, context) : undefined;
    if (steps) return { risk, object: identityOf(object), message: `${message}.${steps}`, fix: '' };
    return { risk, object: identityOf(object), message, fix: field.fix ?? '', ...(risk === refusedObject && { isFinal: true }) };
  });
}

function objectHazards(change: ObjectChange, known: Known, replaced: ReadonlySet<string>): readonly Hazard[] {
  const { because, consequence, fix = '', kind } = change;
  if (because === undefined) return [];
  const object = identityOf(change);
  const before = known.get(idOf(change));
  if (consequence === 'refused') {
    const message = `${inWords(change)}: ${sentence(because)}`;
    return [{ risk: change.risk ?? 'immutable-field', object, message, fix, ...(change.risk === refusedObject && { isFinal: true }) }];
  }
  if (consequence === 'data at risk') {
    const what = before ? `${inWords(change)} is gone from the manifests` : inWords(change);
    return replaced.has(idOf(change)) ? [] : [{ risk: 'data-at-risk', object, message: `${what}: ${because}`, fix }];
  }
  if (consequence !== 'prune' || !before || !holdsData(before) || replaced.has(idOf(change))) return [];
  const message = `${inWords(change)} is gone from the manifests: its pods are deleted, and with them the only access to its data`;
  return [{ risk: 'data-at-risk', object, message, fix: `keep the ${kind}, or take a snapshot first` }];
}

/** More than half of all objects gone is seldom meant. */
function massDeletion(objects: readonly ObjectChange[], known: Known, replaced: ReadonlySet<string>): readonly Hazard[] {
  // What deploys the objects is none of them.
  const all = new Set([...known].filter(([, object]) => !isDelivery(object)).map(([id]) => id));
  const gone = objects.filter((it) => isGone(it) && all.has(idOf(it)) && !replaced.has(idOf(it)));
  if (gone.length * 2 <= all.size || all.size < 2) return [];
  const [first] = gone as [ObjectChange];
  const message = `${gone.length} of ${all.size} objects are gone from the manifests, ${inWords(first)} among them`;
  return [{ risk: 'mass-deletion', object: identityOf(first), message, fix: 'restore them' }];
}

function isGone({ consequence, fields, replaces }: ObjectChange): boolean {
  return fields.length === 0 && replaces === undefined && (consequence === 'prune' || consequence === 'data at risk');
}

function riskOf(consequence: Consequence): HazardId {
  return consequence === 'refused' ? 'immutable-field' : 'data-at-risk';
}

function values({ before, after }: FieldChange): string {
  if (before === undefined) return isObject(after) ? ' is added' : ` is added: ${show(after)}`;
  if (after === undefined) return isObject(before) ? ' is removed' : ` is removed (it was ${show(before)})`;
  return ` changes from ${show(before)} to ${show(after)}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function identityOf({ kind, namespace, name }: ObjectIdentity): ObjectIdentity {
  return { kind, namespace, name };
}
