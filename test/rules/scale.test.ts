import { copies } from '../../bench/copies';
import { shopManifests } from '../fixtures/manifests';
import { production } from '../fixtures/shop/environments';
import { rulesOver } from './reviewed';

const manifests = shopManifests(production);

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

test('the reads per object do not grow with the number of objects: the time is linear', () => {
  const readsPerObject = (size: number) => {
    let reads = 0;
    rulesOver(copies(manifests, size).map(({ value }) => ({ value: counted(value, () => reads++) })));
    return reads / size;
  };
  const few = readsPerObject(8 * manifests.length);
  expect(few).toBeGreaterThan(100);
  expect(readsPerObject(80 * manifests.length) / few).toBeLessThan(1.01);
});

test('malformed manifests never make a rule throw', () => {
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
