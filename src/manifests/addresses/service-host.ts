import type { KubernetesObject } from '../object';
import type { ObjectIndex } from '../object-index';

/** A name in the cluster's DNS that resolves to a Service or a pod behind one. */
export interface ServiceHost {
  readonly namespace: string;
  readonly name: string;

  /** The pod, for a pod behind a headless Service. */
  readonly pod?: string;

  /** Whether the domain or the namespace rules out any other meaning. */
  readonly certain: boolean;
}

/**
 * Resolves a host name as a pod of a namespace does; undefined for a name that may be outside the cluster.
 *
 * Source: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/: `service`, `service.namespace`,
 * `service.namespace.svc`, and the last one in the cluster's domain, each optionally prefixed with the name of a pod.
 */
export function serviceHost(host: string, namespace: string, index: ObjectIndex): ServiceHost | undefined {
  const fixed = fixedAddresses(index).get(host);
  if (fixed) return { namespace: fixed.namespace, name: fixed.name, certain: true };
  const short = host.replace(/\.svc(\.cluster\.local)?$/, '');
  const parts = short.split('.');
  const [first = '', second, third, ...rest] = parts;
  const inDomain = short !== host;
  if (rest.length > 0) return undefined;
  if (third !== undefined)
    return inDomain || index.runsIn(third) ? { namespace: third, name: second ?? '', pod: first, certain: true } : undefined;
  if (second === undefined) return inDomain ? undefined : { namespace, name: first, certain: false };
  if (inDomain || index.runsIn(second)) return { namespace: second, name: first, certain: true };
  // `db-0.db` is a pod behind the Service `db` of the same namespace; `example.com` is outside the cluster.
  return index.find('Service', namespace, second) ? { namespace, name: second, pod: first, certain: true } : undefined;
}

const known = new WeakMap<ObjectIndex, ReadonlyMap<string, KubernetesObject>>();

/** The Services by the addresses that the manifests give them. */
function fixedAddresses(index: ObjectIndex): ReadonlyMap<string, KubernetesObject> {
  const found =
    known.get(index) ??
    new Map(
      index.ofType('Service').flatMap((service) => {
        const spec = service.root.at('spec');
        const own = [spec.text('clusterIP'), spec.text('loadBalancerIP')];
        const listed = ['clusterIPs', 'externalIPs'].flatMap((field) => spec.items(field).map((it) => it.text()));
        return [...own, ...listed].flatMap((ip) => (ip === undefined || ip === 'None' || ip === '' ? [] : [[ip, service] as const]));
      }),
    );
  known.set(index, found);
  return found;
}
