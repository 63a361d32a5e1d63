import type { Manifest } from './manifest';
import { type PodSpec, podSpecOf } from './pod-spec';

/** A Secret that manifests refer to and somebody must create: no secret value is ever in a manifest. */
export interface SecretReference {
  readonly namespace: string;
  readonly name: string;
  readonly type: 'Opaque' | 'kubernetes.io/tls' | 'kubernetes.io/dockerconfigjson';

  /** The keys that are read, sorted; none where a container takes all that there are. */
  readonly keys: readonly string[];
}

const TLS_KEYS = ['tls.crt', 'tls.key'];

/** The Secrets that the manifests refer to and neither hold nor let cert-manager issue; by namespace and name. */
export function secretReferences(manifests: readonly Manifest[]): SecretReference[] {
  const given = new Set(manifests.flatMap(givenSecrets));
  const found = new Map<string, SecretReference>();
  for (const reference of manifests.flatMap(referencesOf)) {
    const id = `${reference.namespace}/${reference.name}`;
    if (given.has(id)) continue;
    const keys = [...new Set([...(found.get(id)?.keys ?? []), ...reference.keys])].sort();
    found.set(id, { ...reference, keys });
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reference]) => reference);
}

/**
 * The line that creates it, safe to paste as it is: a password is made up, and for any other value the shell stops at an unset variable, or
 * kubectl at a missing file.
 */
export function createSecretLine({ namespace, name, type, keys }: SecretReference): string {
  const create = `kubectl --namespace ${namespace} create secret`;
  if (type === 'kubernetes.io/tls') return `${create} tls ${name} --cert=tls.crt --key=tls.key`;
  if (type === 'kubernetes.io/dockerconfigjson') {
    const options = ['server', 'username', 'password'].map((option) => `--docker-${option}=${variable(name, option)}`);
    return `${create} docker-registry ${name} ${options.join(' ')}`;
  }
  if (keys.length === 0) return `${create} generic ${name} --from-env-file=${name}.env`;
  const literals = keys.map(
    (key) => `--from-literal=${key}=${/password/i.test(key) ? '"$(openssl rand -base64 24)"' : variable(name, key)}`,
  );
  return `${create} generic ${name} ${literals.join(' ')}`;
}

/** A shell's variable that must have been set: for the key `user` of the Secret `login`, `"${LOGIN_USER:?}"`. */
function variable(secret: string, key: string): string {
  return `"\${${`${secret}_${key}`
    .replace(/\W/g, '_')
    .replace(/^(?=\d)/, '_')
    .toUpperCase()}:?}"`;
}

function givenSecrets(manifest: Manifest): string[] {
  const { kind, metadata } = manifest;
  if (kind === 'Secret') return [`${metadata.namespace}/${metadata.name}`];
  if (kind === 'Certificate') return [`${metadata.namespace}/${(manifest['spec'] as { secretName: string }).secretName}`];
  return [];
}

function referencesOf(manifest: Manifest): SecretReference[] {
  const namespace = manifest.metadata.namespace ?? 'default';
  const pod = podSpecOf(manifest);
  return [...(pod ? podReferences(pod) : []), ...publicCertificates(manifest)].map((reference) => ({ namespace, ...reference }));
}

type Reference = Omit<SecretReference, 'namespace'>;

function podReferences(pod: PodSpec): Reference[] {
  const containers = [...(pod.initContainers ?? []), ...(pod.containers ?? [])];
  const keyed = containers.flatMap(({ env }) => env ?? []).flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []);
  const whole = containers.flatMap(({ envFrom }) => envFrom ?? []).flatMap(({ secretRef }) => secretRef ?? []);
  const volumes = (pod.volumes ?? []).flatMap(({ secret, projected }) => [
    ...(secret ? [{ name: secret.secretName, ...secret }] : []),
    ...(projected?.sources ?? []).flatMap((source) => source.secret ?? []),
  ]);
  return [
    ...required(keyed).map(({ name, key }) => ({ name, type: 'Opaque' as const, keys: [key] })),
    ...required(whole).map(({ name }) => ({ name, type: 'Opaque' as const, keys: [] })),
    ...required(volumes).map(({ name, items }) => ({ name, type: 'Opaque' as const, keys: (items ?? []).map(({ key }) => key) })),
    ...(pod.imagePullSecrets ?? []).map(({ name }) => ({
      name,
      type: 'kubernetes.io/dockerconfigjson' as const,
      keys: ['.dockerconfigjson'],
    })),
  ];
}

function required<T extends { readonly optional?: boolean }>(references: readonly T[]): T[] {
  return references.filter(({ optional }) => !optional);
}

/** An Ingress' or a Gateway's certificates, but for those that cert-manager issues because of an annotation. */
function publicCertificates(manifest: Manifest): Reference[] {
  const annotations = Object.keys(manifest.metadata.annotations ?? {});
  if (annotations.some((name) => name === 'cert-manager.io/cluster-issuer' || name === 'cert-manager.io/issuer')) return [];
  const spec = manifest['spec'] as {
    tls?: { secretName?: string }[];
    listeners?: { tls?: { certificateRefs?: { name: string }[] } }[];
  };
  const ofIngress = manifest.kind === 'Ingress' ? (spec.tls ?? []).flatMap(({ secretName }) => secretName ?? []) : [];
  const listeners = manifest.kind === 'Gateway' ? (spec.listeners ?? []) : [];
  const ofGateway = listeners.flatMap(({ tls }) => (tls?.certificateRefs ?? []).map(({ name }) => name));
  return [...ofIngress, ...ofGateway].map((name) => ({ name, type: 'kubernetes.io/tls' as const, keys: TLS_KEYS }));
}
