import type { Topology } from '../../../src/availability';
import { budget, spread, workload, zones } from '../manifests';

/** Three zones of two nodes. */
export const cluster = zones([2, 2, 2]);

/** The same with another version of Kubernetes. */
export function version(kubernetes: string): Topology {
  return { ...cluster, kubernetes };
}

/** The same with more resources on each node. */
export function offering(resources: Readonly<Record<string, string>>): Topology {
  const pools = cluster.zones.map((zone) => ({
    ...zone,
    pools: zone.pools.map((pool) => ({ ...pool, allocatable: { ...pool.allocatable, ...resources } })),
  }));
  return { ...cluster, zones: pools };
}

const surgeOnly = { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };

/** Three replicas, of which one is enough, over three zones, and their budget: proved as it is. */
export function service(pod: Record<string, unknown> = {}, spec: Record<string, unknown> = {}, container: Record<string, unknown> = {}) {
  const containers = [{ name: 'main', image: 'registry.example/main:1', ...container }];
  const spreads = { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] };
  return [workload({ spec: { ...surgeOnly, ...spec }, pod: { containers, ...spreads, ...pod } }), budget({ maxUnavailable: 1 })];
}

/** The same as a StatefulSet. */
export function statefulService(pod: Record<string, unknown> = {}, spec: Record<string, unknown> = {}, needed = '2') {
  const spreads = { topologySpreadConstraints: [spread('zone')] };
  const set = workload({ kind: 'StatefulSet', annotations: { 'nines.dev/needed': needed }, spec, pod: { ...spreads, ...pod } });
  return [set, budget({ maxUnavailable: 1 })];
}

/** An object of the namespace `shop`. */
export function object(apiVersion: string, kind: string, name: string, rest: Record<string, unknown>) {
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...rest };
}

/** An object of no namespace. */
export function clusterObject(apiVersion: string, kind: string, name: string, rest: Record<string, unknown>) {
  return { apiVersion, kind, metadata: { name }, ...rest };
}

/** A StorageClass of a disk within a zone, unless the fields say otherwise. */
export function storageClass(name: string, more: Record<string, unknown> = {}) {
  const volumeBindingMode = 'WaitForFirstConsumer';
  return clusterObject('storage.k8s.io/v1', 'StorageClass', name, { provisioner: 'ebs.csi.aws.com', volumeBindingMode, ...more });
}

/** The claim `data`, or another. */
export function claim(accessMode: string, more: Record<string, unknown> = {}, name = 'data') {
  const spec = { accessModes: [accessMode], storageClassName: 'disk', resources: { requests: { storage: '10Gi' } }, ...more };
  return object('v1', 'PersistentVolumeClaim', name, { spec });
}

/** A pod's volume of the claim `data`. */
export const mounted = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
