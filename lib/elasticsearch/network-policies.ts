import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { PORTS } from './names';
import type { Plan } from './plan';

const port = (number: number, protocol = 'TCP'): k8s.NetworkPolicyPort => ({ port: k8s.IntOrString.fromNumber(number), protocol });

/** Nodes talk to each other and to DNS, and to nobody else: not one port is open to the rest of the cluster. */
export function nodesPolicy(scope: Construct, { identity, namespace }: Plan): k8s.KubeNetworkPolicy {
  const nodes = { podSelector: { matchLabels: identity.selector } };
  const ports = [PORTS.transport, PORTS.http, PORTS.readiness].map((number) => port(number));
  return new k8s.KubeNetworkPolicy(scope, 'nodes-policy', {
    metadata: { name: identity.name, namespace, labels: identity.labels },
    spec: {
      podSelector: nodes.podSelector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [nodes], ports }],
      // DNS by its port alone: with a cache on each node it is no pod that a selector could name.
      egress: [{ to: [nodes], ports }, { ports: [port(53, 'UDP'), port(53)] }],
    },
  });
}
