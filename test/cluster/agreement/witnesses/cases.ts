import type { Topology } from '../../../../src/cluster/topology';
import type { Manifest } from '../../../../src/synthesis/manifest';
import { budget, spread, workload, zones } from '../../../availability/manifests';
import { without, withoutMatchLabelKeys, withoutSpread } from '../../harness/change';
import { HOSTNAME_LABEL, ZONE_LABEL } from '../../harness/nodes';
import { local, production, staging } from '../../harness/shop';
import type { Subject } from '../../harness/subject';
import { Random } from '../random/random';
import { SEEDS_PER_TOPOLOGY, specificationOf } from '../random/specification';

/** Each environment of the tests' application with one protection taken out; the local one has none. */
export function environmentCases(): Subject[] {
  return [
    { ...withoutMatchLabelKeys(production), name: 'production without matchLabelKeys' },
    { ...withoutSpread(production, ZONE_LABEL), name: 'production without spread over zones' },
    { ...without(production, 'PodDisruptionBudget'), name: 'production without budgets' },
    { ...withoutSpread(staging, HOSTNAME_LABEL), name: 'staging without spread over nodes' },
    { ...without(staging, 'PodDisruptionBudget'), name: 'staging without budgets' },
    local,
  ];
}

const KEYS = { matchLabelKeys: ['pod-template-hash'] };
const one = { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
const anti = (topologyKey: string) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { app: 'web' } } }],
    },
  },
});

type Options = Parameters<typeof workload>[0] & { readonly needed: number };

/** A table of designs that each lack something, on clusters of two kinds. */
export function designCases(): Subject[] {
  const three = zones([2, 2, 2]);
  const two = zones([2, 1]);
  const flat = unlabelled(zones([4]));
  const table: readonly (readonly [string, Topology, Options, Record<string, unknown>?])[] = [
    ['no rule', three, { needed: 2 }],
    ['single', three, { replicas: 1, needed: 1 }, { maxUnavailable: 1 }],
    [
      'all needed',
      three,
      { replicas: 3, needed: 3, pod: spreadOver(spread('zone', KEYS)), spec: { strategy: one } },
      { maxUnavailable: 1 },
    ],
    ['zones', three, { needed: 2, pod: spreadOver(spread('zone')), spec: { strategy: one } }, { maxUnavailable: 1 }],
    ['zones, 2 pods', three, { replicas: 2, needed: 1, pod: spreadOver(spread('zone')) }, { maxUnavailable: 1 }],
    ['zones, 5 pods', three, { replicas: 5, needed: 3, pod: spreadOver(spread('zone')) }, { maxUnavailable: 1 }],
    ['zones, 6 pods', three, { replicas: 6, needed: 4, pod: spreadOver(spread('zone')), spec: { strategy: one } }, { maxUnavailable: 1 }],
    [
      'zones, surge 2',
      three,
      {
        replicas: 4,
        needed: 3,
        pod: spreadOver(spread('zone')),
        spec: { strategy: { rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } } },
      },
      { maxUnavailable: 1 },
    ],
    [
      'zones, unavailable 1',
      three,
      { needed: 2, pod: spreadOver(spread('zone')), spec: { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } } },
      { maxUnavailable: 1 },
    ],
    ['zones, Honor', three, { needed: 2, pod: spreadOver(spread('zone', { ...KEYS, nodeTaintsPolicy: 'Honor' })) }, { maxUnavailable: 1 }],
    ['zones, skew 2', three, { replicas: 4, needed: 2, pod: spreadOver(spread('zone', { ...KEYS, maxSkew: 2 })) }, { maxUnavailable: 1 }],
    ['zones, skew 2, 6 pods', three, { replicas: 6, needed: 4, pod: spreadOver(spread('zone', { maxSkew: 2 })) }, { maxUnavailable: 1 }],
    ['zones and hosts, 5 pods', three, { replicas: 5, needed: 3, pod: spreadOver(spread('zone'), spread('host')) }, { maxUnavailable: 1 }],
    ['zones, minDomains 4', three, { needed: 2, pod: spreadOver(spread('zone', { minDomains: 4 })) }, { maxUnavailable: 1 }],
    [
      'ScheduleAnyway',
      three,
      { needed: 2, pod: spreadOver(spread('zone', { whenUnsatisfiable: 'ScheduleAnyway' })) },
      { maxUnavailable: 1 },
    ],
    ['hosts', three, { needed: 2, pod: spreadOver(spread('host')) }, { maxUnavailable: 1 }],
    ['one per host', three, { needed: 2, pod: anti(HOSTNAME_LABEL) }, { maxUnavailable: 1 }],
    ['one per zone, unavailable 0', three, { needed: 3, pod: anti(ZONE_LABEL), spec: { strategy: one } }],
    ['no budget', three, { needed: 2, pod: spreadOver(spread('zone', KEYS)), spec: { strategy: one } }],
    ['budget of 2', three, { needed: 2, pod: spreadOver(spread('zone', KEYS)), spec: { strategy: one } }, { maxUnavailable: 2 }],
    [
      'Recreate',
      three,
      { needed: 2, pod: spreadOver(spread('zone', KEYS)), spec: { strategy: { type: 'Recreate' } } },
      { maxUnavailable: 1 },
    ],
    ['quorum without spread', three, { kind: 'StatefulSet', needed: 2 }, { maxUnavailable: 1 }],
    ['quorum over hosts', three, { kind: 'StatefulSet', needed: 2, pod: spreadOver(spread('host')) }, { maxUnavailable: 1 }],
    [
      'quorum without budget',
      three,
      { kind: 'StatefulSet', needed: 2, pod: spreadOver(spread('zone')), spec: { podManagementPolicy: 'Parallel' } },
    ],
    [
      'quorum, all needed',
      three,
      { kind: 'StatefulSet', needed: 3, pod: spreadOver(spread('zone')), spec: { podManagementPolicy: 'Parallel' } },
      { maxUnavailable: 1 },
    ],
    ['two zones', two, { replicas: 2, needed: 1, pod: spreadOver(spread('zone')), spec: { strategy: one } }, { maxUnavailable: 1 }],
    ['two zones, 3 pods', two, { needed: 2, pod: spreadOver(spread('zone', KEYS)) }, { maxUnavailable: 1 }],
    ['two zones, 4 pods', two, { replicas: 4, needed: 2, pod: spreadOver(spread('zone')), spec: { strategy: one } }, { maxUnavailable: 1 }],
    [
      'two zones, Honor',
      two,
      { replicas: 4, needed: 2, pod: spreadOver(spread('zone', { ...KEYS, nodeTaintsPolicy: 'Honor' })) },
      { maxUnavailable: 1 },
    ],
    ['one zone, hosts', flat, { needed: 2, pod: spreadOver(spread('host')), spec: { strategy: one } }, { maxUnavailable: 1 }],
    [
      'one zone, hosts, 5 pods',
      flat,
      { replicas: 5, needed: 4, pod: spreadOver(spread('host')), spec: { strategy: one } },
      { maxUnavailable: 1 },
    ],
    ['one zone, no rule', flat, { needed: 2 }, { maxUnavailable: 1 }],
  ];
  return table.map(([name, topology, { needed, ...options }, rule], index) => {
    const annotations = { 'nines.dev/needed': String(needed) };
    const objects = [workload({ ...options, annotations }), ...(rule ? [budget(rule)] : [])] as unknown as Manifest[];
    return { name, topology, manifests: inNamespace(`design-${index + 1}`, objects), classes: [], secrets: [] };
  });
}

