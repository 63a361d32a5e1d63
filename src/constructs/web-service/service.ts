import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import type { Identity } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';

/** A Service that refers to the container's ports by name. */
export function service(scope: Construct, identity: Identity, ports: Readonly<Record<string, number>>): k8s.KubeService {
  return kubeObject(k8s.KubeService, scope, 'service', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels },
    spec: {
      selector: identity.selector,
      ports: Object.entries(ports).map(([name, port]) => ({ name, port, targetPort: k8s.IntOrString.fromString(name) })),
    },
  });
}
