import { kubernetesVersions, type SchemaFinding, validate } from '../../src/schema';
import { container, deployment } from './deployment';

const newest = '1.36';

function one(manifest: unknown, version = newest): SchemaFinding {
  const findings = validate(manifest, version);
  expect(findings).toHaveLength(1);
  return findings[0] as SchemaFinding;
}

test.each(kubernetesVersions)('a valid Deployment has no findings on Kubernetes %s', (version) => {
  expect(validate(deployment(), version)).toEqual([]);
});

test('an unknown field is found, and the closest known one is suggested', () => {
  expect(one(deployment({}, { replica: 3 }))).toEqual({
    pointer: '/spec/replica',
    problem: 'unknown-field',
    message: "unknown field 'replica'",
    fix: "write 'replicas'",
  });
});

test('an unknown field that resembles none lists the known ones', () => {
  expect(one({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' }, spec: { quota: 1 } })).toEqual({
    pointer: '/spec/quota',
    problem: 'unknown-field',
    message: "unknown field 'quota'",
    fix: 'remove it, or use finalizers',
  });
});

test('a field in the wrong case is unknown: the API server is case-sensitive', () => {
  expect(one(deployment({ imagepullpolicy: 'Always' }))).toEqual({
    pointer: `${container}/imagepullpolicy`,
    problem: 'unknown-field',
    message: "unknown field 'imagepullpolicy'",
    fix: "write 'imagePullPolicy'",
  });
});

test('a field added in a newer Kubernetes is unknown to an older one', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a' },
    spec: { containers: [{ name: 'a', image: 'a' }], schedulingGroup: {} },
  };
  expect(validate(pod, '1.36')).toEqual([]);
  expect(one(pod, '1.35')).toEqual({
    pointer: '/spec/schedulingGroup',
    problem: 'unknown-field',
    message: "unknown field 'schedulingGroup'",
    fix: expect.stringMatching(/^remove it, or use activeDeadlineSeconds, /),
  });
});

test.each([
  ['a quoted number', { replicas: '3' }, '/spec/replicas', "must be an integer, got a string: '3'", 'remove the quotes: 3'],
  ['a fraction', { replicas: 2.5 }, '/spec/replicas', 'must be an integer, got a number: 2.5', 'write an integer'],
  ['a quoted boolean', { paused: 'true' }, '/spec/paused', "must be a boolean, got a string: 'true'", 'remove the quotes: true'],
  ['a word for a boolean', { paused: 'yes' }, '/spec/paused', "must be a boolean, got a string: 'yes'", 'write true or false'],
  [
    'a string for an object',
    { strategy: 'Recreate' },
    '/spec/strategy',
    "must be an object, got a string: 'Recreate'",
    "write its fields, each as 'name: value'",
  ],
])('%s is of the wrong type', (_, spec, pointer, message, fix) => {
  expect(one(deployment({}, spec))).toEqual({ pointer, problem: 'wrong-type', message, fix });
});

test.each([
  [
    'a bare number in the environment',
    { env: [{ name: 'PORT', value: 8080 }] },
    '/env/0/value',
    'must be a string, got an integer: 8080',
    'quote it',
  ],
  ['a bare boolean in the arguments', { args: [true] }, '/args/0', 'must be a string, got a boolean: true', 'quote it'],
  [
    'an object for a list',
    { ports: { containerPort: 8080 } },
    '/ports',
    'must be a list, got an object',
    "write each item on its own line, after '- '",
  ],
])('%s is of the wrong type', (_, change, pointer, message, fix) => {
  expect(one(deployment(change))).toEqual({ pointer: container + pointer, problem: 'wrong-type', message, fix });
});

test('a missing required field is reported on the object that lacks it', () => {
  expect(one(deployment({ name: undefined }))).toEqual({
    pointer: container,
    problem: 'missing',
    message: "'name' is missing",
    fix: "add 'name', a string",
  });
  expect(one(deployment({}, { selector: null }))).toEqual({
    pointer: '/spec',
    problem: 'missing',
    message: "'selector' is missing",
    fix: "add 'selector', an object",
  });
});

