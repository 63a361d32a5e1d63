import { changeBetween } from '../../../src/change/change';
import { indexed } from '../../indexed';

export const argo = (kind: string, spec: object, metadata: object = {}) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind,
  metadata: { name: 'shop-production', namespace: 'argocd', ...metadata },
  spec,
});
export const application = (spec: object, metadata: object = {}) =>
  argo(
    'Application',
    { source: { repoURL: 'https://git.example/shop.git', targetRevision: 'main', path: 'dist/production' }, ...spec },
    metadata,
  );
export const flux = (kind: string, spec: object, name = 'shop-production') => ({
  apiVersion: `${kind === 'Kustomization' ? 'kustomize' : 'source'}.toolkit.fluxcd.io/v1`,
  kind,
  metadata: { name, namespace: 'flux-system' },
  spec,
});
export const to = (destination: object) => application({ destination });
export const from = (source: object) =>
  application({ source: { repoURL: 'https://git.example/shop.git', path: 'dist/production', ...source } });
export const automated = (policy?: object) => application({ syncPolicy: { retry: { limit: 5 }, ...(policy && { automated: policy }) } });
export const kubeConfig = (name: string, of = 'shop-production-20') => flux('Kustomization', { kubeConfig: { secretRef: { name } } }, of);
export const finalizers = ['resources-finalizer.argocd.argoproj.io'];

export const database = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'shop' },
  spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
};
export const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } };
export const homeless = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } };

/** The fields that differ with what that does. @param more what is deployed, on both sides */
export function effects(before: object, after: object, more: readonly object[] = []) {
  const { objects } = changeBetween(indexed([...more, before]), indexed([...more, after]));
  return objects.flatMap(({ fields }) => fields.map(({ field, consequence, because, fix }) => [field, consequence, because, fix]));
}

/** Why a place that moves is in place. */
export const ELSEWHERE = 'it takes over what is there: what only the old place has is pruned if it prunes';
