import type { Manifest } from '../../../lib/synthesis/manifest';
import type { Cluster } from './cluster';
import type { Pod } from './kubernetes-client';

/** A ConfigMap or Secret that a pod can't start without. */
interface Reference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly namespace: string;
  readonly name: string;
}

/**
 * What running pods refer to and the server doesn't have, each as `kind namespace/name`. A real kubelet would not start such a pod; kwok
 * starts anything, so the test has to ask. Secrets that cert-manager will write count as there.
 */
export async function missingReferences(cluster: Cluster, manifests: readonly Manifest[]): Promise<string[]> {
  const issued = new Set(
    manifests.filter(({ kind }) => kind === 'Certificate').map((it) => (it['spec'] as { secretName: string }).secretName),
  );
  const references = new Map(
    cluster.state
      .all('pods')
      .flatMap(referencesOf)
      .map((it) => [`${it.kind} ${it.namespace}/${it.name}`, it]),
  );
  const missing: string[] = [];
  for (const [text, { kind, namespace, name }] of references) {
    if (kind === 'Secret' && issued.has(name)) continue;
    const { status } = await cluster.server.read({ apiVersion: 'v1', kind, metadata: { namespace, name } });
    if (status !== 200) missing.push(text);
  }
  return missing;
}

function referencesOf({ metadata, spec }: Pod): Reference[] {
  const namespace = metadata?.namespace as string;
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const sources = [
    ...containers
      .flatMap(({ env }) => env ?? [])
      .flatMap(({ valueFrom }) => valueFrom ?? [])
      .map((it) => [it.configMapKeyRef, it.secretKeyRef]),
    ...containers.flatMap(({ envFrom }) => envFrom ?? []).map((it) => [it.configMapRef, it.secretRef]),
    ...(spec?.volumes ?? []).flatMap(({ projected }) => projected?.sources ?? []).map((it) => [it.configMap, it.secret]),
    ...(spec?.volumes ?? []).map(({ configMap, secret }) => [configMap, secret && { name: secret.secretName, optional: secret.optional }]),
  ];
  return sources.flatMap(([configMap, secret]) => [
    ...(configMap?.name && !configMap.optional ? [{ kind: 'ConfigMap' as const, namespace, name: configMap.name }] : []),
    ...(secret?.name && !secret.optional ? [{ kind: 'Secret' as const, namespace, name: secret.name }] : []),
  ]);
}
