import { type Cluster, hostnameLabel } from '../../../cluster/cluster';
import { activeOf, tellsNodesApart } from '../grid';
import type { Claim, Phase } from './claim';
import { Crowd } from './crowd';
import type { Entry } from './entry';
import type { Roster } from './roster';

/** What all workloads do while something is out of service, and the room that they take then. */
export interface Settlement {
  readonly crowd: Crowd;
  readonly phaseOf: (entry: Entry) => Phase;
}

/**
 * Finds the workloads that come to rest. One whose pods surely find a place beside the worst of all others is at rest where nothing moves any more, and takes less;
 * that makes others sure in turn.
 *
 * @param isSure whether a pod of a workload without rivals surely finds a place beside the others as they are settled so far
 */
export function settle(roster: Roster, cluster: Cluster, isSure: (claim: Claim, sofar: Settlement) => boolean): Settlement {
  const resting = new Set<Claim>();
  const now = (): Settlement => {
    const calm = new Set(resting);
    const phaseOf = ({ claim, rivals }: Entry): Phase => (rivals.length === 0 && calm.has(claim) ? 'rest' : 'waiting');
    return { crowd: crowdOf(roster, cluster, (claim) => (calm.has(claim) ? 'rest' : 'waiting'), 'waiting'), phaseOf };
  };
  let sofar = now();
  const candidates = [...roster.tallies].flatMap(([claim, { free }]) => (free > 0 && restsAlone(claim, cluster) ? [claim] : []));
  for (let round = 0; round < mostRounds; round++) {
    const rested = candidates.filter((claim) => !resting.has(claim) && isSure(claim, sofar));
    if (rested.length === 0) break;
    for (const claim of rested) resting.add(claim);
    sofar = now();
  }
  return sofar;
}

const mostRounds = 4;

/** All workloads, those without rivals in the phase of their claim. */
export function crowdOf(roster: Roster, cluster: Cluster, phaseOf: (claim: Claim) => Phase, withRivals: Phase): Crowd {
  const groups = [...roster.tallies].flatMap(([claim, tally]) => [
    { claim, phase: phaseOf(claim), count: tally.free },
    { claim, phase: withRivals, count: tally.withRivals },
  ]);
  return new Crowd(groups, cluster);
}

const restsKnown = new WeakMap<Claim, boolean>();

/** Whether nothing of its own keeps a workload's pods from getting ready, and the rules of one without rivals never keep one of its pods waiting while each region is open: then it comes to rest. */
function restsAlone(claim: Claim, cluster: Cluster): boolean {
  const known = restsKnown.get(claim) ?? restsByItself(claim, cluster);
  restsKnown.set(claim, known);
  return known;
}

function restsByItself(claim: Claim, cluster: Cluster): boolean {
  const { workload, grid, most } = claim;
  if (workload.approximate !== undefined || workload.obstacles.length > 0 || !leavesRegion(claim)) return false;
  const overHosts = activeOf(workload).filter(({ key }) => key === hostnameLabel).length;
  return workload.kind === 'DaemonSet' || !tellsNodesApart(workload, cluster, most) || (grid.rules.length === 0 && overHosts <= 1);
}

/** Whether the own rules of a workload over zones and the like leave each of its pods one of its regions, whatever stands: one rule never closes its emptiest domain. */
export function leavesRegion({ workload, grid, eligible }: Claim): boolean {
  const [rule, second] = grid.rules;
  if (second || grid.limits.length > 0 || workload.storage.pins !== 'free') return false;
  return !rule || (rule.domains >= rule.minDomains && rule.domainOf.every((domain, cell) => domain < 0 || eligible.includes(cell)));
}
