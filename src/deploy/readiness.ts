import { typeOf } from '../manifests/scope';
import { countAt, isObject, type JsonObject, listAt, textAt, valueAt } from '../manifests/value';

/** How far an object is. */
export interface Readiness {
  readonly isReady: boolean;

  /** In words: `2 of 3 pods available`. */
  readonly text: string;

  /** Why it will not become ready by itself. */
  readonly failure?: string;
}

const READY: Readiness = { isReady: true, text: 'ready' };
type Judgement = (object: JsonObject) => Readiness;

/**
 * When the next wave may follow, by type. Other kinds are ready once they are stored. An Ingress or a load balancer may never get an address, on
 * minikube for instance, and a claim may wait for its first pod, so neither is waited for.
 *
 * Source: `kubectl rollout status`, k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go.
 */
const judgements: ReadonlyMap<string, Judgement> = new Map<string, Judgement>([
  ['Deployment.apps', deployment],
  ['StatefulSet.apps', statefulSet],
  ['DaemonSet.apps', daemonSet],
  ['Job.batch', job],
  ['Namespace', namespace],
  ['CustomResourceDefinition.apiextensions.k8s.io', (object) => byCondition(object, 'Established')],
  ['APIService.apiregistration.k8s.io', (object) => byCondition(object, 'Available')],
  ['Pod', pod],
]);

/** Whether an object in the cluster is ready. A custom resource is, unless its controller says that it isn't. */
export function readinessOf(object: JsonObject): Readiness {
  const type = typeOf(textAt(object, 'apiVersion') ?? '', textAt(object, 'kind') ?? '');
  const judgement = judgements.get(type);
  if (judgement) return judgement(object);
  const condition = conditionOf(object, 'Ready');
  return condition === undefined || condition['status'] === 'True' ? READY : notReady(condition);
}

function deployment(object: JsonObject): Readiness {
  const progressing = conditionOf(object, 'Progressing');
  const { wanted, updated, available } = counts(object);
  const old = (countAt(object, 'status', 'replicas') ?? 0) - updated;
  if (!isObserved(object)) return { isReady: false, text: 'waiting for its controller' };
  const current = podsText(Math.min(available, updated), wanted, 'available');
  const text = updated < wanted ? podsText(updated, wanted, 'updated') : old > 0 ? `${current}, ${old} old` : current;
  if (progressing?.['reason'] === 'ProgressDeadlineExceeded') {
    const seconds = countAt(object, 'spec', 'progressDeadlineSeconds');
    return { isReady: false, text, failure: `no progress for ${seconds} s (progressDeadlineSeconds)` };
  }
  return { isReady: updated >= wanted && old <= 0 && available >= updated, text };
}

function statefulSet(object: JsonObject): Readiness {
  const { wanted, updated, available } = counts(object);
  if (!isObserved(object)) return { isReady: false, text: 'waiting for its controller' };
  const text = podsText(available, wanted, 'available');
  // Its pods are replaced by hand.
  const byHand = textAt(object, 'spec', 'updateStrategy', 'type') === 'OnDelete';
  const partition = countAt(object, 'spec', 'updateStrategy', 'rollingUpdate', 'partition') ?? 0;
  const expected = byHand ? 0 : Math.max(0, wanted - partition);
  if (available < wanted) return { isReady: false, text };
  return updated < expected ? { isReady: false, text: podsText(updated, expected, 'updated') } : { isReady: true, text };
}

function daemonSet(object: JsonObject): Readiness {
  if (!isObserved(object)) return { isReady: false, text: 'waiting for its controller' };
  const wanted = countAt(object, 'status', 'desiredNumberScheduled') ?? 0;
  const updated = countAt(object, 'status', 'updatedNumberScheduled') ?? 0;
  const available = countAt(object, 'status', 'numberAvailable') ?? 0;
  const text = podsText(Math.min(updated, available), wanted, 'available');
  const byHand = textAt(object, 'spec', 'updateStrategy', 'type') === 'OnDelete';
  return { isReady: available >= wanted && (byHand || updated >= wanted), text };
}

function job(object: JsonObject): Readiness {
  const failed = conditionOf(object, 'Failed');
  if (failed?.['status'] === 'True') return { isReady: false, text: 'failed', failure: messageOf(failed) };
  if (conditionOf(object, 'Complete')?.['status'] === 'True' || valueAt(object, 'spec', 'suspend') === true) return READY;
  return {
    isReady: false,
    text: `${countAt(object, 'status', 'succeeded') ?? 0} of ${countAt(object, 'spec', 'completions') ?? 1} completed`,
  };
}

function namespace(object: JsonObject): Readiness {
  if (valueAt(object, 'metadata', 'deletionTimestamp') === undefined) return READY;
  return { isReady: false, text: 'being deleted', failure: 'it is being deleted' };
}

function pod(object: JsonObject): Readiness {
  return textAt(object, 'status', 'phase') === 'Succeeded' ? READY : byCondition(object, 'Ready');
}

function byCondition(object: JsonObject, type: string): Readiness {
  const condition = conditionOf(object, type);
  if (condition?.['status'] === 'True') return READY;
  return condition ? notReady(condition) : { isReady: false, text: `not ${type.toLowerCase()}` };
}

function notReady(condition: JsonObject): Readiness {
  return { isReady: false, text: `not ${String(condition['type']).toLowerCase()}: ${messageOf(condition)}` };
}

function messageOf(condition: JsonObject): string {
  return [condition['reason'], condition['message']].filter((it) => typeof it === 'string' && it !== '').join(', ');
}

/** A condition in the status of an object. */
export function conditionOf(object: JsonObject, type: string): JsonObject | undefined {
  return listAt(object, 'status', 'conditions')
    .filter(isObject)
    .find((it) => it['type'] === type);
}

function counts(object: JsonObject): { readonly wanted: number; readonly updated: number; readonly available: number } {
  return {
    wanted: countAt(object, 'spec', 'replicas') ?? 1,
    updated: countAt(object, 'status', 'updatedReplicas') ?? 0,
    available: countAt(object, 'status', 'availableReplicas') ?? 0,
  };
}

/** Whether the status is that of this specification, and not of the one before it. */
function isObserved(object: JsonObject): boolean {
  return (countAt(object, 'status', 'observedGeneration') ?? 0) >= (countAt(object, 'metadata', 'generation') ?? 0);
}

function podsText(number: number, wanted: number, how: string): string {
  return `${number} of ${wanted === 1 ? '1 pod' : `${wanted} pods`} ${how}`;
}

/** Kubernetes' default of `progressDeadlineSeconds`. */
const DEADLINE = 600;

/**
 * How long an object may make no progress, in seconds: its `progressDeadlineSeconds`, or the default of it for objects that have none. A pod that may
 * take longer to start than that, by its startup probe, gets that time: `initialDelaySeconds + failureThreshold * periodSeconds`.
 */
export function deadlineOf(object: JsonObject): number {
  const own = countAt(object, 'spec', 'progressDeadlineSeconds');
  if (own !== undefined) return own;
  const startups = listAt(object, 'spec', 'template', 'spec', 'containers').map((container) => {
    const number = (name: string, otherwise: number) => countAt(container, 'startupProbe', name) ?? otherwise;
    if (valueAt(container, 'startupProbe') === undefined) return 0;
    return number('initialDelaySeconds', 0) + number('failureThreshold', 3) * number('periodSeconds', 10);
  });
  return Math.max(DEADLINE, ...startups) + (countAt(object, 'spec', 'minReadySeconds') ?? 0);
}
