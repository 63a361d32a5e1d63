import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import { headlessName, PORTS } from './names';
import type { Plan } from './plan';

/** The Service by which nodes discover each other. It publishes pods before they are ready, since no pod is ready before they have. */
export function headlessService(scope: Construct, { set: { identity }, namespace }: Plan): k8s.KubeService {
  return kubeObject(k8s.KubeService, scope, 'nodes', {
    metadata: { name: headlessName(identity), namespace, labels: identity.labels },
    spec: {
      clusterIp: 'None',
      publishNotReadyAddresses: true,
      selector: identity.selector,
      ports: [{ name: 'transport', port: PORTS.transport }],
    },
  });
}

/** The Service for clients, with ready pods only. */
export function clientService(scope: Construct, { identity, namespace, serving }: Plan): k8s.KubeService {
  return kubeObject(k8s.KubeService, scope, 'http', {
    metadata: { name: identity.name, namespace, labels: identity.labels },
    spec: { selector: serving.selector, ports: [{ name: 'http', port: PORTS.http, targetPort: k8s.IntOrString.fromString('http') }] },
  });
}

/** The DNS names of the Service for clients. */
export function clientNames({ identity, namespace }: Plan): string[] {
  const { name } = identity;
  return [name, `${name}.${namespace}`, `${name}.${namespace}.svc`, `${name}.${namespace}.svc.cluster.local`];
}
