/*
 * Clusters of several sets of Elasticsearch nodes, where the sets share nodes and zones and each has a budget of its own: four sets in three zones, two halls
 * with a tie-breaker in a third place, and two halls whose larger one is accepted to be lost.
 */
import { Size, Testing } from 'cdk8s';
import { Archive, platform as threeZones } from '../../examples/node-sets';
import type { Platform } from '../../src';
import type { EventName } from '../../src/availability/verdict/events';
import type { Manifest } from '../../src/synthesis/manifest';
import { hallsAndAttic, provable, twoHalls } from '../constructs/elasticsearch/node-sets/sets';
import { claimsOf, zoneOfClaim, zoneOfPod } from './harness/claims';
import { drainAll, evictAll } from './harness/drain';
import { type Given, withApplication } from './harness/fixture';
import { type Loss, lose, nodesOfZone } from './harness/loss';
import { brokenPromise, type LowWater } from './harness/low-water';
import { observe } from './harness/observations';
import { describePlacement, placementFaults } from './harness/placement';
import { brokenPrediction, Prediction } from './harness/prediction';
import { rollOutRepeatedly } from './harness/rollout';
import { type Subject, subjectOf } from './harness/subject';
import { podsOf, promisedInFailure, promisedInRollout, readyPods, type Workload, workloadsOf } from './harness/workloads';

const TIMES = 3;
const halls = ['hall-a', 'hall-b'];
const masters = { roles: ['master'], count: 3, storage: Size.gibibytes(10) } as const;
const data = { roles: ['data', 'ingest'], count: 4, storage: Size.gibibytes(100) } as const;
const zoneLoss = { accept: 'larger-zone', because: 'there is no third hall' } as const;

/** The namespace comes first, as in files that are applied in their order. */
function subject(name: string, platform: Platform, manifests: readonly Manifest[]): Subject {
  const isNamespace = ({ kind }: Manifest) => kind === 'Namespace';
  return subjectOf({ name, platform }, [...manifests.filter(isNamespace), ...manifests.filter((it) => !isNamespace(it))]);
}

function sets(change: Parameters<typeof provable>[0]): readonly Manifest[] {
  return Testing.synth(provable({ availability: '99%', ...change }).chart);
}

const archive = subject('archive', threeZones, Testing.synth(new Archive(Testing.app())));
const tieBreaker = subject(
  'tie-breaker',
  hallsAndAttic,
  sets({ platform: hallsAndAttic, sets: { masters: { ...masters, votingOnlyZone: 'attic' }, data: { ...data, zones: halls } } }),
);
const larger = subject('larger-hall', twoHalls, sets({ platform: twoHalls, sets: { masters, data }, zoneLoss }));

describe.each([archive, tieBreaker])('$name', (it) => {
  const check = withApplication(it);

  check('is taken without a warning, and each set spreads over the zones that it has', async ({ cluster, workloads, warnings }) => {
    expect(warnings).toEqual([]);
    for (const workload of workloads) {
      const faults = await observe(
        { environment: it.name, event: `placement of ${workload.name}`, predicted: 'no single point of failure' },
        async () => placementFaults(cluster.state, workload),
        (seen) => seen.join('; ') || describePlacement(cluster.state, workload),
      );
      expect(faults).toEqual([]);
    }
  });

  check('has the claim of each node bound to a volume in its zone, and none for nodes without data and votes', async (given) => {
    for (const workload of given.workloads) claimsAreInTheirZones(given, workload);
  });

  for (const workload of workloadsOf(it.manifests)) {
    check(`keeps the need of ${workload.name}, and its spread, through ${TIMES} rollouts in a row`, (given) => rollsOut(given, workload));
  }

  check('keeps what every set needs while each node is drained one after the other', (given) =>
    survives(given, { what: 'drain of all nodes', events: ['drain one node', 'pool upgrade'], disrupt: drained(drainAll) }),
  );

  check('keeps what every set needs when the eviction of all pods is asked for at once', (given) =>
    survives(given, { what: 'eviction of all pods', events: ['drain one node', 'pool upgrade'], disrupt: drained(evictAll) }),
  );

  // A node of each zone: its neighbours hold the same sets.
  for (const { name: zone } of it.topology.zones) {
    check(`keeps what every set needs when a node of ${zone} is lost`, (given) => {
      const [node = ''] = nodesOfZone(given.cluster, zone).filter((name) => hasNodesOf(given, name));
      return survives(given, { what: `loss of node ${node}`, events: ['lose one node'], disrupt: lost([node]) });
    });
  }

  for (const { name } of it.topology.zones) {
    check(`keeps what every set needs when zone ${name} is lost`, (given) =>
      survives(given, { what: `loss of zone ${name}`, events: ['lose one zone'], disrupt: lost(nodesOfZone(given.cluster, name)) }),
    );
  }
});

