import { validate } from '../../src/schema';

const object = (apiVersion: string, kind: string) => ({ apiVersion, kind, metadata: { name: 'a' } });

test.each([
  ['extensions/v1beta1', 'Ingress', 'removed in 1.22', 'networking.k8s.io/v1'],
  ['policy/v1beta1', 'PodDisruptionBudget', 'removed in 1.25', 'policy/v1'],
  ['batch/v1beta1', 'CronJob', 'removed in 1.25', 'batch/v1'],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'removed in 1.26', 'autoscaling/v2'],
])('%s %s was removed, and its replacement is suggested', (apiVersion, kind, since, successor) => {
  expect(validate(object(apiVersion, kind), '1.36')).toEqual([
    {
      pointer: '',
      problem: 'removed-api',
      message: `Kubernetes v1.36.3 has no kind ${kind} in ${apiVersion} (${since})`,
      fix: `write 'apiVersion: ${successor}', and check the fields, which may differ`,
    },
  ]);
});

test('a kind removed without a replacement has a fix of its own', () => {
  expect(validate(object('policy/v1beta1', 'PodSecurityPolicy'), '1.36')).toEqual([
    {
      pointer: '',
      problem: 'removed-api',
      message: 'Kubernetes v1.36.3 has no kind PodSecurityPolicy in policy/v1beta1 (removed in 1.25)',
      fix: "remove it, and label the namespace with 'pod-security.kubernetes.io/enforce'",
    },
  ]);
});

test('an unknown version of a known group counts as removed', () => {
  expect(validate(object('apps/v2', 'Deployment'), '1.36')).toEqual([
    {
      pointer: '',
      problem: 'removed-api',
      message: 'Kubernetes v1.36.3 has no kind Deployment in apps/v2',
      fix: "write 'apiVersion: apps/v1', and check the fields, which may differ",
    },
  ]);
});

test('a kind added in 1.36 is unknown in 1.35', () => {
  const policy = { ...object('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy'), spec: {} };
  expect(validate(policy, '1.36')).toEqual([]);
  expect(validate(policy, '1.35')).toEqual([
    {
      pointer: '',
      problem: 'removed-api',
      message: 'Kubernetes v1.35.4 has no kind MutatingAdmissionPolicy in admissionregistration.k8s.io/v1',
      fix: "write 'apiVersion: admissionregistration.k8s.io/v1beta1', and check the fields, which may differ",
    },
  ]);
});

test.each([
  ['apps/v1', 'Service', "write 'apiVersion: v1', and check the fields, which may differ"],
  ['apps/v1', 'Deploymnt', "write 'kind: Deployment'"],
  ['v1', 'Deployement', "write 'kind: Deployment' and 'apiVersion: apps/v1'"],
  ['v1', 'Thingamajig', 'correct the kind, or the apiVersion of the custom resource'],
  ['v1', 'constructor', 'correct the kind, or the apiVersion of the custom resource'],
])('%s %s is an unknown kind', (apiVersion, kind, fix) => {
  expect(validate(object(apiVersion, kind), '1.36')).toEqual([
    { pointer: '', problem: 'unknown-kind', message: `Kubernetes v1.36.3 has no kind ${kind} in ${apiVersion}`, fix },
  ]);
});

test('an unknown custom resource is skipped, except for its metadata', () => {
  expect(validate({ ...object('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch'), metadata: { nam: 'a' } }, '1.36')).toEqual([
    {
      pointer: '',
      problem: 'skipped',
      message: 'no schema for Elasticsearch in elasticsearch.k8s.elastic.co/v1: only its metadata was checked',
      fix: 'validate it on a cluster that has the CRD: kubectl apply --dry-run=server',
    },
    { pointer: '/metadata/nam', problem: 'unknown-field', message: "unknown field 'nam'", fix: "write 'name'" },
  ]);
});

test('a custom resource in a version that its project no longer serves is skipped with a hint', () => {
  expect(validate(object('cert-manager.io/v1alpha2', 'Certificate'), '1.36')).toEqual([
    {
      pointer: '',
      problem: 'skipped',
      message: 'no schema for Certificate in cert-manager.io/v1alpha2: only its metadata was checked',
      fix: 'validate it on a cluster that has the CRD: kubectl apply --dry-run=server; cert-manager v1.21.2 has it in cert-manager.io/v1',
    },
  ]);
});

test('a misspelled custom kind is skipped with a hint', () => {
  expect(validate(object('gateway.networking.k8s.io/v1', 'HttpRout'), '1.36')).toEqual([
    {
      pointer: '',
      problem: 'skipped',
      message: 'no schema for HttpRout in gateway.networking.k8s.io/v1: only its metadata was checked',
      fix: "validate it on a cluster that has the CRD: kubectl apply --dry-run=server; did you mean 'HTTPRoute'?",
    },
  ]);
});

test('a List is validated item by item', () => {
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [object('v1', 'ServiceAccount'), { ...object('v1', 'Service'), spec: { port: [] } }],
  };
  expect(validate(list, '1.36')).toEqual([
    { pointer: '/items/1/spec/port', problem: 'unknown-field', message: "unknown field 'port'", fix: "write 'ports'" },
  ]);
});

test('the items of a typed list may omit their kind', () => {
  const list = { apiVersion: 'v1', kind: 'ConfigMapList', items: [{ metadata: { name: 'a' }, data: { key: 1 } }] };
  expect(validate(list, '1.36')).toEqual([
    {
      pointer: '/items/0/data/key',
      problem: 'wrong-type',
      message: 'must be a string, got an integer: 1',
      fix: 'quote it',
    },
  ]);
});
