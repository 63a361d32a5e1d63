import type { KubernetesObject } from './object';
import type { ObjectIndex, WorkloadResource } from './object-index';
import type { Place } from './place';
import { textsAt } from './value';

/** The selector of a Service; empty for an ExternalName, or if its endpoints are managed separately. */
export function selectorOf({ root }: KubernetesObject): ReadonlyMap<string, string> {
  return root.text('spec', 'type') === 'ExternalName' ? new Map() : textsAt(root.value, 'spec', 'selector');
}

/** The workloads behind a Service. */
export function behind(service: KubernetesObject, index: ObjectIndex): readonly WorkloadResource[] {
  const selector = selectorOf(service);
  return selector.size > 0 ? index.pods.with(service.namespace, selector) : [];
}

/** The ports of a Service. */
export function servicePorts({ root }: KubernetesObject): readonly Place[] {
  return root.parts('spec', 'ports');
}

/** The port of a Service by its name or number. */
export function servicePort(service: KubernetesObject, port: unknown): Place | undefined {
  return servicePorts(service).find((it) => (typeof port === 'number' ? it.number('port') === port : it.text('name') === port));
}

/** The ports of a Service for a message: `http (80), 9090`. */
export function servicePortsInWords(service: KubernetesObject): string {
  const words = servicePorts(service).map((port) => {
    const number = String(port.at('port').value);
    return port.text('name') ? `${port.text('name')} (${number})` : number;
  });
  return words.slice(0, 12).join(', ') || 'none';
}

/** The target of a Service port: the number or name of a container port. */
export function targetOf(port: Place): unknown {
  const target = port.at('targetPort');
  return target.isThere && target.value !== 0 ? target.value : port.at('port').value;
}
