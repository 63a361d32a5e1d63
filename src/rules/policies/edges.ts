import { serviceHost } from '../../manifests/addresses/service-host';
import { addressesOf } from '../../manifests/addresses/told-addresses';
import type { KubernetesObject } from '../../manifests/object';
import type { WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { behind, servicePort, servicePorts, targetOf } from '../../manifests/service';
import type { Context } from '../rule';
import type { Port } from './policy-rule';

/** A connection that the manifests show to be required. */
export interface Edge {
  /** The value that names the target. */
  readonly at: Place;
  readonly service: KubernetesObject;
  readonly to: WorkloadResource;

  /** The candidate ports of the pods. At least one of them is connected to. */
  readonly ports: readonly Port[];
}

/** The connections that the pods of an object open, by the addresses in their variables, arguments and ConfigMaps. */
export function edgesOf(object: KubernetesObject, context: Context): readonly Edge[] {
  return addressesOf(object, context.index).flatMap(({ at, host, port, isMention, offBy }) => {
    const target = isMention || offBy !== undefined ? undefined : serviceHost(host, object.namespace, context.index);
    const service = target && context.index.find('Service', target.namespace, target.name);
    return service ? edgesTo(at, service, port, context) : [];
  });
}

/** The connections to the pods behind a Service. */
export function edgesTo(at: Place, service: KubernetesObject, port: number | string | undefined, { index }: Context): readonly Edge[] {
  const known = port === undefined ? undefined : servicePort(service, port);
  const meant = known ? [known] : servicePorts(service);
  return behind(service, index).flatMap((to) => {
    const ports = meant.flatMap((it) => podPort(targetOf(it), it.text('protocol') ?? 'TCP', to));
    return ports.length > 0 ? [{ at, service, to, ports }] : [];
  });
}

/** The declared port of the pods for a target port. */
function podPort(target: unknown, protocol: string, { pod }: WorkloadResource): readonly Port[] {
  const declared = pod.ports.find(
    (it) => it.protocol === protocol && (typeof target === 'string' ? it.name === target : it.number === target),
  );
  if (declared) return [declared];
  return typeof target === 'number' ? [{ number: target, protocol }] : [];
}
