import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';

const backend = { service: { name: 'web', port: { number: 80 } } };
const http = { paths: [{ path: '/', pathType: 'Prefix', backend }] };
const metadata = { name: 'web', namespace: 'shop' };
const rule = (host?: string) => ({ ...(host && { host }), http });
const ingress = (rules: readonly object[], tls?: readonly object[]) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata,
  spec: { rules, ...(tls && { tls }) },
});
const route = (...hostnames: readonly string[]) => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata,
  spec: { parentRefs: [{ name: 'entry' }], ...(hostnames.length > 0 && { hostnames }) },
});

function told(before: object, after: object): readonly (string | undefined)[] {
  const [object] = changeBetween(indexed([before]), indexed([after])).objects;
  const all = object?.fields.map(({ because }) => because) ?? [];
  return [object?.consequence, ...new Set(all.filter((it) => it !== 'the object is updated, and no pod restarts'))];
}

const silent = (hosts: string) => ['in place', `requests for ${hosts} are no longer answered by it`];

test('a host that is gone is no longer answered', () => {
  expect(told(ingress([rule('shop.example')]), ingress([rule('www.shop.example')]))).toEqual(silent("'shop.example'"));
  expect(told(ingress([rule('a.example'), rule('b.example')]), ingress([rule('a.example')]))).toEqual(silent("'b.example'"));
  expect(told(ingress([rule()]), ingress([rule('a.example')]))).toEqual(silent('any other name'));
  expect(told(route('a.example', 'b.example'), route('b.example'))).toEqual(silent("'a.example'"));
  expect(told(route(), route('b.example'))).toEqual(silent('any other name'));
});

test.each([
  [ingress([rule('shop.example')]), ingress([rule()])],
  [ingress([rule('www.shop.example')]), ingress([rule('*.shop.example')])],
  [ingress([rule('a.example')]), ingress([rule('a.example'), rule('b.example')])],
  [route('a.example', 'b.example'), route('b.example', 'a.example')],
  [route('a.example'), route()],
])('one that another name stands for is %#', (before, after) => {
  expect(told(before, after)).toEqual(['in place']);
});

test('a wildcard stands for one label', () => {
  expect(told(ingress([rule('a.b.shop.example')]), ingress([rule('*.shop.example')]))).toEqual(silent("'a.b.shop.example'"));
});

test('a name without a certificate', () => {
  const lost = (host: string) => [
    'in place',
    `it no longer has a certificate for ${host}: requests with https fail or get another one, and those with http are not encrypted`,
  ];
  const hosts = (...names: readonly string[]) => ({ hosts: names, secretName: 'tls' });
  const rules = [rule('a.example'), rule('b.example')];
  expect(told(ingress(rules, [hosts('a.example', 'b.example')]), ingress(rules, [hosts('a.example')]))).toEqual(lost("'b.example'"));
  expect(told(ingress(rules, [hosts('a.example')]), ingress(rules))).toEqual(lost("'a.example'"));
  expect(told(ingress(rules), ingress(rules, [hosts('a.example')]))).toEqual(['in place']);
});
