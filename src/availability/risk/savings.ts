import { idOf } from '../../manifests/identity';
import type { Context } from '../verdict/context';
import { type Costed, costedOf } from '../verdict/verdict';
import type { Workload } from '../workload/workload';
import { type Edit, editsOf } from './edits';
import type { Changes, Range, Saving } from './risk';

/** As many as a reader weighs against each other. */
const MOST = 6;

/** Less than this part of the sum is not worth a line. */
const LEAST = 0.002;

/** Changed manifests and topologies, read once for all services. */
const changed = new WeakMap<Context, Map<string, Context | undefined>>();

/**
 * The changes that win the most minutes, each written into the manifests or the topology and judged again.
 *
 * @param sumOf the sum of a service in another context
 */
export function savingsOf(
  workload: Workload,
  context: Context,
  sum: Range,
  changes: Changes,
  sumOf: (costed: Costed, context: Context) => Range,
): readonly Saving[] {
  const id = idOf(workload);
  const found = editsOf(context).flatMap((edit): readonly Saving[] => {
    const after = contextAfter(edit, context);
    const same = after?.workloads.find((it) => idOf(it) === id);
    return after && same ? [saving(edit.change, sum.value, sumOf(costedOf(same, after), after).value)] : [];
  });
  const releases = [
    { ...saving('halve the share of releases that fail', changes.minutes.value, changes.minutes.value / 2), of: 'changes' as const },
    {
      ...saving('notice and roll back failed releases in half the time', changes.minutes.value, changes.minutes.value / 2),
      of: 'changes' as const,
    },
  ];
  return [...found, ...releases]
    .filter(({ won }) => won > LEAST * sum.value)
    .sort((a, b) => b.won - a.won)
    .slice(0, MOST);
}

function saving(change: string, before: number, after: number): Saving {
  return { change, before, after, won: before - after };
}

function contextAfter(edit: Edit, context: Context): Context | undefined {
  const known = changed.get(context) ?? new Map<string, Context | undefined>();
  changed.set(context, known);
  if (!known.has(edit.change)) known.set(edit.change, edit.apply(context));
  return known.get(edit.change);
}
