import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { kubeObject } from '../../parts/kube-object';
import { clusterScoped } from '../../parts/namespace';

/** The ServiceAccount whose token people paste. */
const VIEWER = 'viewer';

/** What a viewer sees, by API group: no Secrets, nothing that runs a command in a pod or connects to one, and no word that stands for all kinds. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  '': [
    'configmaps',
    'endpoints',
    'events',
    'limitranges',
    'namespaces',
    'nodes',
    'persistentvolumeclaims',
    'persistentvolumes',
    'pods',
    'pods/log',
    'resourcequotas',
    'serviceaccounts',
    'services',
  ],
  apps: ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  autoscaling: ['horizontalpodautoscalers'],
  batch: ['cronjobs', 'jobs'],
  'discovery.k8s.io': ['endpointslices'],
  'gateway.networking.k8s.io': ['gatewayclasses', 'gateways', 'httproutes'],
  'metrics.k8s.io': ['nodes', 'pods'],
  'networking.k8s.io': ['ingressclasses', 'ingresses', 'networkpolicies'],
  policy: ['poddisruptionbudgets'],
  'scheduling.k8s.io': ['priorityclasses'],
  'storage.k8s.io': ['storageclasses', 'volumeattachments'],
};

/** Who may look at the cluster, and at what. @param groups those of a provider of OpenID Connect */
export function viewer(
  scope: Construct,
  namespace: string,
  labels: Readonly<Record<string, string>>,
  groups: readonly string[],
): k8s.KubeClusterRole {
  const name = `${namespace}-viewer`;
  kubeObject(k8s.KubeServiceAccount, scope, 'viewer', {
    metadata: { name: VIEWER, namespace, labels },
    automountServiceAccountToken: false,
  });
  const rules = Object.entries(KINDS).map(([group, resources]) => ({
    apiGroups: [group],
    resources: [...resources],
    verbs: ['get', 'list', 'watch'],
  }));
  const role = clusterScoped(kubeObject(k8s.KubeClusterRole, scope, 'cluster-role', { metadata: { name, labels }, rules }));
  const members = groups.map((group) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group }));
  clusterScoped(
    kubeObject(k8s.KubeClusterRoleBinding, scope, 'cluster-role-binding', {
      metadata: { name, labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name: VIEWER, namespace }, ...members],
    }),
  );
  return role;
}