describe('larger-hall', () => {
  const check = withApplication(larger);
  const isMasters = ({ name }: Workload) => name === 'elasticsearch-masters';

  check('has two masters in one hall, which is the only point of failure', async ({ cluster, workloads }) => {
    const faults = workloads.flatMap((workload) => placementFaults(cluster.state, workload));
    expect(faults).toEqual([expect.stringMatching(/^elasticsearch-masters: 2 of 3 pods are in hall-[ab], and 2 are needed without it$/)]);
  });

  check('keeps what every set needs while each node is drained one after the other', (given) =>
    survives(given, { what: 'drain of all nodes', events: ['drain one node', 'pool upgrade'], disrupt: drained(drainAll) }, isMasters),
  );

  for (const hall of halls) {
    check(`has the masters that the prediction says when ${hall} is lost, which are too few in the larger one`, async (given) => {
      const masters = given.workloads.find(isMasters) as Workload;
      const here = readyPods(given.cluster.state, masters).filter((pod) => zoneOfPod(given.cluster.state, pod) === hall).length;
      const disrupt = lost(nodesOfZone(given.cluster, hall));
      const lowWater = await survives(given, { what: `loss of ${hall}`, events: ['lose one zone'], disrupt }, isMasters);
      expect(lowWater.of(masters)).toBe(3 - here);
      expect(new Prediction(given.subject, ['lose one zone']).of(masters)).toBe(1);
    });
  }
});

/** What is done to a cluster, and what the model calls it. */
interface Disruption {
  readonly what: string;
  readonly events: readonly EventName[];
  readonly disrupt: (given: Given) => Promise<{ readonly lowWater: LowWater; readonly summary: string }>;
}

/** Compares what was seen with what is predicted and promised. @param hasAccepted the workloads whose loss is accepted, which promise nothing */
async function survives(
  given: Given,
  { what, events, disrupt }: Disruption,
  hasAccepted?: (workload: Workload) => boolean,
): Promise<LowWater> {
  const { cluster, workloads } = given;
  const prediction = new Prediction(given.subject, events);
  const about = { environment: given.subject.name, event: what, predicted: prediction.describe(workloads) };
  const { lowWater } = await observe(
    about,
    () => disrupt(given),
    ({ summary }) => summary,
  );
  for (const workload of workloads) {
    expect(brokenPrediction(lowWater, workload, prediction)).toBeUndefined();
    if (hasAccepted?.(workload)) continue;
    expect(brokenPromise(lowWater, workload, promisedInFailure(workload))).toBeUndefined();
    expect(placementFaults(cluster.state, workload)).toEqual([]);
  }
  return lowWater;
}

/** Whether a pod of any set runs on the machine. */
function hasNodesOf({ cluster: { state }, workloads }: Given, machine: string): boolean {
  return workloads.some((workload) => podsOf(state, workload).some(({ spec }) => spec?.nodeName === machine));
}

function drained(all: typeof drainAll): Disruption['disrupt'] {
  return async ({ cluster, workloads }) => {
    const lowWater = await all(cluster, workloads);
    return { lowWater, summary: String(lowWater) };
  };
}

function lost(nodes: readonly string[]): Disruption['disrupt'] {
  return async ({ cluster, workloads }) => {
    const { lowWater, moved, waiting, held }: Loss = await lose(cluster, nodes, workloads);
    return { lowWater, summary: `${lowWater}; moved ${moved}, waiting ${waiting}, held ${held}` };
  };
}

async function rollsOut({ cluster, subject: { name } }: Given, workload: Workload): Promise<void> {
  const promised = promisedInRollout(workload);
  const { fewest, faults } = await observe(
    { environment: name, event: `${TIMES} rollouts of ${workload.name}`, predicted: `${promised} ready, spread kept` },
    () => rollOutRepeatedly(cluster, workload, TIMES),
    (seen) => `${seen.fewest} ready, ${seen.faults.length} faults`,
  );
  expect(faults).toEqual([]);
  expect(fewest).toBeGreaterThanOrEqual(promised);
}

function claimsAreInTheirZones({ cluster: { state } }: Given, workload: Workload): void {
  const { volumeClaimTemplates = [] } = workload.manifest['spec'] as { volumeClaimTemplates?: readonly object[] };
  for (const pod of podsOf(state, workload)) {
    const claims = claimsOf(state, pod);
    expect(claims).toHaveLength(volumeClaimTemplates.length);
    expect(claims.map((claim) => zoneOfClaim(state, claim))).toEqual(claims.map(() => zoneOfPod(state, pod)));
  }
}
