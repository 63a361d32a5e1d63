import { idOf } from '../../manifests/identity';
import type { Advice } from '../result';
import { type Assessment, assess } from '../verdict/assessment';
import type { Context, Remedy } from '../verdict/context';
import { failsAnywhere } from '../verdict/required';
import { isProved, type Judgement, maySurvive, standsAlone, verdictOf } from '../verdict/verdict';
import type { Workload } from '../workload/workload';
import { holdsWhenApplied } from './applied';
import { type Edit, editsFor } from './edits';
import { type Growth, growthsOf } from './growth';

/** An edit of one member of the chain. */
export interface Step extends Edit {
  readonly member: string;
}

const mostAlternatives = 3;

/** Dependencies whose changes are told together with those of a service. */
const mostOthers = 1;

/** Dependencies that are named where they have their own advice. */
const namedOthers = 5;

/** Steps of which a set is made: each costs two judgements. */
const mostSteps = 60;

/**
 * The changes after which a service is proved, cheapest first: single ones, or where none is enough the smallest set found by adding the useful ones and dropping those
 * that turn out not to be needed. A larger cluster comes last, by itself and then with such a set: it costs the most.
 */
export function adviceFor(workload: Workload, context: Context, judgement: Judgement): readonly Advice[] {
  const others = inTheWayOf(judgement, context).filter((name) => name !== idOf(workload));
  // A target counts all members together, so only a set for all of them shows that it is kept.
  if (others.length > mostOthers && judgement.target === undefined) return besideOthers(workload, context, judgement, others);
  const joint = jointAdvice(workload, context, judgement);
  // What is proposed for a dependency may not be enough for it, as for a database: its own finding says so.
  return joint.length === 0 && others.length > 0 && judgement.target === undefined
    ? besideOthers(workload, context, judgement, others)
    : joint;
}

/** The changes of one workload, where so many of its dependencies need changes of their own that nobody reads one list: they have their own findings. */
function besideOthers(workload: Workload, context: Context, judgement: Judgement, others: readonly string[]): readonly Advice[] {
  const alone = withoutDependencies(workload, context);
  const names = others.map((id) => id.split('/').at(-1));
  const listed = names.length > namedOthers ? [...names.slice(0, namedOthers - 1), `${names.length - namedOthers + 1} more`] : names;
  const first = `prove its ${names.length > 1 ? 'dependencies' : 'dependency'} ${listed.join(', ')}`;
  const own = { ...verdictOf(workload, alone), verdict: judgement.verdict };
  const advice = isProved(workload, alone) ? [] : jointAdvice(workload, alone, own);
  if (advice.length === 0 && !isProved(workload, alone)) return [];
  const changes = advice.length === 0 ? [first] : advice.map(({ change }) => `${change}; and ${first}`);
  return changes.map((change) => ({ change, before: judgement.verdict, after: 'proved' }));
}

/** The context in which a workload needs no other, however often its manifests are read again. */
function withoutDependencies(workload: Workload, context: Context): Context {
  const id = idOf(workload);
  const get = (name: string) => {
    const found = context.assessments.get(name);
    if (!found || name !== id) return found;
    return { ...found, workload: { ...found.workload, declared: { ...found.workload.declared, dependsOn: [] } } };
  };
  return { ...context, assessments: { get }, again: (...given) => withoutDependencies(workload, context.again(...given)) };
}

function jointAdvice(workload: Workload, context: Context, judgement: Judgement): readonly Advice[] {
  const known = context.memory.remedies;
  const key = likeness(judgement, context);
  const before = known.get(key);
  if (before?.length === 0) return [];
  const steps = stepsOf(workload, judgement);
  const remedies = before ?? remediesFor(workload, context, steps, judgement);
  known.set(key, remedies);
  const words = ({ growth, places }: Remedy) => [...(growth ? [growth] : []), ...places.map((place) => steps[place]?.change)].join('; ');
  return remedies.map((remedy) => ({ change: words(remedy), before: judgement.verdict, after: 'proved' }));
}

/** All steps that are open to a chain, the cheapest of each member first. */
export function stepsOf(workload: Workload, { chain }: Pick<Judgement, 'chain'>): readonly Step[] {
  return chain.flatMap((member) => stepsFor(member, workload));
}

