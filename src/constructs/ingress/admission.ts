import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { EntrySource } from '../parts/entry-class';
import { identityOf } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import { addressPeer, admit, namespacePeer } from '../parts/network-policy';
import type { ServicePort } from '../parts/service-port';

/** Lets an entry point connect to ports. */
export function admitFrom(scope: Construct, source: EntrySource, ports: readonly ServicePort[]): ApiObject[] {
  const { labels } = identityOf('public');
  if ('namespace' in source) return admit(scope, 'public', [namespacePeer(source.namespace)], ports, labels);
  if ('addresses' in source) return admit(scope, 'public', source.addresses.map(addressPeer), ports, labels);
  return [...new Set(ports)].map((port) => ciliumPolicy(scope, source.entity, port));
}

/** @see https://docs.cilium.io/en/stable/network/servicemesh/ingress-and-network-policy/ */
function ciliumPolicy(scope: Construct, entity: string, { service, name, number, selector }: ServicePort): ApiObject {
  const policy = `${service}-${name}-from-public`;
  return new ApiObject(scope, policy, {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: policy, namespace: namespaceOf(scope), labels: { ...identityOf('public').labels } },
    spec: {
      endpointSelector: { matchLabels: selector },
      ingress: [{ fromEntities: [entity], toPorts: [{ ports: [{ port: String(number), protocol: 'TCP' }] }] }],
    },
  });
}

/** The pod that cert-manager creates in the application's namespace to solve the HTTP-01 challenge of Let's Encrypt. */
export const ACME_SOLVER: ServicePort = {
  service: 'acme-solver',
  name: 'http',
  number: 8089,
  selector: { 'acme.cert-manager.io/http01-solver': 'true' },
  workload: 'Pod/acme-solver',
};
