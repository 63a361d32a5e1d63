import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { labelSelector, selectsEverything } from '../../manifests/selector';
import { textsAt } from '../../manifests/value';

/** The other end of a connection: pods of the manifests, whoever comes from outside of a namespace, or the cluster's DNS. */
export type Peer = WorkloadResource | 'outside' | 'dns';

/** Where the cluster's DNS runs: on OpenShift in a namespace of its own. */
const namespacesOfDns = ['kube-system', 'openshift-dns'];

/** The label `k8s-app` of its pods, whatever program it is. */
const appsOfDns = ['kube-dns', 'coredns', 'node-local-dns'];

/** A port of the pods that are connected to. */
export interface Port {
  readonly number: number;
  readonly name?: string;
  readonly protocol: string;
}

/** What a rule of a policy is read by. */
export interface Surroundings {
  readonly index: ObjectIndex;

  /** The workloads that take connections from outside themselves. */
  readonly doors: ReadonlySet<WorkloadResource>;
}

/** Whether a rule of a policy lets a connection through; where the manifests can't tell, it does. */
export function lets(
  rule: Place,
  peers: 'from' | 'to',
  peer: Peer,
  ports: readonly Port[],
  policy: KubernetesObject,
  around: Surroundings,
): boolean {
  const ends = rule.parts(peers);
  return ports.some((port) => letsPort(rule, port)) && (ends.length === 0 || ends.some((end) => isMeant(end, peer, policy, around)));
}

/** Whether a rule lets connections to a port through. */
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

function isMeant(end: Place, peer: Peer, policy: KubernetesObject, { index, doors }: Surroundings): boolean {
  // Who has which address is in no manifest.
  if (end.at('ipBlock').isThere) return true;
  const elsewhere = end.at('namespaceSelector');
  if (peer === 'dns') {
    const app = textsAt(end.value, 'podSelector', 'matchLabels').get('k8s-app');
    if (app !== undefined && !appsOfDns.includes(app)) return false;
    return namespacesOfDns.some((name) => (elsewhere.isThere ? selectsNamespace(elsewhere.value, name, index) : policy.namespace === name));
  }
  if (peer === 'outside') {
    const selected = index.pods.select(policy.namespace, end.at('podSelector').value);
    // Pods that are in no manifest may be the controller's.
    return elsewhere.isThere || selected.length === 0 || selected.some((workload) => doors.has(workload));
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
  // The labels of a namespace that isn't in the manifests are known to whoever made it.
  if (!object && asked.some((label) => label !== name)) return true;
  return labelSelector(selector)(own);
}