/** The sets of steps that prove a service where no single one does, by their places among all steps, as far as they have been looked for. */
export function setsFoundFor(context: Context, judgement: Pick<Judgement, 'chain' | 'target'>): readonly (readonly number[])[] {
  const found = context.memory.remedies.get(likeness(judgement, context)) ?? [];
  return found.flatMap(({ growth, places }) => (growth === undefined && places.length > 1 ? [places] : []));
}

/** Workloads that share it differ by their names only: the same steps are open to them, and do the same. */
export function likeness({ target, chain }: Pick<Judgement, 'chain' | 'target'>, { index }: Pick<Context, 'index'>): string {
  const members = chain.map(({ standing, workload }) => {
    const { kind, namespace, name, requests, peak, replicas, budgets, strategyAt, keepsOwnData } = workload;
    // What is written into one of several variants is written into all.
    const variants = index.all(`${kind}.apps`, namespace, name).length;
    const more = [replicas + 1, replicas + 2, replicas + 3];
    return [standing, requests, peak, keepsOwnData, variants, more.map(strategyAt), budgets.map((it) => more.map(it.allowedAt))];
  });
  return JSON.stringify([target, members]);
}

function remediesFor(workload: Workload, context: Context, steps: readonly Step[], judgement: Judgement): readonly Remedy[] {
  const placesOf = (some: readonly Step[]) => some.map((step) => steps.indexOf(step));
  const holds = (some: readonly Step[], on: Context) => isMended(workload, on, judgement, some);
  const singles = alternatives(workload, context, steps, judgement);
  if (singles.length > 0) return singles.map((step) => ({ places: placesOf([step]) }));
  const set = smallest(workload, context, steps, judgement);
  if (set.length > 0 && holds(set, context)) return [{ places: placesOf(set) }];
  const larger = growths(context);
  const alone = larger.filter(({ context: grown }) => provedAfter(workload, grown, [], judgement) && holds([], grown));
  if (alone.length > 0) return alone.map(({ change }) => ({ growth: change, places: [] }));
  for (const { change, context: grown } of larger) {
    const beside = smallest(workload, grown, steps, judgement);
    if (beside.length > 0 && holds(beside, grown)) return [{ growth: change, places: placesOf(beside) }];
  }
  return [];
}

/** Whether it is proved as well with the steps written into its manifests, and the rules find nothing in them. */
function isMended(workload: Workload, context: Context, { chain }: Judgement, steps: readonly Step[]): boolean {
  const members = chain.map((member) => member.workload);
  const changes = steps.flatMap(({ member, patch }) => {
    const of = members.find((it) => idOf(it) === member);
    return of ? [{ workload: of, patch }] : [];
  });
  return holdsWhenApplied(workload, context, members, changes);
}

const grown = new WeakMap<Context, readonly Growth[]>();

/** Made once for all services of an answer. */
function growths(context: Context): readonly Growth[] {
  const known = grown.get(context) ?? growthsOf(context);
  grown.set(context, known);
  return known;
}

/** The members of the chain of which nothing is proved. */
function inTheWayOf({ chain }: Judgement, context: Context): readonly string[] {
  return chain.filter((member) => !standsAlone(member, context)).map((member) => idOf(member.workload));
}

/** The first few steps that are enough by themselves; dearer ones aren't tried, nor any while another member of the chain is in the way. */
function alternatives(workload: Workload, context: Context, steps: readonly Step[], judgement: Judgement): readonly Step[] {
  const inTheWay = inTheWayOf(judgement, context);
  const found: Step[] = [];
  for (const step of steps) {
    if (found.length === mostAlternatives) break;
    if (found.some(({ group, scale }) => isShared(group, step.group) || isShared(scale, step.scale))) continue;
    if (!inTheWay.every((name) => name === step.member) || !provedAfter(workload, context, [step], judgement)) continue;
    if (isMended(workload, context, judgement, [step])) found.push(step);
  }
  return found;
}

function isShared(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one === other;
}

