import { validate } from '../../src/schema';
import * as formats from '../../src/schema/formats';
import { schedule, timeZone } from '../../src/schema/schedule';
import { container, deployment } from './deployment';

const long = (length: number) => 'a'.repeat(length);

// Each row: a format, what the API server takes, what it refuses. Taken from the tests of k8s.io/apimachinery where it has some.
test.each<[string, formats.Format, string[], string[]]>([
  ['a DNS label', formats.dnsLabel, ['a', '0', 'a-1', '1a', long(63)], ['', 'A', 'a_b', '-a', 'a-', 'a.b', long(64)]],
  ['a DNS label that starts with a letter', formats.dnsLabelLetterFirst, ['a', 'a-1', long(63)], ['', '0', '1a', 'a-', long(64)]],
  ['a DNS name', formats.dnsSubdomain, ['a', 'a.b', '0.1', 'a-b.c-d', long(253)], ['', '.a', 'a.', 'a..b', 'A', '-a.b', 'a_b', long(254)]],
  ['a part of a path', formats.pathSegment, ['a', 'system:node', 'A b', '...'], ['.', '..', 'a/b', 'a%b']],
  [
    'a key',
    formats.qualifiedName,
    ['a', 'A.b_c-1', 'example.com/a', long(63)],
    ['', '/a', 'a/', 'a/b/c', 'a b', '-a', 'Example/a', long(64)],
  ],
  ["a label's value", formats.labelValue, ['', 'a', 'A_b.c-1', long(63)], ['a b', '-a', 'a-', 'a/b', long(64)]],
  ["a port's name", formats.portName, ['http', 'h2-c', '0a'], ['', '80', 'HTTP', 'a--b', '-a', 'a-', long(16)]],
  ['a key of a ConfigMap', formats.configKey, ['a.b', '_A-1', '.hidden', long(253)], ['', '.', '..', '..a', 'a/b', 'a b', long(254)]],
  [
    'the name of an environment variable',
    formats.envName,
    ['PATH', 'a.b', '1 2', 'ä'.normalize('NFD')[0] as string],
    ['', 'a=b', 'ä', 'a\n'],
  ],
  [
    "a CronJob's schedule",
    schedule,
    ['0 3 * * *', '*/15 0-6,22-23 1 jan-mar MON', '5/10 * ? * 0', ' 0  3 * * * ', '@daily', '@every 1h30m'],
    [
      '',
      '0 3 * *',
      '0 0 3 * * *',
      '60 * * * *',
      '* 24 * * *',
      '* * 0 * *',
      '* * * 13 *',
      '* * * * 7',
      '5-1 * * * *',
      '*/0 * * * *',
      '@dayly',
      'TZ=UTC 0 3 * * *',
    ],
  ],
  [
    "a CronJob's time zone",
    timeZone,
    ['Europe/Berlin', 'UTC', 'Etc/GMT+5', 'US/Pacific', 'EST'],
    ['', 'Local', 'local', 'europe/berlin', 'EUROPE/BERLIN', 'utc', '+02:00', 'Mars/Phobos', 'Europe/Berlin '],
  ],
  ['a share', formats.percent, ['0%', '100%'], ['', '1', '1.5%', '-1%', '%']],
  ['a host', formats.host, ['example.com', '*.example.com', 'a'], ['', '*', '*.', 'a.*.b', '10.0.0.1', 'Example.com', 'a:80']],
  ['an address', formats.address, ['10.0.0.1', '2001:db8::1'], ['', '10.0.0', '10.0.0.1/8', 'localhost']],
  [
    'a range of addresses',
    formats.cidr,
    ['10.0.0.0/8', '0.0.0.0/0', '::/0', '2001:db8::/32'],
    ['', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/08', '::/129', '/8'],
  ],
  ['a resource', formats.resourceName, ['cpu', 'memory', 'hugepages-2Mi', 'example.com/gpu'], ['', 'CPU', 'mem', 'gpu', 'a b/c']],
  ['a time', formats.time, ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.123456+01:00'], ['', '2026-01-31', '2026-13-01T00:00:00Z', 'now']],
  ['base64', formats.base64, ['', 'YQ==', 'YWI=', 'YWJj', 'YW\nJj'], ['a', 'hunter2', 'YQ=', 'Y_==']],
  [
    'a quantity',
    formats.quantity,
    ['0', '1', '0.5', '.5', '5.', '100m', '1k', '2Gi', '1e3', '1E-3', '+1', '-1', '1n', '1u', '12E', '1Ei', ' 1Gi '],
    ['', '1 Gi', '1g', '1GB', '1K', 'Gi', '1.2.3', '1mi', 'one', '0x10', '1e', '.'],
  ],
])('%s', (_, format, taken, refused) => {
  for (const value of taken) expect([value, format(value)]).toEqual([value, undefined]);
  for (const value of refused) expect([value, format(value)]).toEqual([value, { message: expect.any(String), fix: expect.any(String) }]);
});

test.each([
  [{ ports: [{ containerPort: 80, name: 'HTTP' }] }, '/ports/0/name', "'HTTP' is not a valid port name"],
  [{ readinessProbe: { httpGet: { port: 'a_b' } } }, '/readinessProbe/httpGet/port', "'a_b' is not a valid port name"],
  [{ env: [{ name: 'A=B' }] }, '/env/0/name', "'A=B' is not a valid environment variable name"],
  [{ resources: { requests: { memory: '1GB' } } }, '/resources/requests/memory', "'1GB' is not a quantity"],
  [{ resources: { limits: { mem: '1Gi' } } }, '/resources/limits/mem', "'mem' is not a standard resource for containers"],
])('%j has a syntax problem', (change, pointer, message) => {
  expect(validate(deployment(change), '1.36')).toEqual([
    { pointer: container + pointer, problem: 'syntax', message, fix: expect.any(String) },
  ]);
});

test('a number is a quantity, a negative amount of memory is not', () => {
  expect(validate(deployment({ resources: { requests: { cpu: 0.5, memory: 1024 } } }), '1.36')).toEqual([]);
  expect(validate(deployment({ resources: { requests: { memory: '-1Gi' } } }), '1.36')).toEqual([
    {
      pointer: `${container}/resources/requests/memory`,
      problem: 'out-of-range',
      message: "'-1Gi' is negative",
      fix: 'remove the minus sign',
    },
  ]);
});

test('a target port may be omitted or a name; the port may not', () => {
  const service = (port: unknown) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [port] } });
  for (const targetPort of [0, '', 'http', 8080]) expect(validate(service({ port: 80, targetPort }), '1.36')).toEqual([]);
  expect(validate(service({ port: 0, targetPort: 80_800 }), '1.36').map(({ pointer }) => pointer)).toEqual([
    '/spec/ports/0/port',
    '/spec/ports/0/targetPort',
  ]);
});