test('an unsupported enum value is found', () => {
  expect(one(deployment({ imagePullPolicy: 'always' }))).toEqual({
    pointer: `${container}/imagePullPolicy`,
    problem: 'not-in-enum',
    message: "unsupported value 'always'",
    fix: "write 'Always'",
  });
  expect(one(deployment({}, { strategy: { type: 'Blue' } }))).toEqual({
    pointer: '/spec/strategy/type',
    problem: 'not-in-enum',
    message: "unsupported value 'Blue'",
    fix: 'use Recreate or RollingUpdate',
  });
});

test('a port out of range is found', () => {
  expect(one(deployment({ ports: [{ containerPort: 80_800 }] }))).toEqual({
    pointer: `${container}/ports/0/containerPort`,
    problem: 'out-of-range',
    message: '80800 is out of range',
    fix: 'use a number from 1 to 65535',
  });
});

test('of mutually exclusive fields, exactly one is required', () => {
  expect(one(deployment({ livenessProbe: { periodSeconds: 5 } }))).toEqual({
    pointer: `${container}/livenessProbe`,
    problem: 'missing',
    message: 'exactly one of the alternatives is required',
    fix: 'set exec, grpc, httpGet or tcpSocket',
  });
  expect(one(deployment({ livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } }))).toEqual({
    pointer: `${container}/livenessProbe`,
    problem: 'exclusive',
    message: 'httpGet and tcpSocket are mutually exclusive',
    fix: 'keep only httpGet or tcpSocket',
  });
});

test('mutually exclusive fields may all be unset where unset is a default', () => {
  expect(
    validate(
      deployment({ env: [{ name: 'A' }, { name: 'B', value: '', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }),
      newest,
    ),
  ).toEqual([]);
  expect(one(deployment({ env: [{ name: 'A', value: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }))).toEqual({
    pointer: `${container}/env/0`,
    problem: 'exclusive',
    message: 'value and valueFrom are mutually exclusive',
    fix: 'keep only value or valueFrom',
  });
});

test('all findings of an object are reported, in the order of its fields', () => {
  const findings = validate(deployment({ imag: 'x', tty: 'no' }, { replicas: '1' }), newest);
  expect(findings.map(({ pointer }) => pointer)).toEqual([`${container}/imag`, `${container}/tty`, '/spec/replicas']);
});

test('a pointer is escaped as RFC 6901 requires', () => {
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations: { 'example.com/a~b': 'x' } } };
  expect(one(manifest).pointer).toBe('/metadata/annotations/example.com~1a~0b');
});

test.each([
  [undefined, 'must be a Kubernetes object, got a missing value'],
  [null, 'must be a Kubernetes object, got null'],
  ['text', "must be a Kubernetes object, got a string: 'text'"],
  [[], 'must be a Kubernetes object, got a list'],
])('%p is not a manifest', (manifest, message) => {
  expect(one(manifest)).toEqual({ pointer: '', problem: 'not-an-object', message, fix: 'write a Kubernetes object' });
});

test('a missing kind or apiVersion is reported', () => {
  expect(validate({ metadata: { name: 'a' } }, newest)).toEqual([
    { pointer: '', problem: 'missing', message: "'apiVersion' is missing", fix: "add 'apiVersion', a string" },
    { pointer: '', problem: 'missing', message: "'kind' is missing", fix: "add 'kind', a string" },
  ]);
  expect(one({ apiVersion: 1, kind: 'Service' })).toEqual({
    pointer: '/apiVersion',
    problem: 'wrong-type',
    message: 'must be a string, got an integer: 1',
    fix: 'write a string',
  });
});

test("a version may have a 'v' and a patch", () => {
  for (const version of ['1.35', 'v1.35', 'v1.35.4', '1.35.4-gke.100', 'v1.35.4+k3s1']) expect(validate(deployment(), version)).toEqual([]);
});

test('a version without schemas is an error', () => {
  expect(() => validate(deployment(), '1.29')).toThrow("no schemas for Kubernetes '1.29': use 1.36 or 1.35");
});
