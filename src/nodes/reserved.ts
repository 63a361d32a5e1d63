import type { Reserved } from '../cluster/topology';
import { append } from '../manifests/multimap';
import type { Place } from '../manifests/place';
import { bytes } from '../manifests/quantity';
import { type Amounts, podRequests } from '../manifests/requests';
import type { Given } from './given';

/** What pods ask for that run on nodes. */
export interface Reservations {
  /** What system pods use on the node of each pool that has most of them. */
  readonly on: (nodes: readonly { readonly name: string }[]) => { readonly reserved: Reserved; readonly differs: boolean };

  /** The DaemonSets that are counted, as `namespace/name`. */
  readonly counted: readonly string[];

  /** DaemonSets of other namespaces, with what each pod asks for. */
  readonly daemonSets: readonly { readonly name: string; readonly asks: Amounts }[];

  /** All other pods: how many, in which namespaces, and what they ask for together. */
  readonly others: { readonly pods: number; readonly namespaces: readonly string[]; readonly asks: Amounts };
}

/**
 * Namespaces whose DaemonSets come with a cluster or its network, and with no application.
 *
 * Source: the namespaces of kubeadm, GKE, Calico's operator, Flannel and OpenShift.
 */
const SYSTEM = /^(kube-.+|gke-managed-.+|gmp-system|calico-system|tigera-operator|openshift-.+)$/;

interface Running {
  readonly node: string;
  readonly namespace: string;
  readonly asks: Amounts;
  /** `DaemonSet/name`, and for pods of a kubelet's own manifests `Node/name`. */
  readonly owner: string;
}

/** What runs on nodes, from their pods; undefined without any. Pods that have ended or are ending hold nothing that the next ones couldn't have. */
export function reservationsOf(pods: readonly Given[]): Reservations | undefined {
  if (pods.length === 0) return undefined;
  const running = unique(pods).flatMap(runningPod);
  const isSystem = ({ owner, namespace }: Running) => SYSTEM.test(namespace) && /^(DaemonSet|Node)\//.test(owner);
  const isDaemon = ({ owner, namespace }: Running) => !SYSTEM.test(namespace) && owner.startsWith('DaemonSet/');
  const system = running.filter(isSystem);
  const daemons = running.filter(isDaemon);
  const rest = running.filter((pod) => !isSystem(pod) && !isDaemon(pod));
  const byNode = new Map<string, Running[]>();
  for (const pod of system) append(byNode, pod.node, pod);
  return {
    on: (nodes) => mostOn(nodes.map(({ name }) => byNode.get(name) ?? [])),
    counted: [...new Set(system.map(nameOf))].sort(),
    daemonSets: [...new Map(daemons.map((pod) => [nameOf(pod), pod.asks]))].map(([name, asks]) => ({ name, asks })),
    others: { pods: rest.length, namespaces: [...new Set(rest.map(({ namespace }) => namespace))].sort(), asks: sumOf(rest) },
  };
}

function unique(pods: readonly Given[]): readonly Given[] {
  return [...new Map(pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod])).values()];
}

function runningPod({ content, namespace }: Given): readonly Running[] {
  const node = content.text('spec', 'nodeName');
  const isOver = ['Succeeded', 'Failed'].includes(content.text('status', 'phase') ?? '');
  if (node === undefined || isOver || content.at('metadata', 'deletionTimestamp').isThere) return [];
  const [owner] = content.items('metadata', 'ownerReferences').map((it: Place) => `${it.text('kind')}/${it.text('name')}`);
  return [{ node, namespace, owner: owner ?? '', asks: podRequests(content.at('spec')) }];
}

function nameOf({ namespace, owner }: Running): string {
  return owner.startsWith('Node/') ? `${namespace}/static pods` : `${namespace}/${owner.slice(owner.indexOf('/') + 1)}`;
}

/** Of each resource the most that is used on one of the nodes. */
function mostOn(nodes: readonly (readonly Running[])[]) {
  const sums = nodes.map((pods): Amounts => ({ ...sumOf(pods), pods: pods.length }));
  const resources = [...new Set(sums.flatMap((it) => Object.keys(it)))];
  const sorted = (resource: string) => sums.map((it) => it[resource] ?? 0).sort((one, other) => one - other);
  const most = (resource: string) => sorted(resource).at(-1) as number;
  const least = (resource: string) => sorted(resource)[0] as number;
  return {
    reserved: reservedIn(Object.fromEntries(resources.map((resource) => [resource, most(resource)]))),
    differs: resources.some((resource) => most(resource) !== least(resource)),
  };
}

function reservedIn(most: Readonly<Record<string, number>>): Reserved {
  const { cpu = 0, memory = 0, pods = 0, ...others } = most;
  return {
    ...(cpu > 0 ? { cpu: `${cpu}m` } : {}),
    ...(memory > 0 ? { memory: sizeText(memory) } : {}),
    ...(pods > 0 ? { pods } : {}),
    ...Object.fromEntries(
      Object.entries(others).flatMap(([resource, amount]) =>
        amount > 0 ? [[resource, resource === 'ephemeral-storage' ? sizeText(amount) : String(amount)]] : [],
      ),
    ),
  };
}

function sumOf(pods: readonly Running[]): Amounts {
  const sum: Record<string, number> = {};
  for (const { asks } of pods) for (const [resource, amount] of Object.entries(asks)) sum[resource] = (sum[resource] ?? 0) + amount;
  return { ...sum, cpu: sum['cpu'] ?? 0, memory: sum['memory'] ?? 0 };
}

/** Bytes in the largest unit without a fraction. */
function sizeText(amount: number): string {
  const units = ['Gi', 'Mi', 'Ki'].find((unit) => amount % (bytes(`1${unit}`) as number) === 0);
  return units === undefined ? String(amount) : `${amount / (bytes(`1${units}`) as number)}${units}`;
}

/** What pods ask for, in a sentence: `500m CPU and 1Gi of memory`. */
export function amountsText({ cpu, memory }: Amounts): string {
  return `${cpu}m CPU and ${sizeText(Math.ceil(memory / 2 ** 20) * 2 ** 20)} of memory`;
}
