import type { WrittenCatalog, WrittenDifference } from './notation';

/** The built-in kinds by minor version, newest first. Older versions hold only the difference from the newest. */
export const kubernetes: Readonly<Record<string, () => WrittenCatalog | WrittenDifference>> = {
  '1.36': () => require('./data/kubernetes-1.36.json') as WrittenCatalog,
  '1.35': () => require('./data/kubernetes-1.35.json') as WrittenDifference,
};

/** The kinds of custom resources, by API group. */
export const custom: Readonly<Record<string, () => WrittenCatalog>> = {
  'argoproj.io': () => require('./data/argo-cd.json') as WrittenCatalog,
  'cert-manager.io': () => require('./data/cert-manager.json') as WrittenCatalog,
  'kustomize.toolkit.fluxcd.io': () => require('./data/flux-kustomize.json') as WrittenCatalog,
  'source.toolkit.fluxcd.io': () => require('./data/flux-source.json') as WrittenCatalog,
  'gateway.networking.k8s.io': () => require('./data/gateway-api.json') as WrittenCatalog,
  'monitoring.coreos.com': () => require('./data/prometheus-operator.json') as WrittenCatalog,
  'traefik.io': () => require('./data/traefik.json') as WrittenCatalog,
  'gateway.envoyproxy.io': () => require('./data/envoy-gateway.json') as WrittenCatalog,
};

// `require` loads a file only on first use. These types make the compiler copy the files next to its output.
// biome-ignore lint/correctness/noUnusedVariables: it only names the files
type Files = [
  typeof import('./data/argo-cd.json'),
  typeof import('./data/cert-manager.json'),
  typeof import('./data/envoy-gateway.json'),
  typeof import('./data/flux-kustomize.json'),
  typeof import('./data/flux-source.json'),
  typeof import('./data/gateway-api.json'),
  typeof import('./data/kubernetes-1.35.json'),
  typeof import('./data/kubernetes-1.36.json'),
  typeof import('./data/prometheus-operator.json'),
  typeof import('./data/traefik.json'),
];
