import type { Place } from '../manifests/place';

/**
 * The taints of nodes that are about to go, or aren't there yet: no new pod is meant for them.
 *
 * Source: kubernetes.io, Well-Known Labels, Annotations and Taints; cluster-autoscaler, utils/taints; karpenter.sh/v1, Taints; the startup taints of
 * Cilium and of the drivers of EBS and EFS.
 */
const LEAVING: readonly (readonly [key: RegExp, what: string])[] = [
  [/^ToBeDeletedByClusterAutoscaler$/, 'the cluster autoscaler removes it'],
  [/^karpenter\.sh\/(disrupted|disruption)$/, 'Karpenter removes it'],
  [/^node\.kubernetes\.io\/out-of-service$/, 'out of service'],
  [/^node\.cloudprovider\.kubernetes\.io\/shutdown$/, 'shut down'],
  [/^node\.cloudprovider\.kubernetes\.io\/uninitialized$/, 'not initialized yet'],
  [/^karpenter\.sh\/unregistered$/, 'not registered yet'],
  [/\/agent-not-ready$/, 'an agent on it is not ready yet'],
];

/** The taints that follow a node's conditions. */
const CONDITIONS =
  /^(node\.kubernetes\.io\/(not-ready|unreachable|unschedulable|(memory|disk|pid)-pressure|network-unavailable)|DeletionCandidateOfClusterAutoscaler)$/;

/** Whether a taint comes and goes with a node's state, and doesn't belong to its pool. */
export function isPassing(key: string): boolean {
  return CONDITIONS.test(key) || LEAVING.some(([pattern]) => pattern.test(key));
}

/** Why a node takes no pods now; undefined if it does. */
export function absenceOf(node: Place): string | undefined {
  const keys = node.items('spec', 'taints').map((taint) => taint.text('key') ?? '');
  if (node.at('metadata', 'deletionTimestamp').isThere) return 'being deleted';
  return virtual(node, keys) ?? leaving(keys) ?? cordoned(node) ?? notReady(node);
}

/** Nodes that no machine is behind. */
function virtual(node: Place, taints: readonly string[]): string | undefined {
  const labels = node.texts('metadata', 'labels');
  if (labels.get('eks.amazonaws.com/compute-type') === 'fargate') return 'made by Fargate for one pod';
  const isVirtual = labels.get('type') === 'virtual-kubelet' || taints.includes('virtual-kubelet.io/provider');
  return isVirtual ? 'no machine is behind it' : undefined;
}

function leaving(taints: readonly string[]): string | undefined {
  for (const [pattern, what] of LEAVING) {
    const key = taints.find((it) => pattern.test(it));
    if (key !== undefined) return `${what}: taint ${key}`;
  }
  return undefined;
}

function cordoned(node: Place): string | undefined {
  return node.at('spec', 'unschedulable').value === true ? 'cordoned' : undefined;
}

function notReady(node: Place): string | undefined {
  const ready = node.items('status', 'conditions').find((condition) => condition.text('type') === 'Ready');
  if (ready === undefined) return 'without the condition Ready';
  const [status, reason] = [ready.text('status'), ready.text('reason')];
  if (status === 'True') return node.count('status', 'allocatable', 'pods') === 0 ? 'takes no pods' : undefined;
  return `not ready${reason === undefined ? '' : `: ${reason}`}`;
}
