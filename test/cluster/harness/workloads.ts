import type { Manifest } from '../../../src/synthesis/manifest';
import type { Pod } from './kubernetes-client';
import type { State } from './state';

/** Says how many pods a service needs for full service. */
const NEEDED = 'nines.dev/needed';

/** Says that there is but one pod, on purpose. */
const ACCEPTED = 'nines.dev/accept.single-replica';

/** A Deployment or StatefulSet of the manifests, and what is promised of it. */
export interface Workload {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly namespace: string;
  readonly name: string;
  /** How many pods it is to have when nothing is going on. */
  readonly atLeast: number;
  /** Pods needed for full service, as the manifests say. */
  readonly needed: number;
  /** Whether the manifests accept, with a reason, that it has one pod and so is away when that pod is. */
  readonly expendable: boolean;
  readonly manifest: Manifest;
}

export function workloadsOf(manifests: readonly Manifest[]): Workload[] {
  return manifests.flatMap((manifest) => {
    const { kind, metadata } = manifest;
    if (kind !== 'Deployment' && kind !== 'StatefulSet') return [];
    const { name, namespace = 'default', annotations = {} } = metadata;
    const expendable = ACCEPTED in annotations;
    const atLeast = replicasAtLeast(manifest, manifests);
    return [{ kind, namespace, name, atLeast, needed: Number(annotations[NEEDED] ?? 1), expendable, manifest }];
  });
}

/** What an autoscaler says counts more than what the workload says, and it sets that a moment after the start. */
function replicasAtLeast({ kind, metadata, spec }: Manifest, manifests: readonly Manifest[]): number {
  const scalers = manifests.filter(
    (manifest) => manifest.kind === 'HorizontalPodAutoscaler' && manifest.metadata.namespace === metadata.namespace,
  );
  const specs = scalers.map((scaler) => scaler['spec'] as { scaleTargetRef: { kind: string; name: string }; minReplicas?: number });
  const scaler = specs.find(({ scaleTargetRef: target }) => target.kind === kind && target.name === metadata.name);
  return scaler ? (scaler.minReplicas ?? 1) : ((spec as { replicas?: number }).replicas ?? 1);
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

/** Whether the scheduler has said that no node may take the pod now. */
export function cannotBePlaced(pod: Pod): boolean {
  return (pod.status?.conditions ?? []).some(({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable');
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
  return (
    replicas >= workload.atLeast &&
    status?.observedGeneration === metadata?.generation &&
    counted &&
    pods.length === replicas &&
    pods.every(isReady)
  );
}

/** How many pods must stay ready while a node or zone is lost, or a node is drained. */
export function promisedInFailure({ needed, expendable }: Workload): number {
  return expendable ? 0 : needed;
}

/** How many pods must stay ready during a rollout: a Deployment starts the new pod first, a StatefulSet has to stop the old one first. */
export function promisedInRollout({ kind, needed, expendable }: Workload): number {
  return expendable && kind === 'StatefulSet' ? 0 : needed;
}
