import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';
import { application, argo, database, finalizers, flux } from './objects';

const SHARED = { syncPolicy: { syncOptions: ['ServerSideApply=true', 'FailOnSharedResource=true'] } };
const renamed = { name: 'store-production' };

const change = (before: object, after: object) => changeBetween(indexed([before]), indexed([after]));

test('a renamed Application that shares no object is stuck', () => {
  const { objects, hazards } = change(application(SHARED), application(SHARED, renamed));
  const because =
    "it has another name: Argo CD refuses each sync of it, by FailOnSharedResource=true, because Application 'argocd/shop-production' still has what it deploys";
  const fix =
    'keep the name; or, before you apply the new one, delete what makes the old one, such as its ApplicationSet, and then `argocd app delete argocd/shop-production --cascade=false`: what it has deployed stays, and the new one takes it over';
  expect(objects).toMatchObject([{ replaces: 'Application/argocd/shop-production', consequence: 'refused', because, fix }]);
  const object = { kind: 'Application', namespace: 'argocd', name: 'store-production' };
  const message = `Application 'argocd/store-production': I${because.slice(1)}`;
  expect(hazards).toEqual([{ risk: 'immutable-field', object, message, fix }]);
});

test('a reason accepts it, for the old one may be gone', () => {
  const namespace = (annotations: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations } });
  const reason = { 'nines.dev/accept.immutable-field': 'Application/argocd/store-production because the old one was deleted by hand' };
  const { hazards } = changeBetween(
    indexed([namespace({}), application(SHARED)]),
    indexed([namespace(reason), application(SHARED, renamed)]),
  );
  expect(hazards.map(({ accepted }) => accepted)).toEqual(['the old one was deleted by hand']);
});

test('without that option both deploy, and an Application of another folder is another one', () => {
  expect(change(application({}), application({}, renamed)).objects).toMatchObject([
    {
      consequence: 'replacement',
      because: "it has another name: both deploy the same objects until somebody deletes Application 'argocd/shop-production'",
    },
  ]);
  const elsewhere = application({ ...SHARED, source: { repoURL: 'https://git.example/shop.git', path: 'dist/store' } }, renamed);
  expect(change(application(SHARED), elsewhere).hazards.filter(({ risk }) => risk === 'immutable-field')).toEqual([]);
});

describe('with another name and another cluster at once, the data stays where it was', () => {
  const because =
    'it has another name, and it moves to another cluster: StatefulSet/shop/db starts with empty volumes there. What runs in the old one stays, with the data, and nothing manages it';
  const told = (before: readonly object[], after: readonly object[]) => {
    const { objects, hazards } = changeBetween(indexed([database, ...before]), indexed([database, ...after]));
    const delivery = objects.map(({ name, consequence, because: why }) => [name, consequence, why]);
    return [delivery, hazards.map(({ risk }) => risk)];
  };
  const environment = (name: string, more: object, of: string) =>
    application({ ...more, source: { repoURL: 'https://git.example/shop.git', path: `dist/${of}` } }, { name: `${name}-${of}` });

  test('for each of two environments of Argo CD, whatever else changes', () => {
    const sides = ['staging', 'production'].map((of) => [
      environment('shop', { ...SHARED, project: 'shop', destination: { name: of, namespace: 'shop' } }, of),
      environment('store', { project: 'store', destination: { name: `other-${of}`, namespace: 'shop' } }, of),
    ]);
    const [before, after] = [0, 1].map((side) => sides.map((it) => it[side] as object)) as [object[], object[]];
    expect(told(before, after)).toEqual([
      [
        ['store-staging', 'data at risk', because],
        ['store-production', 'data at risk', because],
      ],
      ['data-at-risk', 'data-at-risk'],
    ]);
  });

  test('with Flux', () => {
    const kustomization = (name: string, secret: string) =>
      flux(
        'Kustomization',
        { path: './dist/flux/production/20', deletionPolicy: 'Orphan', kubeConfig: { secretRef: { name: secret } } },
        name,
      );
    expect(told([kustomization('shop-20', 'old')], [kustomization('store-20', 'new')])).toEqual([
      [['store-20', 'data at risk', because]],
      ['data-at-risk'],
    ]);
    expect(told([kustomization('shop-20', 'old')], [kustomization('store-20', 'old')])[1]).toEqual([]);
  });
});

test('a renamed Application or set that takes everything with it puts data at risk', () => {
  expect(change(application(SHARED, { finalizers }), application(SHARED, { ...renamed, finalizers })).objects).toMatchObject([
    {
      consequence: 'data at risk',
      because:
        "it has another name: if somebody deletes Application 'argocd/shop-production', everything that it deploys is deleted with it: it has the finalizer resources-finalizer.argocd.argoproj.io",
      fix: 'keep the name',
    },
  ]);
  const set = (metadata: object) =>
    argo('ApplicationSet', { generators: [{ git: { repoURL: 'a', path: 'b' } }], template: { spec: { project: 'c' } } }, metadata);
  expect(change(set({}), set(renamed)).objects).toMatchObject([
    {
      consequence: 'data at risk',
      because:
        "it has another name: if somebody deletes ApplicationSet 'argocd/shop-production', its Applications, and everything that they deploy, are deleted with it: preserveResourcesOnDeletion is not true",
    },
  ]);
});
