import type { KubernetesObject } from './object';
import type { Place } from './place';

/** A Secret in the manifests, or one that a controller creates from an object in them. */
export interface MadeSecret {
  /** The place of its name. */
  readonly at: Place;
  readonly name: string;

  /** Its keys, if they are known. */
  readonly keys?: readonly string[];
}

const tls = ['tls.crt', 'tls.key', 'ca.crt'];

/** By type: the Secrets that are created from an object. */
const makers: Readonly<Record<string, (object: KubernetesObject) => readonly MadeSecret[]>> = {
  'Certificate.cert-manager.io': ({ root }) => {
    const at = root.at('spec', 'secretName');
    const plain = !root.at('spec', 'keystores').isThere && !root.at('spec', 'additionalOutputFormats').isThere;
    return made(at, plain ? tls : undefined);
  },
  'ExternalSecret.external-secrets.io': ({ root }) => {
    const target = root.at('spec', 'target', 'name');
    return made(target.text() ? target : root.at('metadata', 'name'));
  },
  Secret: ({ root }) => {
    const keys = ['data', 'stringData'].flatMap((field) => root.parts(field).map(({ key }) => key));
    // An empty Secret is filled later, such as a service account token by Kubernetes itself.
    return made(root.at('metadata', 'name'), keys.length > 0 ? keys : undefined);
  },
  'Issuer.cert-manager.io': ({ root }) => made(root.at('spec', 'acme', 'privateKeySecretRef', 'name')),
  'SealedSecret.bitnami.com': ({ root }) => made(root.at('metadata', 'name')),
  'Ingress.networking.k8s.io': (object) =>
    isIssued(object) ? object.root.parts('spec', 'tls').flatMap((entry) => made(entry.at('secretName'), tls)) : [],
  'Gateway.gateway.networking.k8s.io': (object) =>
    isIssued(object)
      ? object.root
          .parts('spec', 'listeners')
          .flatMap((listener) => listener.parts('tls', 'certificateRefs'))
          .flatMap((certificate) => made(certificate.at('name'), tls))
      : [],
};

/** The Secrets that are created from an object. */
export function secretsMadeOf(object: KubernetesObject): readonly MadeSecret[] {
  return Object.hasOwn(makers, object.type) ? (makers[object.type]?.(object) ?? []) : [];
}

function made(at: Place, keys?: readonly string[]): readonly MadeSecret[] {
  const name = at.text();
  return name === undefined ? [] : [{ at, name, keys }];
}

/** Whether an annotation tells cert-manager to issue the certificates of an Ingress or a Gateway. */
function isIssued({ annotations }: KubernetesObject): boolean {
  return ['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer', 'kubernetes.io/tls-acme'].some((name) => annotations.has(name));
}
