import { validate } from '../../src/schema';

const named = (apiVersion: string, kind: string, metadata: object | undefined, rest: object = {}) => ({
  apiVersion,
  kind,
  metadata,
  ...rest,
});
const workload = { spec: { selector: {}, template: { spec: { containers: [{ name: 'a', image: 'a' }] } } } };
const job = { spec: { schedule: '@daily', jobTemplate: { spec: { template: { spec: { containers: [{ name: 'a', image: 'a' }] } } } } } };
const role = { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'a' } };

test.each([
  [named('v1', 'ConfigMap', { name: 'a.b-c' })],
  [named('v1', 'ConfigMap', { generateName: 'a-' })],
  [named('v1', 'LimitRange', {}, { spec: { limits: [] } })],
  [named('policy/v1', 'PodDisruptionBudget', { name: 'A b' })],
  [named('rbac.authorization.k8s.io/v1', 'RoleBinding', { name: 'system:Reader' }, role)],
  [named('networking.k8s.io/v1', 'IPAddress', { name: '2001:db8::1' }, { spec: { parentRef: { resource: 'services', name: 'a' } } })],
  [named('batch/v1', 'CronJob', { name: 'a'.repeat(52) }, job)],
  [named('authorization.k8s.io/v1', 'SelfSubjectAccessReview', undefined, { spec: {} })],
])('%j has a valid name', (manifest) => {
  expect(validate(manifest, '1.36')).toEqual([]);
});

const subdomain = "use lowercase letters, digits, '-' and '.', each part starting and ending with a letter or digit";
const label = "use lowercase letters, digits and '-', starting and ending with a letter or digit";

test.each([
  [named('v1', 'ConfigMap', { name: 'A_b' }), 'name', "'A_b' is not a DNS name", subdomain],
  [named('v1', 'ConfigMap', { generateName: '-a' }), 'generateName', "'-ax' is not a DNS name", subdomain],
  [named('v1', 'Namespace', { name: 'a.b' }), 'name', "'a.b' is not a DNS label", label],
  [named('apps/v1', 'StatefulSet', { name: 'a.b' }, workload), 'name', "'a.b' is not a DNS label", label],
  [
    named('rbac.authorization.k8s.io/v1', 'Role', { name: 'a/b' }),
    'name',
    "'a/b' is not a valid path segment name",
    "remove '/' and '%', and do not use '.' or '..'",
  ],
  [
    named('batch/v1', 'CronJob', { name: 'a'.repeat(53) }, job),
    'name',
    `'${'a'.repeat(53)}' has 53 characters, and the name of a CronJob must be no more than 52`,
    'shorten it to at most 52 characters',
  ],
  [
    named('v1', 'Namespace', { name: 'a'.repeat(64) }),
    'name',
    `'${'a'.repeat(64)}' has 64 characters, and a DNS label must be no more than 63`,
    'shorten it to at most 63 characters',
  ],
])('%j has an invalid name', (manifest, field, message, fix) => {
  expect(validate(manifest, '1.36')).toEqual([{ pointer: `/metadata/${field}`, problem: 'syntax', message, fix }]);
});

test('the name of a Service may start with a digit since 1.36', () => {
  const service = named('v1', 'Service', { name: '1a' });
  expect(validate(service, '1.36')).toEqual([]);
  expect(validate(service, 'v1.35.4')).toEqual([
    {
      pointer: '/metadata/name',
      problem: 'syntax',
      message: "'1a' is not a DNS label",
      fix: "use lowercase letters, digits and '-', starting with a letter and ending with a letter or digit",
    },
  ]);
});

test.each([
  [undefined, ''],
  [{}, '/metadata'],
  [{ name: '' }, '/metadata'],
])('an object with the metadata %j has no name', (metadata, pointer) => {
  expect(validate(named('v1', 'ConfigMap', metadata), '1.36')).toEqual([
    { pointer, problem: 'missing', message: "'metadata.name' is missing", fix: "add 'metadata.name'" },
  ]);
});

test('a name that is not a string is reported once', () => {
  expect(validate(named('v1', 'ConfigMap', { name: 7 }), '1.36')).toEqual([
    {
      pointer: '/metadata/name',
      problem: 'wrong-type',
      message: 'must be a string, got an integer: 7',
      fix: 'quote it',
    },
  ]);
});
