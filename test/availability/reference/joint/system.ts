/**
 * Several workloads on a few nodes, as the joint brute force sees them: every node by itself, nothing read from manifests. What is drawn here becomes manifests for
 * the model, and stays what it is for the brute force, so that a field misread by one isn't misread by both.
 */
export interface Node {
  readonly name: string;
  readonly zone: string;
  readonly pool: 'workers' | 'special';
  /** Whether only pods that tolerate its taint are bound to it. */
  readonly tainted: boolean;
  /** Millicores. */
  readonly cpu: number;
  /** Mebibytes. */
  readonly memory: number;
  /** The most pods that it takes. */
  readonly pods: number;
  /** The value of a label that nodes of other pools may lack. */
  readonly rack?: string;
  /** Whether it is there only once an autoscaler of its pool has added it. */
  readonly added?: true;
  /** Whether it is no node of its pool, but comes for as long as another of its kind is replaced: no topology has it. */
  readonly spare?: true;
}

export interface Spread {
  readonly key: 'zone' | 'name';
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly perRevision: boolean;
  readonly honorsTaints: boolean;
}

/** Required anti-affinity of a service's pods to the pods of some services, itself perhaps included. */
export interface Apart {
  readonly key: 'zone' | 'name' | 'rack';
  readonly from: readonly string[];
}

/** Numbers, or percentages of the replicas, rounded up either way. */
export type Budget = { readonly maxUnavailable: number | `${number}%` } | { readonly minAvailable: number | `${number}%` };

export interface Service {
  readonly name: string;
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  /** For a DaemonSet the number of nodes that accept its pods. */
  readonly replicas: number;
  /** The most pods that an autoscaler of its own runs; `replicas` is its fewest. */
  readonly most?: number;
  readonly needed: number;
  /** Millicores that each pod requests. */
  readonly cpu: number;
  /** Mebibytes that each pod requests. */
  readonly memory: number;
  /** Whether its pods select the nodes of the special pools. */
  readonly special: boolean;
  /** Whether its pods tolerate the taint of special pools. */
  readonly tolerates: boolean;
  readonly priority: number;
  /** Whether its pods take the place of less important ones where no node is free. */
  readonly preempts: boolean;
  /** Whether a rollout deletes all pods before it creates the first one. */
  readonly recreates: boolean;
  readonly surge: number;
  readonly unavailable: number;
  readonly spreads: readonly Spread[];
  readonly apart?: Apart;
  readonly hostPort?: number;
  /** Whether each pod of the StatefulSet has a claim of its own that binds it to a zone. */
  readonly claims: boolean;
  /** Whether those claims hold it to its first node, and not only to the zone. */
  readonly local?: true;
  /** Whether a StatefulSet's pod is created only once all before it are ready. */
  readonly ordered: boolean;
  readonly budget?: Budget;
}

/** What the namespace may have at most. */
export interface Quota {
  readonly pods?: number;
  readonly cpu?: number;
}

export interface System {
  readonly nodes: readonly Node[];
  readonly services: readonly Service[];
  readonly quota?: Quota;
  /** A budget that selects the pods of several services; none of them has one of its own. */
  readonly shared?: { readonly names: readonly string[]; readonly budget: Budget };
  /** Whether the objects of nodes that don't answer are deleted, with the pods on them, until the nodes are back. */
  readonly nodesGo?: true;
}

/** One pod that a controller wants: `node` is its node, or `waiting`, or `absent` where it isn't created yet. */
export interface Pod {
  readonly service: number;
  readonly revision: number;
  readonly node: number;
  /** The zone of its volume, once there is one. */
  readonly zone?: string;
  /** The node of its volume, where that is a node's disk. */
  readonly home?: number;
  /** The one node that a DaemonSet's pod is made for. */
  readonly only?: number;
  /** Given up by the control plane, and still there because its node doesn't answer. */
  readonly terminating?: true;
}

/** What becomes of a node that is drained. */
export interface Departure {
  /** Once it is empty: it is usable again, or makes way for another of its kind that was there before the drain began, or is gone. */
  readonly fate: 'stays' | 'replaced' | 'removed';
  /** The nodes that are drained after it, each as soon as the one before it is empty, whatever has become of its pods. */
  readonly next: readonly number[];
}

export const WAITING = -1;
export const ABSENT = -2;

export interface State {
  readonly pods: readonly Pod[];
  /** Nodes that don't answer. */
  readonly dead: ReadonlySet<number>;
  /** Those of them whose objects are deleted. */
  readonly gone?: ReadonlySet<number>;
  /** The node that is being drained. */
  readonly cordoned?: number;
  /** What becomes of it, and which nodes follow; nothing but a drain where not given. */
  readonly departure?: Departure;
  /** How many pods each autoscaler runs now, where that isn't the fewest. */
  readonly scales?: ReadonlyMap<number, number>;
  /** The services that are being rolled out. */
  readonly rolling?: readonly number[];
  /** Nodes that aren't there: those that an autoscaler may still add, and spares. */
  readonly absent?: ReadonlySet<number>;
}

/** What may happen next, in words and with what follows. */
export interface Move {
  readonly label: string;
  readonly next: State;
  /** Whose move it is, and where it ends: for a search that prefers some. */
  readonly service?: number;
  readonly node?: number;
}

/** All pods wanted, none created. */
export function empty(system: System): State {
  const pods = system.services.flatMap((it, service) => {
    const pod: Pod = { service, revision: 0, node: ABSENT };
    const daemons = system.nodes.flatMap((node, only) => (accepts(it, node) && !node.added && !node.spare ? [{ ...pod, only }] : []));
    return it.kind === 'DaemonSet' ? daemons : Array.from({ length: it.replicas }, () => pod);
  });
  const absent = new Set(system.nodes.flatMap((node, index) => (node.added || node.spare ? [index] : [])));
  return { pods, dead: new Set(), ...(absent.size > 0 ? { absent } : {}) };
}

/** Whether a node is of the kind that a service's pods may be bound to, whoever is there. */
export function accepts({ special, tolerates }: Pick<Service, 'special' | 'tolerates'>, node: Pick<Node, 'pool' | 'tainted'>): boolean {
  return (!special || node.pool === 'special') && (!node.tainted || tolerates);
}

/** Whether the pod serves. */
export function isReady({ node, terminating }: Pod, { dead }: State): boolean {
  return node >= 0 && !terminating && !dead.has(node);
}

/** How many pods of each service serve. */
export function readyPods(system: System, state: State): number[] {
  return system.services.map((_, service) => state.pods.filter((pod) => pod.service === service && isReady(pod, state)).length);
}

/** How many pods a service is to have now. */
export function wanted({ services }: System, { scales }: State, service: number): number {
  return scales?.get(service) ?? (services[service] as Service).replicas;
}

/** The state with the pod at an index replaced by others. */
export function replaced(state: State, index: number, ...by: readonly Pod[]): State {
  return { ...state, pods: state.pods.flatMap((pod, i) => (i === index ? by : [pod])) };
}

/** What becomes of a pod that is deleted while its controller wants it: another is to be created, which keeps the volume. */
export function recreated({ service, revision, zone, home, only }: Pod): Pod {
  const held = { ...(zone === undefined ? {} : { zone }), ...(home === undefined ? {} : { home }) };
  return { service, revision, node: ABSENT, ...held, ...(only === undefined ? {} : { only }) };
}
