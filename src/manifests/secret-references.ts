import { type ConfigurationReference, secretsOf } from './configuration';
import type { KubernetesObject } from './object';
import type { Place } from './place';
import { podMakers } from './pod';

/** The type of a Secret. */
export type SecretType = 'Opaque' | 'kubernetes.io/tls' | 'kubernetes.io/dockerconfigjson';

/** A Secret that an object refers to by name, and its required type. */
export interface SecretReference extends ConfigurationReference {
  readonly secretType: SecretType;
}

/** The fields of types without pods that refer to Secrets, and the required type of the Secret. */
const places: Readonly<Record<string, { readonly secretType: SecretType; readonly names: (root: Place) => readonly Place[] }>> = {
  ServiceAccount: {
    secretType: 'kubernetes.io/dockerconfigjson',
    names: (root) => root.parts('imagePullSecrets').map((secret) => secret.at('name')),
  },
  'Ingress.networking.k8s.io': {
    secretType: 'kubernetes.io/tls',
    names: (root) => root.parts('spec', 'tls').map((entry) => entry.at('secretName')),
  },
  'Issuer.cert-manager.io': { secretType: 'kubernetes.io/tls', names: (root) => [root.at('spec', 'ca', 'secretName')] },
  'Gateway.gateway.networking.k8s.io': {
    secretType: 'kubernetes.io/tls',
    names: (root) =>
      root
        .parts('spec', 'listeners')
        .flatMap((listener) => listener.parts('tls', 'certificateRefs'))
        .filter((certificate) => (certificate.text('kind') ?? 'Secret') === 'Secret' && !certificate.at('namespace').isThere)
        .map((certificate) => certificate.at('name')),
  },
};

/** The types of objects that refer to Secrets. */
export const secretReaders: readonly string[] = [...podMakers, ...Object.keys(places)];

/** The Secrets that an object refers to by name. */
export function secretReferencesOf(object: KubernetesObject): readonly SecretReference[] {
  const { pod, root, namespace, type } = object;
  const named = (at: Place, secretType: SecretType): readonly SecretReference[] => {
    const name = at.text();
    return name === undefined ? [] : [{ at, type: 'Secret', namespace, name, keys: [], optional: false, secretType }];
  };
  const pulling = pod?.spec.parts('imagePullSecrets').flatMap((secret) => named(secret.at('name'), 'kubernetes.io/dockerconfigjson')) ?? [];
  const place = Object.hasOwn(places, type) ? places[type] : undefined;
  return [
    ...secretsOf(object).map((reference) => ({ ...reference, secretType: 'Opaque' as const })),
    ...pulling,
    ...(place?.names(root).flatMap((at) => named(at, place.secretType)) ?? []),
  ];
}