test('maxUnavailable is a number or a percentage', () => {
  const budget = (minAvailable: unknown) => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'a' },
    spec: { minAvailable },
  });
  for (const share of [0, 2, '50%']) expect(validate(budget(share), '1.36')).toEqual([]);
  expect(validate(budget('2'), '1.36')).toEqual([
    { pointer: '/spec/minAvailable', problem: 'syntax', message: "'2' is not a percentage", fix: 'remove the quotes: 2' },
  ]);
  expect(validate(budget(true), '1.36')).toEqual([
    {
      pointer: '/spec/minAvailable',
      problem: 'wrong-type',
      message: 'must be a number or a percentage, got a boolean: true',
      fix: 'write a number or a string',
    },
  ]);
});

test('invalid base64 is not shown, since it may be a password', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { password: 'hunter2' } };
  expect(validate(secret, '1.36')).toEqual([
    {
      pointer: '/data/password',
      problem: 'syntax',
      message: 'the value is not base64',
      fix: 'encode it in base64, or move it to stringData as plain text',
    },
  ]);
});

test('an annotation key may have capitals before the slash, a label key may not', () => {
  const object = (metadata: object) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a', ...metadata } });
  expect(validate(object({ annotations: { 'Example.com/a': '' } }), '1.36')).toEqual([]);
  expect(validate(object({ labels: { 'Example.com/a': '' } }), '1.36')).toEqual([
    {
      pointer: '/metadata/labels/Example.com~1a',
      problem: 'syntax',
      message: "the prefix of 'Example.com/a' is not a DNS name",
      fix: "use lowercase letters, digits, '-' and '.', each part starting and ending with a letter or digit",
    },
  ]);
});
