import { applicationsOf } from '../../src/manifests/application-set';
import type { KubernetesObject } from '../../src/manifests/object';
import { indexed } from '../indexed';

const template = {
  metadata: { name: '{{ .environment }}' },
  spec: { source: { path: 'dist/{{ .environment }}' }, destination: { name: '{{ .cluster }}', server: '' } },
};
const elements = [
  { environment: 'staging', cluster: 'a' },
  { environment: 'production', cluster: 'b' },
];
const all = { goTemplate: true, generators: [{ list: { elements } }], template };

function made(spec: object) {
  const set = { apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name: 'shop', namespace: 'argocd' }, spec };
  return applicationsOf(indexed([set]).objects[0] as KubernetesObject);
}

const application = (name: string, cluster: string, metadata: object, spec: object = {}) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace: 'argocd', ...metadata },
  spec: { source: { path: `dist/${name}` }, destination: { name: cluster }, ...spec },
});

test('each item of a list is an Application, which takes its objects with it unless the set preserves them', () => {
  const finalizers = ['resources-finalizer.argocd.argoproj.io'];
  expect(made(all)).toEqual([application('staging', 'a', { finalizers }), application('production', 'b', { finalizers })]);
  const syncPolicy = { preserveResourcesOnDeletion: true };
  expect(made({ ...all, syncPolicy })).toEqual([application('staging', 'a', {}), application('production', 'b', {})]);
});

test('a patch is laid over the template', () => {
  const templatePatch = '{{ if eq .cluster "a" }}{{ end }}';
  expect(made({ ...all, templatePatch })).toBeUndefined();
  const automated = 'spec:\n  syncPolicy:\n    automated: { prune: true }\n';
  const [first] = made({ ...all, templatePatch: automated }) ?? [];
  expect(first).toMatchObject({ spec: { destination: { name: 'a' }, syncPolicy: { automated: { prune: true } } } });
  for (const broken of ['{', 'text', 7]) expect(made({ ...all, templatePatch: broken })).toBeUndefined();
});

test('without goTemplate, names stand in braces alone', () => {
  const plain = JSON.parse(JSON.stringify({ ...all, goTemplate: false }).replaceAll('{{ .', '{{ '));
  expect(made(plain)?.map((it) => it['metadata'])).toMatchObject([{ name: 'staging' }, { name: 'production' }]);
});

test.each([
  { generators: [{ git: {} }] },
  { generators: [{ list: { elements }, selector: {} }] },
  { generators: [{ list: { elementsYaml: '[]' } }] },
  { generators: [{ list: { elements, template: {} } }] },
  { template: { metadata: { name: '{{ .missing }}' } } },
])('%j can’t be told', (change) => {
  expect(made({ ...all, ...change })).toBeUndefined();
});

test('a set without generators makes none', () => {
  expect(made({ template })).toEqual([]);
});
