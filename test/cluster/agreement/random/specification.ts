import type { Topology } from '../../../../src/cluster/topology';
import type { Manifest } from '../../../../src/synthesis/manifest';
import { randomBudgets } from './budgets';
import { Random } from './random';
import { randomTopology } from './topology';
import { type Claims, companion, NAMESPACE, randomWorkload } from './workload';

/** A random workload on a random cluster: all that follows from one seed. */
export interface Specification {
  readonly seed: number;
  readonly topology: Topology;
  /** Everything that is applied, the workload first. */
  readonly manifests: readonly Manifest[];
}

/** One class for each moment at which a volume can be made. */
export const storageClasses = {
  waiting: storageClass('waiting', 'WaitForFirstConsumer'),
  immediate: storageClass('immediate', 'Immediate'),
};

/** So many seeds in a row have one topology, so that one cluster serves them all. */
export const SEEDS_PER_TOPOLOGY = 16;

/** What a seed stands for. */
export function specificationOf(seed: number): Specification {
  const topology = randomTopology(new Random(Math.floor(seed / SEEDS_PER_TOPOLOGY)));
  const random = new Random(Math.imul(seed, 0x9e3779b1));
  const { manifest, claims } = randomWorkload(random, topology);
  const refersToOther = JSON.stringify(manifest).includes('"other"');
  // Without them the rule refers to nobody, as after a renaming.
  const others = refersToOther && random.chance(0.7) ? [companion(random)] : [];
  return { seed, topology, manifests: [manifest, ...storage(claims), ...others, ...randomBudgets(random)] };
}

/** What a workload with claims needs beside it. */
function storage(claims: Claims): Manifest[] {
  if (claims === 'none') return [];
  if (claims !== 'shared') return [storageClasses[claims]];
  const spec = { accessModes: ['ReadWriteMany'], storageClassName: 'waiting', resources: { requests: { storage: '1Gi' } } };
  return [
    storageClasses.waiting,
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'web', namespace: NAMESPACE }, spec },
  ];
}

/** A specification in one line, for tables. */
export function summary({ topology, manifests }: Specification): string {
  const nodes = topology.zones.map(({ pools }) => pools.map(({ count }) => count).join('+')).join('/');
  const [workload] = manifests as [Manifest];
  const { replicas } = workload['spec'] as { replicas: number };
  return `${replicas} pods of a ${workload.kind} on ${nodes} nodes`;
}

function storageClass(name: string, volumeBindingMode: string): Manifest {
  const properties = { provisioner: 'ebs.csi.aws.com', reclaimPolicy: 'Delete', volumeBindingMode };
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, ...properties };
}
