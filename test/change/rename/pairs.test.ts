import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';

const component = (name: string, image = `registry.example/${name}:1`) => {
  const metadata = { name, namespace: 'shop', labels: { app: name } };
  const template = {
    metadata: { labels: { app: name } },
    spec: { containers: [{ name, image, resources: { requests: { cpu: '1', memory: '1Gi' } } }] },
  };
  return [
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas: 3, selector: { matchLabels: { app: name } }, template } },
    { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { app: name }, ports: [{ port: 80 }] } },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { maxUnavailable: 1, selector: { matchLabels: { app: name } } },
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } },
    },
  ];
};
const config = (name: string, data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data });

/** The names of objects by those that they replace. */
function pairs(before: readonly object[], after: readonly object[]): readonly string[] {
  const { objects } = changeBetween(indexed(before), indexed(after));
  return objects.flatMap(({ kind, name, replaces }) => (replaces === undefined ? [] : [`${replaces} -> ${kind}/${name}`]));
}

test('all that belongs to a renamed component is renamed with it', () => {
  expect(pairs(component('web', 'a:1'), component('www', 'a:2'))).toEqual([
    'Deployment/shop/web -> Deployment/www',
    'Service/shop/web -> Service/www',
    'PodDisruptionBudget/shop/web -> PodDisruptionBudget/www',
    'HorizontalPodAutoscaler/shop/web -> HorizontalPodAutoscaler/www',
  ]);
});

test('a component that goes is not the one that comes, however alike they are', () => {
  expect(pairs(component('orders'), component('mail'))).toEqual([]);
});

test('of several alike, each takes the place of one', () => {
  const data = { a: '1', b: '2' };
  const all = (...names: string[]) => names.map((name) => config(name, data));
  expect(pairs(all('one', 'two', 'three'), all('four', 'five'))).toEqual([
    'ConfigMap/shop/one -> ConfigMap/four',
    'ConfigMap/shop/two -> ConfigMap/five',
  ]);
  expect(pairs(all('one'), all('four', 'five'))).toEqual(['ConfigMap/shop/one -> ConfigMap/four']);
});

test('the most similar one is meant', () => {
  const [old, other] = [config('one', { a: '1', b: '2', c: '3', d: '4' }), config('other', { a: '1', b: '2', c: '3', d: '5' })];
  expect(pairs([other, old], [config('two', { a: '1', b: '2', c: '3', d: '4', e: '5' })])).toEqual(['ConfigMap/shop/one -> ConfigMap/two']);
});

test('what has little in common is another object, and so is what has no content', () => {
  expect(pairs([config('one', { a: '1', b: '2', c: '3' })], [config('two', { a: '1', b: '3', c: '4' })])).toEqual([]);
  const account = (name: string) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: 'shop' } });
  expect(pairs([account('one')], [account('two')])).toEqual([]);
});

test('a thousand renamed objects are paired in little more than linear time', () => {
  const all = (prefix: string, more: object) =>
    Array.from({ length: 1000 }, (_, index) => config(`${prefix}-${index}`, { number: String(index), shared: 'yes', other: 'x', ...more }));
  expect(pairs(all('old', {}), all('new', { one: 'more' }))).toHaveLength(1000);
});
