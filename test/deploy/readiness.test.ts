import { deadlineOf, readinessOf } from '../../src/deploy/readiness';

const workload = (kind: string, spec: object, status: object) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'a', generation: 2 },
  spec,
  status: { observedGeneration: 2, ...status },
});
const deployment = (status: object, spec: object = { replicas: 3 }) => workload('Deployment', spec, status);
const statefulSet = (status: object, spec: object = {}) => workload('StatefulSet', { replicas: 3, ...spec }, status);
const daemonSet = (status: object, spec: object = {}) => workload('DaemonSet', spec, { desiredNumberScheduled: 3, ...status });
const conditioned = (apiVersion: string, kind: string, ...conditions: readonly object[]) => ({
  apiVersion,
  kind,
  metadata: {},
  status: { conditions },
});
const overdue = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' };
const ready = (text: string) => ({ isReady: true, text });
const waiting = (text: string, failure?: string) => ({ isReady: false, text, ...(failure && { failure }) });

test.each([
  ['a status of the version before', deployment({ observedGeneration: 1, updatedReplicas: 3 }), waiting('waiting for its controller')],
  ['too few new pods', deployment({ updatedReplicas: 1, replicas: 4, availableReplicas: 3 }), waiting('1 of 3 pods updated')],
  ['old pods', deployment({ updatedReplicas: 3, replicas: 4, availableReplicas: 4 }), waiting('3 of 3 pods available, 1 old')],
  [
    'new pods that are not available',
    deployment({ updatedReplicas: 3, replicas: 3, availableReplicas: 2 }),
    waiting('2 of 3 pods available'),
  ],
  ['all new pods', deployment({ updatedReplicas: 3, replicas: 3, availableReplicas: 3 }), ready('3 of 3 pods available')],
  ['no pods that are wanted', deployment({}, { replicas: 0 }), ready('0 of 0 pods available')],
  [
    'its deadline',
    deployment({ updatedReplicas: 1, replicas: 3, conditions: [overdue] }, { replicas: 3, progressDeadlineSeconds: 60 }),
    waiting('1 of 3 pods updated', 'no progress for 60 s (progressDeadlineSeconds)'),
  ],
])('a Deployment with %s', (_, object, expected) => {
  expect(readinessOf(object)).toEqual(expected);
});

const partition = { updateStrategy: { rollingUpdate: { partition: 2 } } };
const onDelete = { updateStrategy: { type: 'OnDelete' } };
test.each([
  ['a pod that is not available', statefulSet({ availableReplicas: 2, updatedReplicas: 3 }), waiting('2 of 3 pods available')],
  ['old pods', statefulSet({ availableReplicas: 3, updatedReplicas: 1 }), waiting('1 of 3 pods updated')],
  ['all new pods', statefulSet({ availableReplicas: 3, updatedReplicas: 3 }), ready('3 of 3 pods available')],
  ['a partition', statefulSet({ availableReplicas: 3, updatedReplicas: 1 }, partition), ready('3 of 3 pods available')],
  ['pods that are replaced by hand', statefulSet({ availableReplicas: 3 }, onDelete), ready('3 of 3 pods available')],
  ['one pod', statefulSet({}, { replicas: 1 }), waiting('0 of 1 pod available')],
  ['a status of the version before', statefulSet({ observedGeneration: 1 }), waiting('waiting for its controller')],
])('a StatefulSet with %s', (_, object, expected) => {
  expect(readinessOf(object)).toEqual(expected);
});

test.each([
  ['old pods', daemonSet({ updatedNumberScheduled: 1, numberAvailable: 3 }), waiting('1 of 3 pods available')],
  ['all new pods', daemonSet({ updatedNumberScheduled: 3, numberAvailable: 3 }), ready('3 of 3 pods available')],
  ['pods that are replaced by hand', daemonSet({ numberAvailable: 3 }, onDelete), ready('0 of 3 pods available')],
  ['a status of the version before', daemonSet({ observedGeneration: 1 }), waiting('waiting for its controller')],
])('a DaemonSet with %s', (_, object, expected) => {
  expect(readinessOf(object)).toEqual(expected);
});

const failed = { type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
test.each([
  ['a Job that runs', conditioned('batch/v1', 'Job'), waiting('0 of 1 completed')],
  ['a Job that is complete', conditioned('batch/v1', 'Job', { type: 'Complete', status: 'True' }), ready('ready')],
  [
    'a Job that failed',
    conditioned('batch/v1', 'Job', failed),
    waiting('failed', 'BackoffLimitExceeded, Job has reached the specified backoff limit'),
  ],
  ['a Job that is suspended', { ...conditioned('batch/v1', 'Job'), spec: { suspend: true } }, ready('ready')],
  ['a Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: {} }, ready('ready')],
  [
    'a Namespace that is being deleted',
    { apiVersion: 'v1', kind: 'Namespace', metadata: { deletionTimestamp: '2026' } },
    waiting('being deleted', 'it is being deleted'),
  ],
  ['a definition', conditioned('apiextensions.k8s.io/v1', 'CustomResourceDefinition'), waiting('not established')],
  ['a Pod that is done', { apiVersion: 'v1', kind: 'Pod', metadata: {}, status: { phase: 'Succeeded' } }, ready('ready')],
  [
    'a Pod',
    conditioned('v1', 'Pod', { type: 'Ready', status: 'False', reason: 'ContainersNotReady' }),
    waiting('not ready: ContainersNotReady'),
  ],
  ['a custom resource without a status', conditioned('example.com/v1', 'Thing'), ready('ready')],
  [
    'a custom resource whose controller says that it is not ready',
    conditioned('cert-manager.io/v1', 'Certificate', { type: 'Ready', status: 'False', reason: 'DoesNotExist', message: 'no Secret' }),
    waiting('not ready: DoesNotExist, no Secret'),
  ],
  ['an Ingress without an address', { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: {}, status: {} }, ready('ready')],
])('%s', (_, object, expected) => {
  expect(readinessOf(object)).toEqual(expected);
});

test.each([
  [{ progressDeadlineSeconds: 60, minReadySeconds: 5 }, 60],
  [{}, 600],
  [{ minReadySeconds: 5, template: { spec: { containers: [{ startupProbe: { failureThreshold: 90, periodSeconds: 10 } }, {}] } } }, 905],
  [{ template: { spec: { containers: [{ startupProbe: {} }] } } }, 600],
])('an object may make no progress for as long as it says itself: %j', (spec, seconds) => {
  expect(deadlineOf({ spec })).toBe(seconds);
});
