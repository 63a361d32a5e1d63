import { inWords } from '../../../src/manifests/identity';
import { type Manifest, objectIdentityOf } from '../../../src/synthesis/manifest';
import type { Cluster } from './cluster';
import { agreed } from './server';
import { until } from './until';
import { podsOf, type Workload } from './workloads';

/** Deletes the workloads and nothing else; ends when their pods are gone. */
export async function deleteWorkloads(cluster: Cluster, workloads: readonly Workload[]): Promise<void> {
  // Their owners are known only as long as they are there.
  const pods = workloads.flatMap((workload) => podsOf(cluster.state, workload)).map(({ metadata }) => metadata?.uid);
  await deleteAll(
    cluster,
    workloads.map(({ manifest }) => manifest),
  );
  await until(cluster.state, 'the pods to go', () => !cluster.state.all('pods').some(({ metadata }) => pods.includes(metadata?.uid)));
}

/** Deletes the namespace and all that is in it; ends when it is gone. */
export async function deleteNamespace(cluster: Cluster, name: string): Promise<void> {
  await deleteAll(cluster, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }]);
  await until(cluster.state, `namespace ${name} to go`, () => cluster.state.get('namespaces', name) === undefined);
}

/** Deletes everything, the last object first, as `kubectl delete -f` on the folder would in the end; ends when the namespaces are gone. */
export async function deleteFolder(cluster: Cluster, manifests: readonly Manifest[]): Promise<void> {
  const namespaces = manifests.filter(({ kind }) => kind === 'Namespace');
  await deleteAll(cluster, manifests.filter(({ kind }) => kind !== 'Namespace').reverse());
  for (const { metadata } of namespaces) await deleteNamespace(cluster, metadata.name);
}

/** Volumes whose claim is gone and whose fate is decided: kept for somebody to come back to, or about to be deleted. */
export async function volumesLeft(cluster: Cluster): Promise<string[]> {
  await until(cluster.state, 'released volumes to be kept or deleted', () =>
    cluster.state
      .all('volumes')
      .every(({ spec, status }) => status?.phase !== 'Released' || spec?.persistentVolumeReclaimPolicy === 'Retain'),
  );
  return volumes(cluster);
}

/** Names of all volumes, sorted. */
export function volumes(cluster: Cluster): string[] {
  return cluster.state
    .all('volumes')
    .map(({ metadata }) => metadata?.name as string)
    .sort();
}

async function deleteAll(cluster: Cluster, manifests: readonly Manifest[]): Promise<void> {
  for (const manifest of manifests) agreed(await cluster.server.delete(manifest), `deletion of ${inWords(objectIdentityOf(manifest))}`);
}

/** Each claim with the volume that it is bound to, sorted. */
export function boundClaims(cluster: Cluster): string[] {
  return cluster.state
    .all('claims')
    .filter(({ status }) => status?.phase === 'Bound')
    .map(({ metadata, spec }) => `${metadata?.namespace}/${metadata?.name} -> ${spec?.volumeName}`)
    .sort();
}
