import { type Assessment, assess } from './assessment';
import type { Context } from './context';
import { type Edit, editsFor } from './edits';
import { nameOf } from './manifest';
import type { Advice, Verdict } from './result';
import { type Judgement, verdictOf } from './verdict';
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
  const singles = steps.filter((step) => after(workload, context, [step]) === 'proved').slice(0, mostAlternatives);
  if (singles.length > 0) return singles.map((step) => ({ change: step.change, before, after: 'proved' }));
  const set = smallest(workload, context, steps);
  return set.length > 0 ? [{ change: set.map((step) => step.change).join('; '), before, after: 'proved' }] : [];
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

/** The verdict after some edits. */
function after(workload: Workload, context: Context, steps: readonly Step[]): Verdict {
  const changed = new Map<string, Workload>();
  for (const step of steps) {
    const before = changed.get(step.member) ?? context.assessments.get(step.member)?.workload;
    if (before) changed.set(step.member, step.apply(before));
  }
  const assessments = new Map(context.assessments);
  for (const [name, edited] of changed) assessments.set(name, assess(edited, context.cluster, context.demand, context.memory.shapes));
  return verdictOf(changed.get(nameOf(workload)) ?? workload, { ...context, assessments }).verdict;
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
