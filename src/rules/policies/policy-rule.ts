import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { labelSelector, selectsEverything } from '../../manifests/selector';
import { textsAt } from '../../manifests/value';

/** The other end of a connection: pods in the manifests, anything outside the namespace, or the cluster's DNS. */
export type Peer = WorkloadResource | 'outside' | 'dns';

/** The namespaces of the cluster's DNS. OpenShift has a separate one. */
const namespacesOfDns = ['kube-system', 'openshift-dns'];

/** The `k8s-app` labels of DNS pods. */
const appsOfDns = ['kube-dns', 'coredns', 'node-local-dns'];

/** A port of the pods at the other end. */
export interface Port {
  readonly number: number;
  readonly name?: string;
  readonly protocol: string;
}

/** The context for evaluating a policy rule. */
export interface PolicyContext {
  readonly index: ObjectIndex;

  /** The workloads that accept connections from outside the cluster. */
  readonly entryWorkloads: ReadonlySet<WorkloadResource>;
}

/** Whether a policy rule allows a connection. If the manifests don't tell, it does. */
export function lets(
  rule: Place,
  peers: 'from' | 'to',
  peer: Peer,
  ports: readonly Port[],
  policy: KubernetesObject,
  context: PolicyContext,
): boolean {
  const ends = rule.parts(peers);
  return ports.some((port) => letsPort(rule, port)) && (ends.length === 0 || ends.some((end) => isMeant(end, peer, policy, context)));
}

/** Whether a rule allows connections to a port. */
function letsPort(rule: Place, { number, name, protocol }: Port): boolean {
  const ports = rule.parts('ports');
  if (ports.length === 0) return true;
  return ports.some((port) => {
    if ((port.text('protocol') ?? 'TCP') !== protocol) return false;
    const wanted = port.at('port').value;
    if (wanted === undefined || wanted === null) return true;
    return typeof wanted === 'string' ? wanted === name : number >= Number(wanted) && number <= (port.number('endPort') ?? Number(wanted));
  });
}

function isMeant(end: Place, peer: Peer, policy: KubernetesObject, { index, entryWorkloads }: PolicyContext): boolean {
  // The manifests don't show which IP addresses are in use.
  if (end.at('ipBlock').isThere) return true;
  const elsewhere = end.at('namespaceSelector');
  if (peer === 'dns') {
    const app = textsAt(end.value, 'podSelector', 'matchLabels').get('k8s-app');
    if (app !== undefined && !appsOfDns.includes(app)) return false;
    return namespacesOfDns.some((name) => (elsewhere.isThere ? selectsNamespace(elsewhere.value, name, index) : policy.namespace === name));
  }
  if (peer === 'outside') {
    const selected = index.pods.select(policy.namespace, end.at('podSelector').value);
    // Pods outside the manifests may be the ingress controller.
    return elsewhere.isThere || selected.length === 0 || selected.some((workload) => entryWorkloads.has(workload));
  }
  const inNamespace = elsewhere.isThere ? selectsNamespace(elsewhere.value, peer.namespace, index) : peer.namespace === policy.namespace;
  const pods = end.at('podSelector');
  return inNamespace && (!pods.isThere || labelSelector(pods.value)(peer.pod.labels));
}

function selectsNamespace(selector: unknown, namespace: string, index: ObjectIndex): boolean {
  if (selectsEverything(selector)) return true;
  const object = index.find('Namespace', '', namespace);
  const name = 'kubernetes.io/metadata.name';
  const own = new Map([...(object?.labels ?? []), [name, namespace]]);
  const asked = [...textsAt(selector, 'matchLabels').keys()];
  // The labels of a namespace outside the manifests are unknown.
  if (!object && asked.some((label) => label !== name)) return true;
  return labelSelector(selector)(own);
}
