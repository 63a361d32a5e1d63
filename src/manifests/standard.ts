/** The objects that every cluster has, as `<type> <name>`. */
const everywhere = new Set([
  'ConfigMap kube-root-ca.crt',
  'ServiceAccount default',
  ...['default', 'kube-system', 'kube-public', 'kube-node-lease'].map((name) => `Namespace ${name}`),
  'PriorityClass.scheduling.k8s.io system-cluster-critical',
  'PriorityClass.scheduling.k8s.io system-node-critical',
  ...['cluster-admin', 'admin', 'edit', 'view'].map((name) => `ClusterRole.rbac.authorization.k8s.io ${name}`),
]);

/** The role that lets an aggregated API server read the authentication configuration. */
const authentication = 'Role.rbac.authorization.k8s.io kube-system extension-apiserver-authentication-reader';

/** Whether Kubernetes itself creates an object. */
export function standard(type: string, namespace: string, name: string): boolean {
  if (everywhere.has(`${type} ${name}`) || `${type} ${namespace} ${name}` === authentication) return true;
  if (type === 'Service') return namespace === 'default' && name === 'kubernetes';
  return type.endsWith('Role.rbac.authorization.k8s.io') && name.startsWith('system:');
}
