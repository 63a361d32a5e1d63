import type { Manifest } from '../../../src/synthesis/manifest';
import type { Cluster } from '../../cluster/harness/cluster';
import type { Pod } from '../../cluster/harness/kubernetes-client';
import type { Place } from './fleet';
import { when } from './wait';
import { Watched } from './watched';

/** The pods of the environment that aren't being deleted: the workload of each, by uid. */
export function podsOf({ cluster, target }: Place): Map<string, string> {
  return new Map(alive(cluster, namespaceOf(target.manifests)).map((pod) => [pod.metadata?.uid as string, workloadOf(cluster, pod)]));
}

/** The images that the pods of one workload run. */
export function imagesOf({ cluster, target }: Place, workload: string): string[] {
  const pods = alive(cluster, namespaceOf(target.manifests)).filter((pod) => workloadOf(cluster, pod) === workload);
  return [...new Set(pods.map(({ spec }) => spec?.containers[0]?.image ?? ''))];
}

/** Each claim of the namespace and each volume that was claimed there: its name, its uid and whether they are bound to each other. */
export function dataOf({ cluster: { state }, target }: Place): string[] {
  const namespace = namespaceOf(target.manifests);
  const volumes = state.all('volumes').filter(({ spec }) => spec?.claimRef?.namespace === namespace);
  const all = [...state.all('claims', namespace), ...volumes];
  return all.map(({ metadata, status }) => `${metadata?.name} ${metadata?.uid} ${status?.phase}`).sort();
}

/** The uid of each of these objects that there is, by kind and name. */
export async function thereOf(cluster: Cluster, manifests: readonly Manifest[]): Promise<Map<string, string>> {
  const there = new Map<string, string>();
  for (const manifest of manifests) {
    const { status, body } = await cluster.server.read(manifest);
    const { uid, deletionTimestamp } = (body['metadata'] ?? {}) as { uid?: string; deletionTimestamp?: string };
    if (status === 200 && uid && !deletionTimestamp) there.set(`${manifest.kind} ${manifest.metadata.name}`, uid);
  }
  return there;
}

/** Deletes a Service by hand, and waits until there is another one of its name. */
export async function replacedService(cluster: Cluster, service: Manifest): Promise<void> {
  const services = await Watched.start(cluster, '/api/v1/services');
  try {
    const uid = (): string | undefined => services.get(service.metadata.name, service.metadata.namespace)?.metadata?.uid;
    const before = uid();
    await cluster.server.delete(service);
    await when(
      [cluster],
      services,
      `Service ${service.metadata.name} to be back`,
      () => ![undefined, before].includes(uid()),
      () => '',
    );
  } finally {
    await services.close();
  }
}

function namespaceOf(manifests: readonly Manifest[]): string {
  const namespace = manifests.find(({ kind }) => kind === 'Namespace')?.metadata.name;
  if (!namespace) throw new Error('the manifests have no Namespace');
  return namespace;
}

function alive({ state }: Cluster, namespace: string): Pod[] {
  return state.all('pods', namespace).filter(({ metadata }) => !metadata?.deletionTimestamp);
}

/** The Deployment of its ReplicaSet, or what owns it otherwise. */
function workloadOf({ state }: Cluster, { metadata }: Pod): string {
  const owner = metadata?.ownerReferences?.[0]?.name ?? '';
  return state.get('replicaSets', owner, metadata?.namespace)?.metadata?.ownerReferences?.[0]?.name ?? owner;
}
