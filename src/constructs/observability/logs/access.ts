import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../../parts/kube-object';
import type { Identity } from '../../parts/labels';
import { namespaceOf } from '../../parts/namespace';

/** The collector's ServiceAccount, which may read the pods of the application's namespace, and nothing else. */
export function collectorAccess(scope: Construct, identity: Identity, application: string): void {
  const { name, labels } = identity;
  const namespace = namespaceOf(scope);
  kubeObject(k8s.KubeServiceAccount, scope, 'service-account', {
    metadata: { name, namespace, labels },
    automountServiceAccountToken: false,
  });
  kubeObject(k8s.KubeRole, scope, 'role', {
    metadata: { name, namespace: application, labels },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
  });
  kubeObject(k8s.KubeRoleBinding, scope, 'role-binding', {
    metadata: { name, namespace: application, labels },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
}
