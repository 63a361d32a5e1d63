import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import { NAME_LOOKUPS } from '../parts/network-policy';
import { PORTS } from './names';
import type { Plan } from './plan';

/** Lets nodes connect to each other and resolve names. The rest of the cluster can't connect to them. */
export function nodesPolicy(scope: Construct, { identity, namespace, nodes: podSelector }: Plan): k8s.KubeNetworkPolicy {
  const nodes = { podSelector };
  const numbers = [PORTS.transport, PORTS.http, PORTS.readiness];
  const ports = numbers.map((number) => ({ port: k8s.IntOrString.fromNumber(number), protocol: 'TCP' }));
  return kubeObject(k8s.KubeNetworkPolicy, scope, 'nodes-policy', {
    metadata: { name: identity.name, namespace, labels: identity.labels },
    spec: {
      podSelector: nodes.podSelector,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [nodes], ports }],
      egress: [{ to: [nodes], ports }, NAME_LOOKUPS],
    },
  });
}
