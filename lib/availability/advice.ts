import { type Assessment, assess } from './assessment';
import type { Context } from './context';
import { type Edit, editsFor } from './edits';
import { nameOf } from './manifest';
import type { Advice, Verdict } from './result';
import { chainOf, type Judgement, verdictOf } from './verdict';
import type { Workload } from './workload';

/** An edit of one member of the chain. */
interface Step extends Edit {
  readonly member: string;
}

const mostAlternatives = 3;

/**
 * The changes after which a service is proved, cheapest first: single ones, or where none is enough the smallest set found by adding the useful ones and dropping those
 * that turn out not to be needed.
 */
export function adviceFor(workload: Workload, context: Context, judgement: Judgement): readonly Advice[] {
  const steps = judgement.chain.flatMap((member) => stepsFor(member, workload));
  const before = judgement.verdict;
  const singles = alternatives(workload, context, steps);
  if (singles.length > 0) return singles.map((step) => ({ change: step.change, before, after: 'proved' }));
  const set = smallest(workload, context, steps);
  return set.length > 0 ? [{ change: set.map((step) => step.change).join('; '), before, after: 'proved' }] : [];
}

/** The first few steps that are enough by themselves; dearer ones aren't tried. */
function alternatives(workload: Workload, context: Context, steps: readonly Step[]): readonly Step[] {
  const found: Step[] = [];
  for (const step of steps) {
    if (found.length === mostAlternatives) break;
    if (after(workload, context, [step]) === 'proved') found.push(step);
  }
  return found;
}

function stepsFor(member: Assessment, workload: Workload): readonly Step[] {
  const name = nameOf(member.workload);
  const own = name === nameOf(workload);
  return editsFor(member.workload, member.predicate, member.setting.cluster).map((edit) => ({
    ...edit,
    member: name,
    change: own ? edit.change : `${member.workload.name}: ${edit.change}`,
  }));
}

/**
 * The verdict after some edits.
 *
 * It follows from the shapes of the chain and the target: workloads that differ by their names only are tried once.
 */
function after(workload: Workload, context: Context, steps: readonly Step[]): Verdict {
  const changed = new Map<string, Workload>();
  for (const step of steps) {
    const before = changed.get(step.member) ?? context.assessments.get(step.member)?.workload;
    if (before) changed.set(step.member, step.apply(before));
  }
  const edited = new Map([...changed].map(([name, it]) => [name, assess(it, context.cluster, context.demand, context.memory.shapes)]));
  const tried: Context = { ...context, assessments: { get: (name) => edited.get(name) ?? context.assessments.get(name) } };
  const subject = changed.get(nameOf(workload)) ?? workload;
  const { verdicts } = context.memory;
  const key = JSON.stringify([workload.declared.target, chainOf(subject, tried).chain.map((member) => member.shape)]);
  const verdict = verdicts.get(key) ?? verdictOf(subject, tried).verdict;
  verdicts.set(key, verdict);
  return verdict;
}

/** Adds every step, then drops from the dearest on what the proof doesn't need. */
function smallest(workload: Workload, context: Context, steps: readonly Step[]): readonly Step[] {
  let needed = [...steps];
  if (after(workload, context, needed) !== 'proved') {
    needed = [];
    for (const step of steps) {
      needed.push(step);
      if (after(workload, context, needed) === 'proved') break;
    }
    if (after(workload, context, needed) !== 'proved') return [];
  }
  for (const step of [...needed].reverse()) {
    const without = needed.filter((other) => other !== step);
    if (without.length > 0 && after(workload, context, without) === 'proved') needed = without;
  }
  return needed;
}