/** Of the seeds that share a topology so many are taken. */
const PER_TOPOLOGY = 4;

/** Random workloads that need a random number of their pods, from this seed on. */
export function randomCases(from: number, count: number): Subject[] {
  return Array.from({ length: count }, (_, index) => {
    const seed = from + index * (SEEDS_PER_TOPOLOGY / PER_TOPOLOGY);
    const { topology, manifests } = specificationOf(seed);
    const [{ metadata, ...web }, ...others] = manifests as [Manifest, ...Manifest[]];
    const { replicas } = web['spec'] as { replicas: number };
    const needed = new Random(seed).integer(Math.ceil(replicas / 2), Math.max(1, replicas - 1));
    const annotated = { ...web, metadata: { ...metadata, annotations: { 'nines.dev/needed': String(needed) } } } as Manifest;
    const namespace: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: metadata.namespace as string } };
    return { name: `seed ${seed}`, topology, manifests: [namespace, ...others, annotated], classes: [], secrets: [] };
  });
}

/** Cases that one cluster can serve. */
export function byTopology(subjects: readonly Subject[]): Subject[][] {
  const groups = new Map<string, Subject[]>();
  for (const it of subjects) {
    const key = JSON.stringify(it.topology);
    groups.set(key, [...(groups.get(key) ?? []), it]);
  }
  return [...groups.values()];
}

/** In a namespace of their own: what is left of one case is not in the way of the next. */
function inNamespace(name: string, objects: readonly Manifest[]): Manifest[] {
  const namespace: Manifest = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  return [namespace, ...objects.map((object) => ({ ...object, metadata: { ...object.metadata, namespace: name } }))];
}

function spreadOver(...constraints: object[]): Record<string, unknown> {
  return { topologySpreadConstraints: constraints };
}

function unlabelled(topology: Topology): Topology {
  return { ...topology, zones: topology.zones.map((zone) => ({ ...zone, label: false })) };
}
