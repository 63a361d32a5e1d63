import { join } from 'node:path';
import type { Manifest } from '../../../src/synthesis/manifest';
import { readManifests } from './manifests';
import { cachedFiles, type ModuleFolder } from './module-files';
import { ARGO_CD, argoCd } from './programs';

/** Where a project's CRDs are in its Go module, by API group. Go's checksum database makes sure that a version is what it was. */
const SOURCES: Readonly<Record<string, ModuleFolder>> = {
  'cert-manager.io': { module: 'github.com/cert-manager/cert-manager', version: 'v1.21.2', folder: 'deploy/crds' },
  'gateway.networking.k8s.io': { module: 'sigs.k8s.io/gateway-api', version: 'v1.6.1', folder: 'config/crd/standard' },
  'traefik.io': { module: 'github.com/traefik/traefik-helm-chart', version: 'v41.6.0+incompatible', folder: 'traefik/crds' },
  'gateway.envoyproxy.io': {
    module: 'github.com/envoyproxy/gateway',
    version: 'v1.9.1',
    folder: 'charts/gateway-helm/charts/crds/crds/generated',
  },
  'cilium.io': { module: 'github.com/cilium/cilium', version: 'v1.20.2', folder: 'pkg/k8s/apis/cilium.io/client/crds/v2' },
  'argoproj.io': { module: ARGO_CD, version: `v${argoCd().version}`, folder: 'manifests/crds' },
  'kustomize.toolkit.fluxcd.io': { module: 'github.com/fluxcd/kustomize-controller', version: 'v1.7.3', folder: 'config/crd/bases' },
  'source.toolkit.fluxcd.io': { module: 'github.com/fluxcd/source-controller', version: 'v1.8.5', folder: 'config/crd/bases' },
  'monitoring.coreos.com': {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    folder: 'example/prometheus-operator-crd',
  },
};

/** Groups that the API server brings itself: those without a dot, and those of Kubernetes' own that have none of ours. */
function needsDefinition(group: string): boolean {
  return group in SOURCES || (group.includes('.') && !group.endsWith('.k8s.io'));
}

/** The CRDs of all kinds that these manifests use. */
export async function definitionsFor(manifests: readonly Manifest[]): Promise<Manifest[]> {
  const groups = new Set(manifests.map(({ apiVersion }) => apiVersion.split('/')[0] as string).filter(needsDefinition));
  const kinds = new Set(manifests.map(({ kind }) => kind));
  const definitions = (await Promise.all([...groups].map(definitionsOf))).flat();
  return definitions.filter((definition) => kinds.has((definition['spec'] as { names: { kind: string } }).names.kind));
}

async function definitionsOf(group: string): Promise<Manifest[]> {
  const source = SOURCES[group];
  if (!source) throw new Error(`nobody knows where the CRDs of ${group} come from: add its Go module to ${__filename}`);
  const definitions = readManifests(await copies(source)).filter(({ kind }) => kind === 'CustomResourceDefinition');
  return definitions.filter((definition) => (definition['spec'] as { group: string }).group === group);
}

/** The copies of the CRDs in our cache. */
function copies(source: ModuleFolder): Promise<string> {
  return cachedFiles(source, /^(?!kustomization\.).*\.yaml$/, join('crds', `${source.module.replaceAll('/', '_')}-${source.version}`));
}
