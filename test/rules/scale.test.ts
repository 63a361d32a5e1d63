import { copies } from '../../bench/copies';
import { rulesOver } from '../../src/rules';

test('10,000 objects take less than 1.5 s of processor time', () => {
  const documents = copies(10_000);
  expect(documents.length).toBe(10_000);
  // The first time pays for the compiler; the better of the two is the rules' own.
  const seconds = [1, 2].map(() => {
    const before = process.cpuUsage();
    rulesOver(documents);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  expect(Math.min(...seconds)).toBeLessThan(process.env['CI'] ? 6 : 3);
});

/** A value that counts how often something in it is read. */
function counted<T>(value: T, count: () => void): T {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get: (target, key, receiver) => {
      count();
      return counted(Reflect.get(target, key, receiver), count);
    },
    ownKeys: (target) => {
      count();
      return Reflect.ownKeys(target);
    },
  });
}

test('an object is read as often among many as among few: the time is linear', () => {
  const readsPerObject = (size: number) => {
    let reads = 0;
    rulesOver(copies(size).map(({ value }) => ({ value: counted(value, () => reads++) })));
    return reads / size;
  };
  const among300 = readsPerObject(300);
  expect(among300).toBeGreaterThan(100);
  expect(readsPerObject(3000) / among300).toBeLessThan(1.01);
});

test('nonsense is judged and never thrown at', () => {
  const spec = [
    null,
    'x',
    7,
    [],
    [null],
    { template: null },
    { template: { spec: { containers: [null, 'x', { env: [null], ports: [[]] }] } } },
  ];
  const kinds = [
    'Deployment',
    'StatefulSet',
    'CronJob',
    'Pod',
    'Service',
    'Ingress',
    'NetworkPolicy',
    'HTTPRoute',
    '__proto__',
    'constructor',
  ];
  const versions = ['v1', 'apps/v1', 'batch/v1', 'networking.k8s.io/v1', 'gateway.networking.k8s.io/v1', '', '/', 'constructor/v1'];
  const documents = versions.flatMap((apiVersion) =>
    kinds.flatMap((kind) => spec.map((value) => ({ value: { apiVersion, kind, metadata: { name: '__proto__' }, spec: value } }))),
  );
  expect(() => rulesOver([...documents, { value: null }, { value: 7 }, { value: { kind: 'List', items: [null, 1] } }])).not.toThrow();
});
