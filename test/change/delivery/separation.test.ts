import { separated } from '../../../src/change/delivery/separation';
import type { KubernetesObject } from '../../../src/manifests/object';
import { indexed } from '../../indexed';

const argo = (kind: string, name: string, spec: object) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'argocd' },
  spec,
});
const flux = (api: string, kind: string, name: string, spec: object) => ({
  apiVersion: `${api}.toolkit.fluxcd.io/v1`,
  kind,
  metadata: { name, namespace: 'flux-system' },
  spec,
});
const set = (more: object = {}, generator: object = { list: { elements: [{ name: 'production' }, { name: 'eu' }] } }) =>
  argo('ApplicationSet', 'shop', {
    goTemplate: true,
    generators: [generator],
    syncPolicy: { preserveResourcesOnDeletion: true },
    template: { metadata: { name: 'shop-{{ .name }}' }, spec: { source: { path: 'dist/{{ .name }}', ...more } } },
  });
const named = (objects: readonly KubernetesObject[]) => objects.map(({ kind, name }) => `${kind} ${name}`);

test('an Application belongs to the environment whose folder it reads, and the rest to all', () => {
  const base = indexed([argo('AppProject', 'shop', {}), set()]);
  const { of, shared } = separated({ base, head: indexed([set()]) }, ['production', 'eu', 'other']);
  expect(named(of('production').base)).toEqual(['Application shop-production']);
  expect(named(of('eu').head)).toEqual(['Application shop-eu']);
  expect(of('other')).toEqual({ base: [], head: [] });
  expect(named(shared.base.objects)).toEqual(['AppProject shop', 'ApplicationSet shop']);
  expect(shared.head.objects[0]?.root.value).toMatchObject({ spec: { syncPolicy: { preserveResourcesOnDeletion: true } } });
});

test('a set that one side alone explains stays as it is on both', () => {
  const { of, shared } = separated({ base: indexed([set()]), head: indexed([set({}, { git: {} })]) }, ['production']);
  expect(of('production')).toEqual({ base: [], head: [] });
  expect(shared.base.objects[0]?.root.at('spec', 'template').isThere).toBe(true);
});

test('a repository of Flux belongs to the environment of what reads from it', () => {
  const stage = (environment: string, name: string) =>
    flux('kustomize', 'Kustomization', `shop-${environment}-${name}`, {
      path: `./dist/flux/${environment}/${name}`,
      sourceRef: { kind: 'GitRepository', name: `shop-${environment}` },
    });
  const objects = [
    flux('source', 'GitRepository', 'shop-production', {}),
    flux('source', 'GitRepository', 'other', {}),
    stage('production', '00'),
    // An environment may have the name of a stage.
    stage('00', '10'),
  ];
  const { of, shared } = separated({ base: indexed(objects), head: indexed([]) }, ['production', '00']);
  expect(named(of('production').base)).toEqual(['GitRepository shop-production', 'Kustomization shop-production-00']);
  expect(named(of('00').base)).toEqual(['Kustomization shop-00-10']);
  expect(named(shared.base.objects)).toEqual(['GitRepository other']);
});

test('an Application that reads the folder of another environment from now on stays with its own', () => {
  const reading = (path: string) => argo('Application', 'shop-production', { source: { path } });
  const { of, shared } = separated({ base: indexed([reading('dist/production')]), head: indexed([reading('dist/eu')]) }, [
    'production',
    'eu',
  ]);
  expect(named(of('production').base)).toEqual(['Application shop-production']);
  expect(named(of('production').head)).toEqual(['Application shop-production']);
  expect(of('eu')).toEqual({ base: [], head: [] });
  const late = separated({ base: indexed([reading('apps')]), head: indexed([reading('dist/eu')]) }, ['production', 'eu']);
  expect([late.of('eu').base, late.of('eu').head, late.shared.base.objects].map(named)).toEqual([
    ['Application shop-production'],
    ['Application shop-production'],
    [],
  ]);
  expect(shared.base.objects).toEqual([]);
});
