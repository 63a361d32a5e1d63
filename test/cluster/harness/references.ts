import type { Manifest } from '../../../src/synthesis/manifest';
import type { Cluster } from './cluster';
import type { Pod } from './kubernetes-client';

/** A ConfigMap or Secret, and a key of it where one is named, that a pod can't start without. */
interface Reference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly namespace: string;
  readonly name: string;
  readonly key?: string;
}

/**
 * What running pods refer to and the server doesn't have, each as `kind namespace/name key`. A real kubelet would not start such a pod; kwok
 * starts anything, so the test has to ask. Secrets that cert-manager will write count as there.
 */
export async function missingReferences(cluster: Cluster, manifests: readonly Manifest[]): Promise<string[]> {
  const issued = new Set(
    manifests
      .filter(({ kind }) => kind === 'Certificate')
      .map((it) => `${it.metadata.namespace}/${(it['spec'] as { secretName: string }).secretName}`),
  );
  const references = new Map(
    cluster.state
      .all('pods')
      .flatMap(referencesOf)
      .map((it) => [`${it.kind} ${it.namespace}/${it.name} ${it.key ?? ''}`.trim(), it]),
  );
  const missing: string[] = [];
  for (const [text, { kind, namespace, name, key }] of references) {
    if (kind === 'Secret' && issued.has(`${namespace}/${name}`)) continue;
    const { status, body } = await cluster.server.read({ apiVersion: 'v1', kind, metadata: { namespace, name } });
    const held = { ...(body['data'] as object), ...(body['binaryData'] as object) };
    if (status !== 200 || (key !== undefined && !(key in held))) missing.push(text);
  }
  return missing;
}

function referencesOf({ metadata, spec }: Pod): Reference[] {
  const namespace = metadata?.namespace as string;
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const values = containers.flatMap(({ env }) => env ?? []).flatMap(({ valueFrom }) => valueFrom ?? []);
  const wholes = containers.flatMap(({ envFrom }) => envFrom ?? []);
  const volumes = (spec?.volumes ?? []).map(({ configMap, secret }) => ({
    configMap,
    secret: secret && { ...secret, name: secret.secretName },
  }));
  const projected = (spec?.volumes ?? []).flatMap((volume) => volume.projected?.sources ?? []);
  const to = (kind: Reference['kind'], source: Source | undefined): Reference[] => {
    if (!source?.name || source.optional) return [];
    const keys = source.key === undefined ? (source.items ?? []).map(({ key }) => key) : [source.key];
    const { name } = source;
    return keys.length > 0 ? keys.map((key) => ({ kind, namespace, name, key })) : [{ kind, namespace, name }];
  };
  return [
    ...values.flatMap((it) => [...to('ConfigMap', it.configMapKeyRef), ...to('Secret', it.secretKeyRef)]),
    ...wholes.flatMap((it) => [...to('ConfigMap', it.configMapRef), ...to('Secret', it.secretRef)]),
    ...[...volumes, ...projected].flatMap((it) => [...to('ConfigMap', it.configMap), ...to('Secret', it.secret)]),
  ];
}

/** What all the ways to refer to one have in common. */
interface Source {
  readonly name?: string;
  readonly key?: string;
  readonly items?: readonly { readonly key: string }[];
  readonly optional?: boolean;
}
