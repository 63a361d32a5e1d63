import { type ConfigurationReference, secretsOf } from './configuration';
import type { KubernetesObject } from './object';
import type { Place } from './place';
import { podMakers } from './pod';

/** Where the types that make no pods name Secrets that must be there. */
const places: Readonly<Record<string, (root: Place) => readonly Place[]>> = {
  ServiceAccount: (root) => root.parts('imagePullSecrets').map((secret) => secret.at('name')),
  'Ingress.networking.k8s.io': (root) => root.parts('spec', 'tls').map((entry) => entry.at('secretName')),
  'Issuer.cert-manager.io': (root) => [root.at('spec', 'ca', 'secretName')],
  'Gateway.gateway.networking.k8s.io': (root) =>
    root
      .parts('spec', 'listeners')
      .flatMap((listener) => listener.parts('tls', 'certificateRefs'))
      .filter((certificate) => (certificate.text('kind') ?? 'Secret') === 'Secret' && !certificate.at('namespace').isThere)
      .map((certificate) => certificate.at('name')),
};

/** The types of objects that refer to Secrets. */
export const secretReaders: readonly string[] = [...podMakers, ...Object.keys(places)];

/** The Secrets that an object refers to by name. */
export function secretReferencesOf(object: KubernetesObject): readonly ConfigurationReference[] {
  const { pod, root, namespace, type } = object;
  const pull = pod?.spec.parts('imagePullSecrets').map((secret) => secret.at('name')) ?? [];
  const others = Object.hasOwn(places, type) ? (places[type]?.(root) ?? []) : [];
  const named = [...pull, ...others].flatMap((at): ConfigurationReference[] => {
    const name = at.text();
    return name === undefined ? [] : [{ at, type: 'Secret', namespace, name, keys: [], optional: false }];
  });
  return [...secretsOf(object), ...named];
}
