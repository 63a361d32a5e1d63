import type { Manifest } from '../../../lib/synthesis/manifest';
import type { Pod } from './kubernetes-client';
import type { State } from './state';

/** Says how many pods a service needs for full service. */
const NEEDED = 'nines.dev/needed';

/** A Deployment or StatefulSet of the manifests, and what is promised of it. */
export interface Workload {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly namespace: string;
  readonly name: string;
  /** Pods needed for full service, as the manifests say. */
  readonly needed: number;
  readonly manifest: Manifest;
}

export function workloadsOf(manifests: readonly Manifest[]): Workload[] {
  return manifests.flatMap((manifest) => {
    const { kind, metadata } = manifest;
    if (kind !== 'Deployment' && kind !== 'StatefulSet') return [];
    const annotations = metadata['annotations'] as Record<string, string> | undefined;
    return [
      { kind, namespace: metadata.namespace ?? 'default', name: metadata.name, needed: Number(annotations?.[NEEDED] ?? 1), manifest },
    ];
  });
}

/** Its pods, by who owns them, those that are being deleted included. */
export function podsOf(state: State, workload: Workload): Pod[] {
  const owners = new Set(ownersOfPods(state, workload));
  return state
    .all('pods', workload.namespace)
    .filter((pod) => pod.metadata?.ownerReferences?.some(({ controller, uid }) => controller && owners.has(uid)));
}

function ownersOfPods(state: State, { kind, name, namespace }: Workload): (string | undefined)[] {
  if (kind === 'StatefulSet') return [state.get('statefulSets', name, namespace)?.metadata?.uid];
  const uid = state.get('deployments', name, namespace)?.metadata?.uid;
  const sets = state.all('replicaSets', namespace).filter(({ metadata }) => metadata?.ownerReferences?.some((owner) => owner.uid === uid));
  return sets.map(({ metadata }) => metadata?.uid);
}

/** Whether the pod serves: it is ready and nobody has asked it to go. */
export function isReady(pod: Pod): boolean {
  return (
    !pod.metadata?.deletionTimestamp && (pod.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True')
  );
}

export function readyPods(state: State, workload: Workload): Pod[] {
  return podsOf(state, workload).filter(isReady);
}

/** How many pods the server wants of it now: an autoscaler may have changed what the manifest says. */
export function replicasOf(state: State, { kind, name, namespace }: Workload): number {
  const live = kind === 'StatefulSet' ? state.get('statefulSets', name, namespace) : state.get('deployments', name, namespace);
  return live?.spec?.replicas ?? 0;
}

/** Whether every pod is of the newest revision and ready, and no older one is left. */
export function isComplete(state: State, workload: Workload): boolean {
  const { kind, name, namespace } = workload;
  const live = kind === 'StatefulSet' ? state.get('statefulSets', name, namespace) : state.get('deployments', name, namespace);
  const { metadata, status } = live ?? {};
  const replicas = replicasOf(state, workload);
  const pods = podsOf(state, workload);
  const counted = status?.replicas === replicas && status?.readyReplicas === replicas && status?.updatedReplicas === replicas;
  return replicas > 0 && status?.observedGeneration === metadata?.generation && counted && pods.length === replicas && pods.every(isReady);
}
