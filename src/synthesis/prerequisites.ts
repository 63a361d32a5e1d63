import type { Manifest } from './manifest';
import { type SecretReference, secretReferences } from './secrets';

/** What a cluster must have before the manifests are applied. */
export interface Prerequisites {
  /** The kinds that are no part of Kubernetes, each as `kind.group`, sorted: their CRDs must be installed. */
  readonly crds: readonly string[];

  /** The other things, in words. */
  readonly cluster: readonly string[];

  /** The Secrets that somebody must create, since no manifest holds one. */
  readonly secrets: readonly SecretReference[];
}

/**
 * Reads from the manifests what they take for granted.
 *
 * @param controllers who serves an IngressClass or a GatewayClass, by the class' name
 */
export function prerequisitesOf(manifests: readonly Manifest[], controllers: Readonly<Record<string, string>> = {}): Prerequisites {
  return {
    crds: unique(manifests.flatMap(customKind)),
    cluster: unique([
      ...manifests.flatMap(drivers),
      ...storageClasses(manifests),
      ...manifests.flatMap((manifest) => entryPointsOf(manifest, controllers)),
      ...manifests.flatMap(clusterIssuers),
      ...(has(manifests, 'HorizontalPodAutoscaler') ? ['metrics-server, for the HorizontalPodAutoscalers'] : []),
      ...(has(manifests, 'NetworkPolicy') ? ['a CNI plugin that enforces NetworkPolicies, such as Calico or Cilium'] : []),
    ]),
    secrets: secretReferences(manifests),
  };
}

function has(manifests: readonly Manifest[], kind: string): boolean {
  return manifests.some((manifest) => manifest.kind === kind);
}

/** Kubernetes' own groups have no dot or end with `.k8s.io`; Gateway API's does as well, and is not built in. */
function customKind({ apiVersion, kind }: Manifest): string[] {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  const builtIn = !group.includes('.') || (group.endsWith('.k8s.io') && group !== 'gateway.networking.k8s.io');
  return builtIn ? [] : [`${kind}.${group}`];
}

function drivers(manifest: Manifest): string[] {
  return manifest.kind === 'StorageClass' ? [`the CSI driver ${String(manifest['provisioner'])}`] : [];
}

function storageClasses(manifests: readonly Manifest[]): string[] {
  const given = new Set(manifests.filter(({ kind }) => kind === 'StorageClass').map(({ metadata }) => metadata.name));
  const claims = manifests.flatMap((manifest) => {
    const spec = manifest['spec'] as { storageClassName?: string; volumeClaimTemplates?: { spec: { storageClassName?: string } }[] };
    if (manifest.kind === 'PersistentVolumeClaim') return [spec];
    return manifest.kind === 'StatefulSet' ? (spec.volumeClaimTemplates ?? []).map((template) => template.spec) : [];
  });
  return claims.flatMap(({ storageClassName: name }) => (name && !given.has(name) ? [`the StorageClass ${name}`] : []));
}

function entryPointsOf(manifest: Manifest, controllers: Readonly<Record<string, string>>): string[] {
  if (manifest.kind !== 'Ingress' && manifest.kind !== 'Gateway') return [];
  const { ingressClassName, gatewayClassName } = manifest['spec'] as { ingressClassName?: string; gatewayClassName?: string };
  const name = ingressClassName ?? gatewayClassName ?? 'default';
  return [`the ${manifest.kind}Class ${name}${controllers[name] ? `: ${controllers[name]}` : ''}`];
}

function clusterIssuers({ kind, metadata, ...rest }: Manifest): string[] {
  const ref = kind === 'Certificate' ? (rest['spec'] as { issuerRef?: { kind?: string; name: string } }).issuerRef : undefined;
  const name = ref?.kind === 'ClusterIssuer' ? ref.name : metadata.annotations?.['cert-manager.io/cluster-issuer'];
  return name ? [`cert-manager with the ClusterIssuer ${name}`] : [];
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)].sort();
}
