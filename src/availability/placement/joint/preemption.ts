import type { Claim } from './claim';
import type { Entry } from './entry';

/** Whether no workload is more important than another, so that none preempts. */
export function areLevel(claims: readonly Claim[]): boolean {
  const [first] = claims;
  const of = ({ workload }: Claim) => workload.priority;
  return claims.every((claim) => of(claim).most === of(claim).least && of(claim).most === of(first as Claim).most);
}

/**
 * For each cell the most important workload that may lack room there and take that of others.
 *
 * @param findsRoom whether the pods of a workload find a place at any time, so that they preempt none
 */
export function preemptorsAmong(members: readonly Entry[], findsRoom: (entry: Entry) => boolean): ReadonlyMap<number, Entry> {
  const lowest = members.reduce((least, { claim }) => Math.min(least, claim.workload.priority.least), Number.POSITIVE_INFINITY);
  const found = new Map<number, Entry>();
  for (const entry of members) {
    const { priority } = entry.claim.workload;
    if (!priority.preempts || priority.most <= lowest || (isBounded(entry) && findsRoom(entry))) continue;
    for (const cell of entry.claim.eligible)
      if (priority.most > (found.get(cell)?.claim.workload.priority.most ?? Number.NEGATIVE_INFINITY)) found.set(cell, entry);
  }
  return found;
}

/** Whether what the pods of a workload take is known. */
function isBounded({ claim: { workload } }: Entry): boolean {
  const { approximate, unmodelled, bypasses, priority } = workload;
  // Of a class that isn't known the range of its priority says all.
  const isKnown = approximate === undefined || (!Number.isFinite(priority.most) && unmodelled.length === 1);
  return isKnown && !bypasses;
}

/** The workload that may preempt the pods of another. */
export function threatTo({ id, claim }: Entry, preemptors: ReadonlyMap<number, Entry>): Entry | undefined {
  const { priority } = claim.workload;
  const threat = claim.eligible
    .flatMap((cell) => preemptors.get(cell) ?? [])
    .find((other) => other.claim.workload.priority.most > priority.least);
  return threat && threat.id !== id ? threat : undefined;
}
