import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../parts/kube-object';
import type { Identity } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';

/** A ServiceAccount of its own, so that access can be granted and audited. It gets no token, because the service never calls the API server. */
export function serviceAccount(scope: Construct, identity: Identity): k8s.KubeServiceAccount {
  return kubeObject(k8s.KubeServiceAccount, scope, 'service-account', {
    metadata: { name: identity.name, namespace: namespaceOf(scope), labels: identity.labels },
    automountServiceAccountToken: false,
  });
}
