import type { Context } from '../rule';

/** A name in the cluster's DNS that stands for a Service or for a pod behind one. */
export interface ServiceHost {
  readonly namespace: string;
  readonly name: string;

  /** The pod that is meant, of those behind a headless Service. */
  readonly pod?: string;

  /** Whether it can be nothing else, since its domain or its namespace says so. */
  readonly certain: boolean;
}

/**
 * What a host name means to a pod of a namespace; undefined for a name that may be anybody's.
 *
 * Source: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/: `service`, `service.namespace`,
 * `service.namespace.svc` and that in the cluster's domain, each with a pod's name before it.
 */
export function serviceHost(host: string, namespace: string, { index }: Context): ServiceHost | undefined {
  const short = host.replace(/\.svc(\.cluster\.local)?$/, '');
  const parts = short.split('.');
  const [first = '', second, third, ...rest] = parts;
  const inDomain = short !== host;
  if (rest.length > 0) return undefined;
  if (third !== undefined)
    return inDomain || index.runsIn(third) ? { namespace: third, name: second ?? '', pod: first, certain: true } : undefined;
  if (second === undefined) return inDomain ? undefined : { namespace, name: first, certain: false };
  if (inDomain || index.runsIn(second)) return { namespace: second, name: first, certain: true };
  // `db-0.db` is a pod behind the Service `db` of the same namespace; `example.com` is not ours.
  return index.find('Service', namespace, second) ? { namespace, name: second, pod: first, certain: true } : undefined;
}
