import { handOver, isApplied, leavesReplicas, withLiveReplicas } from '../../src/deploy/ownership';

const own = (fieldsV1: object) => ({
  manager: 'nines',
  operation: 'Apply',
  apiVersion: 'apps/v1',
  fieldsType: 'FieldsV1',
  fieldsV1,
  time: '2',
});
const kubectl = (fieldsV1: object) => ({ ...own(fieldsV1), manager: 'kubectl-client-side-apply', operation: 'Update', time: '1' });
const scale = {
  manager: 'kube-controller-manager',
  operation: 'Update',
  subresource: 'scale',
  fieldsV1: { 'f:spec': { 'f:replicas': {} } },
};
const REPLICAS = { 'f:spec': { 'f:paused': {}, 'f:replicas': {} } };

/** The field managers after a handover; undefined if nothing is handed over. */
function after(managedFields: readonly object[], leaves = false): unknown {
  const patch = handOver({ metadata: { resourceVersion: '7', managedFields } }, { leavesReplicas: leaves });
  if (patch.length === 0) return undefined;
  expect(patch[0]).toEqual({ op: 'test', path: '/metadata/resourceVersion', value: '7' });
  return patch[1]?.['value'];
}

test('nothing is handed over where only deployments and controllers manage fields', () => {
  expect(after([own(REPLICAS), scale])).toBeUndefined();
  expect(after([])).toBeUndefined();
});

test('what kubectl apply manages is ours from now on, together with what is ours already', () => {
  expect(after([scale, kubectl({ 'f:data': { 'f:a': {} } })])).toEqual([scale, { ...own({ 'f:data': { 'f:a': {} } }), time: '1' }]);
  const fields = { 'f:data': { 'f:a': {}, 'f:b': {} }, 'f:metadata': { 'f:labels': { '.': {} } } };
  expect(
    after([kubectl({ 'f:data': { 'f:a': {} } }), own({ 'f:data': { 'f:b': {} }, 'f:metadata': { 'f:labels': { '.': {} } } })]),
  ).toEqual([own(fields)]);
});

test('replicas belong to nobody if the manifest leaves them to an autoscaler', () => {
  expect(after([own(REPLICAS), scale], true)).toEqual([own({ 'f:spec': { 'f:paused': {} } }), scale]);
  expect(after([kubectl({ 'f:spec': { 'f:replicas': {} } })], true)).toEqual([{ ...own({}), time: '1' }]);
});

test('an object was applied if a deployment or kubectl apply manages it', () => {
  const live = (managedFields: readonly object[]) => ({ metadata: { managedFields } });
  expect(isApplied(live([own({})]))).toBe(true);
  expect(isApplied(live([kubectl({})]))).toBe(true);
  expect(isApplied(live([scale, { ...own({}), operation: 'Update' }, { ...own({}), manager: 'argocd-controller' }]))).toBe(false);
});

test('a manifest leaves the number of pods open where its kind has one', () => {
  expect(leavesReplicas({ kind: 'Deployment', spec: {} })).toBe(true);
  expect(leavesReplicas({ kind: 'Deployment', spec: { replicas: 0 } })).toBe(false);
  expect(leavesReplicas({ kind: 'DaemonSet', spec: {} })).toBe(false);
});

test('a dry run has the number that is running', () => {
  const manifest = { kind: 'Deployment', spec: { paused: true } };
  expect(withLiveReplicas(manifest, { spec: { replicas: 4 } })).toEqual({ kind: 'Deployment', spec: { paused: true, replicas: 4 } });
  expect(withLiveReplicas(manifest, undefined)).toBe(manifest);
});
