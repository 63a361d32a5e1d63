import { wavesOf } from '../../src/deploy/waves';
import { indexed } from '../indexed';

const WAVE = 'argocd.argoproj.io/sync-wave';

function object(kind: string, name: string, wave?: unknown, apiVersion = 'v1'): object {
  return { apiVersion, kind, metadata: { name, namespace: 'shop', ...(wave !== undefined && { annotations: { [WAVE]: wave } }) } };
}

function waves(...objects: readonly object[]): readonly (readonly [number, ...string[]])[] {
  return wavesOf(indexed(objects).objects).map(({ number, objects: all }) => [number, ...all.map(({ name }) => name)]);
}

test('waves go from the lowest number, and 0 is that of an object without one', () => {
  expect(
    waves(object('ConfigMap', 'c', '2'), object('ConfigMap', 'a'), object('ConfigMap', 'b', '-10'), object('ConfigMap', 'd', '0')),
  ).toEqual([
    [-10, 'b'],
    [0, 'a', 'd'],
    [2, 'c'],
  ]);
});

test('within a wave namespaces and definitions come first, and everything else in the order of the manifests', () => {
  const definition = object('CustomResourceDefinition', 'definition', undefined, 'apiextensions.k8s.io/v1');
  expect(waves(object('Service', 'z'), object('ConfigMap', 'a'), definition, object('Namespace', 'shop'))).toEqual([
    [0, 'shop', 'definition', 'z', 'a'],
  ]);
});

test.each(['first', '1.5', '', '1e3', '12345678901'])('the wave %j is refused', (wave) => {
  const message = `ConfigMap 'shop/a': the annotation ${WAVE} must be an integer, got '${wave}'; write a number in quotes, such as '1'`;
  expect(() => waves(object('ConfigMap', 'a', wave))).toThrow(new Error(message));
});
