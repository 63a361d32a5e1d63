import { textsAt } from '../../availability/json';
import type { KubernetesObject } from '../kubernetes-object';
import type { ObjectIndex, Workload } from '../object-index';
import type { Place } from '../place';
import type { Context } from '../rule';

/** The labels that a Service selects pods by; empty where somebody else says what is behind it. */
export function selectorOf({ root }: KubernetesObject): ReadonlyMap<string, string> {
  return root.text('spec', 'type') === 'ExternalName' ? new Map() : textsAt(root.value, 'spec', 'selector');
}

/** The workloads behind a Service. */
export function behind(service: KubernetesObject, index: ObjectIndex): readonly Workload[] {
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

/** The ports of a Service in words: `http (80), 9090`. */
export function servicePortsInWords(service: KubernetesObject): string {
  const words = servicePorts(service).map((port) => {
    const number = String(port.at('port').value);
    return port.text('name') ? `${port.text('name')} (${number})` : number;
  });
  return words.slice(0, 12).join(', ') || 'none';
}

/** What a port of a Service leads to in the pods: a number or a name. */
export function targetOf(port: Place): unknown {
  const target = port.at('targetPort');
  return target.isThere && target.value !== 0 ? target.value : port.at('port').value;
}

/**
 * Whether pods that are in no manifest may have these labels: an operator writes the name of its resource into one, and in `kube-system` run
 * the cluster's own.
 */
export function maySelectOthersPods(namespace: string, labels: ReadonlyMap<string, string>, { index }: Context): boolean {
  if (namespace === 'kube-system' && index.pods.in(namespace).length === 0) return true;
  return [...labels.values()].some((value) => index.mayBeMadeByOperator(namespace, value));
}