function stepsFor(member: Assessment, workload: Workload): readonly Step[] {
  const name = idOf(member.workload);
  const own = name === idOf(workload);
  return editsFor(member.workload, member.predicate, member.setting.cluster).map((edit) => ({
    ...edit,
    member: name,
    change: own ? edit.change : `${member.workload.name}: ${edit.change}`,
  }));
}

/** What was tried in a context on the way to a service's advice: sets are made step by step, and come by again. */
const trials = new WeakMap<Context, { readonly workload: Workload; readonly proved: Map<string, boolean> }>();

/** Whether a service is proved after some edits. */
function provedAfter(workload: Workload, context: Context, steps: readonly Step[], judgement: Judgement): boolean {
  const before = trials.get(context);
  const { proved } = before?.workload === workload ? before : { proved: new Map<string, boolean>() };
  trials.set(context, { workload, proved });
  const key = steps.map(({ member, change }) => `${member} ${change}`).join('\n');
  const known = proved.get(key) ?? isProvedAfter(workload, context, steps, judgement);
  proved.set(key, known);
  return known;
}

function isProvedAfter(workload: Workload, context: Context, steps: readonly Step[], { chain }: Judgement): boolean {
  const changed = changedBy(steps, context);
  const ids = chain.map((member) => idOf(member.workload));
  // Where one of them can't be proved anyway, the others needn't be placed.
  if (chain.some((member, at) => failsAnywhere(changed.get(ids[at] as string) ?? member.workload, context.cluster))) return false;
  if (ids.some((id) => !changed.has(id) && !isLeftToSurvive(id, context))) return false;
  const tried = contextAfter(context, changed);
  return isProved(tried.assessments.get(idOf(workload))?.workload ?? workload, tried);
}

function isLeftToSurvive(id: string, context: Context): boolean {
  const member = context.assessments.get(id);
  return member !== undefined && maySurvive(member, context);
}

/** The context in which the models of some workloads are changed, and their manifests aren't. */
export function contextWith(context: Context, steps: readonly Step[]): Context {
  return contextAfter(context, changedBy(steps, context));
}

function contextAfter(context: Context, changed: ReadonlyMap<string, Workload>): Context {
  const joint = context.joint.with(changed);
  const edited = new Map([...changed].map(([name, it]) => [name, assess(it, context.cluster, joint, context.memory.shapes)]));
  return { ...context, joint, assessments: { get: (name) => edited.get(name) ?? context.assessments.get(name) } };
}

/** The models that steps change, as they leave them. */
function changedBy(steps: readonly Step[], context: Context): ReadonlyMap<string, Workload> {
  const changed = new Map<string, Workload>();
  for (const step of steps) {
    const before = changed.get(step.member) ?? context.assessments.get(step.member)?.workload;
    if (before) changed.set(step.member, step.apply(before));
  }
  return changed;
}

/** Whether each member of the chain has room, or gets it by one of its steps: where the nodes are too few for all, no set of steps is worth trying. */
function mayStand(workload: Workload, context: Context, steps: readonly Step[]): boolean {
  return [...new Set([idOf(workload), ...steps.map(({ member }) => member)])].every((id) => {
    const member = context.assessments.get(id);
    if (!member?.outlook.waits) return true;
    return steps.some((step) => {
      if (step.member !== id) return false;
      const changed = step.apply(member.workload);
      return !context.joint.with(new Map([[id, changed]])).of(changed).waits;
    });
  });
}

/** Adds every step, then drops from the dearest on what the proof doesn't need. */
function smallest(workload: Workload, context: Context, steps: readonly Step[], judgement: Judgement): readonly Step[] {
  if (!mayStand(workload, context, steps)) return [];
  const isEnough = (some: readonly Step[]) => provedAfter(workload, context, some, judgement);
  let needed = steps.slice(0, mostSteps);
  if (!isEnough(needed)) {
    needed = [];
    for (const step of steps.slice(0, mostSteps)) {
      needed.push(step);
      if (isEnough(needed)) break;
    }
    if (!isEnough(needed)) return [];
  }
  for (const step of [...needed].reverse()) {
    const without = needed.filter((other) => other !== step);
    if (without.length > 0 && isEnough(without)) needed = without;
  }
  return needed;
}
