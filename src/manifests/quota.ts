import { bytes, millicores } from './quantity';

/** What a ResourceQuota counts under a name. */
export type Counted =
  | { readonly of: 'pods' }
  /** Requests of pods, by the name of the resource. */
  | { readonly of: 'requests'; readonly resource: string }
  | { readonly of: 'limits'; readonly resource: 'cpu' | 'memory' }
  /** Claims or the bytes they ask for, of one class or of all. */
  | { readonly of: 'claims' | 'storage'; readonly storageClass?: string }
  /** The objects of a type, whose pods aren't made where they aren't. */
  | { readonly of: 'objects'; readonly type: string }
  /** The objects of a type of which Kubernetes makes some in each namespace, and which pods mount or name. */
  | { readonly of: 'mounted'; readonly type: string; readonly made: number }
  /** Objects without which pods run all the same. */
  | { readonly of: 'others' };

/** ConfigMap `kube-root-ca.crt` and ServiceAccount `default`. */
const configMaps: Counted = { of: 'mounted', type: 'ConfigMap', made: 1 };
const secrets: Counted = { of: 'mounted', type: 'Secret', made: 0 };

const byName: Readonly<Record<string, Counted>> = {
  pods: { of: 'pods' },
  'count/pods': { of: 'pods' },
  cpu: { of: 'requests', resource: 'cpu' },
  memory: { of: 'requests', resource: 'memory' },
  'limits.cpu': { of: 'limits', resource: 'cpu' },
  'limits.memory': { of: 'limits', resource: 'memory' },
  'ephemeral-storage': { of: 'requests', resource: 'ephemeral-storage' },
  persistentvolumeclaims: { of: 'claims' },
  'count/persistentvolumeclaims': { of: 'claims' },
  'requests.storage': { of: 'storage' },
  'count/deployments.apps': { of: 'objects', type: 'Deployment.apps' },
  'count/statefulsets.apps': { of: 'objects', type: 'StatefulSet.apps' },
  'count/daemonsets.apps': { of: 'objects', type: 'DaemonSet.apps' },
  configmaps: configMaps,
  'count/configmaps': configMaps,
  secrets,
  'count/secrets': secrets,
  'count/serviceaccounts': { of: 'mounted', type: 'ServiceAccount', made: 1 },
};

const others = new Set(['services', 'replicationcontrollers', 'resourcequotas']);

/** Objects on which verdicts rest: where a quota refuses one, nobody applies its budget, scale or defaults. */
const withVerdicts = new Set(
  ['poddisruptionbudgets.policy', 'horizontalpodautoscalers.autoscaling', 'limitranges'].map((name) => `count/${name}`),
);

/** Objects that a controller makes of each revision on the way to its pods. */
const ofRevisions = /^count\/(replicasets|controllerrevisions)\.apps$/;

const perClass = /^(.+)\.storageclass\.storage\.k8s\.io\/(requests\.storage|persistentvolumeclaims)$/;

/**
 * What a name in `spec.hard` counts; undefined where it isn't known whether pods depend on it.
 *
 * Source: kubernetes.io, Resource Quotas; k8s.io/kubernetes v1.36.3, pkg/quota/v1/evaluator/core.
 */
export function countedBy(name: string): Counted | undefined {
  if (Object.hasOwn(byName, name)) return byName[name];
  const [, storageClass, what] = perClass.exec(name) ?? [];
  if (storageClass) return { of: what === 'persistentvolumeclaims' ? 'claims' : 'storage', storageClass };
  if (/^hugepages-/.test(name)) return { of: 'requests', resource: name };
  if (name.startsWith('requests.')) return { of: 'requests', resource: name.slice('requests.'.length) };
  if (withVerdicts.has(name)) return undefined;
  if (others.has(name) || /^services\./.test(name) || (/^count\//.test(name) && !ofRevisions.test(name))) return { of: 'others' };
  return undefined;
}

/** How much a quota allows of what it counts; undefined where that can't be read. */
export function allowedBy(counted: Counted, quantity: unknown): number | undefined {
  const isCpu = (counted.of === 'requests' || counted.of === 'limits') && counted.resource === 'cpu';
  return isCpu ? millicores(quantity) : bytes(quantity);
}
