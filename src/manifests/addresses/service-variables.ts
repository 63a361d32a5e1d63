import type { KubernetesObject } from '../object';
import type { ObjectIndex } from '../object-index';
import { servicePorts } from '../service';

const known = new WeakMap<ObjectIndex, Map<string, ReadonlyMap<string, string>>>();

/**
 * The variables by which the kubelet tells a container where the Services of its namespace are, with their names in place of addresses: `DB_SERVICE_HOST`,
 * `DB_SERVICE_PORT`, `DB_PORT`.
 *
 * Source: kubernetes.io, Discovering services, Environment variables; k8s.io/kubernetes v1.36.3, pkg/kubelet/envvars/envvars.go, FromServices.
 */
export function serviceVariables({ pod, namespace }: KubernetesObject, index: ObjectIndex): ReadonlyMap<string, string> {
  if (pod?.spec.at('enableServiceLinks').value === false) return new Map();
  const ofIndex = known.get(index) ?? new Map<string, ReadonlyMap<string, string>>();
  known.set(index, ofIndex);
  const found = ofIndex.get(namespace) ?? variablesIn(namespace, index);
  ofIndex.set(namespace, found);
  return found;
}

function variablesIn(namespace: string, index: ObjectIndex): ReadonlyMap<string, string> {
  const services = index.ofType('Service').filter((it) => it.namespace === namespace && it.root.text('spec', 'clusterIP') !== 'None');
  return new Map(services.flatMap(variablesOf));
}

function variablesOf(service: KubernetesObject): readonly (readonly [string, string])[] {
  const prefix = service.name.toUpperCase().replaceAll('-', '_');
  const [first] = servicePorts(service);
  const port = first?.number('port');
  const host = [`${prefix}_SERVICE_HOST`, service.name] as const;
  if (port === undefined) return [host];
  const protocol = first?.text('protocol') ?? 'TCP';
  const link = `${prefix}_PORT_${port}_${protocol}`;
  const url = `${protocol.toLowerCase()}://${service.name}:${port}`;
  return [
    host,
    [`${prefix}_SERVICE_PORT`, String(port)],
    [`${prefix}_PORT`, url],
    [link, url],
    [`${link}_ADDR`, service.name],
    [`${link}_PORT`, String(port)],
  ];
}
