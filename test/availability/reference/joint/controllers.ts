import { ABSENT, isReady, type Move, type Pod, recreated, type Service, type State, type System, WAITING, wanted } from './system';

/** Pods that controllers may create now: each that the quota allows, a StatefulSet's in order. */
export function creations(system: System, state: State): Move[] {
  const seen = new Set<number>();
  return state.pods.flatMap((pod, index) => {
    if (pod.node !== ABSENT || seen.has(pod.service) || !mayCreate(system, state, pod)) return [];
    // Which of several is created first matters only where they differ.
    if (pod.only === undefined && pod.zone === undefined) seen.add(pod.service);
    const pods = state.pods.map((it, i) => (i === index ? { ...pod, node: WAITING } : it));
    return [{ label: `${nameOf(system, pod)} is created`, next: { ...state, pods }, service: pod.service }];
  });
}

/** Whether the quota and the order of a StatefulSet let a pod be created. */
export function mayCreate(system: System, state: State, pod: Pod): boolean {
  const { kind, ordered, cpu } = system.services[pod.service] as Service;
  const created = state.pods.filter(({ node }) => node !== ABSENT);
  const { pods = Number.POSITIVE_INFINITY, cpu: limit = Number.POSITIVE_INFINITY } = system.quota ?? {};
  const used = created.reduce((sum, it) => sum + (system.services[it.service] as Service).cpu, 0);
  if (created.length >= pods || used + cpu > limit) return false;
  if (kind !== 'StatefulSet' || !ordered) return true;
  const own = state.pods.filter(({ service }) => service === pod.service);
  return own.slice(0, own.indexOf(pod)).every((it) => isReady(it, state));
}

/** What the controllers of the services that are being rolled out do next; several where one may choose. */
export function rolloutMoves(system: System, state: State): Move[] {
  return (state.rolling ?? []).flatMap((service) => {
    const { kind } = system.services[service] as Service;
    if (kind === 'Deployment') return deploymentMoves(system, state, service);
    return kind === 'StatefulSet' ? statefulSetMoves(system, state, service) : daemonSetMoves(system, state, service);
  });
}

/** Whether every pod of the service is new and ready. */
export function isRolledOut(system: System, state: State, service: number): boolean {
  const pods = state.pods.filter((pod) => pod.service === service && !pod.terminating);
  const { kind } = system.services[service] as Service;
  // A DaemonSet has as many pods as nodes, of which an autoscaler may have added some.
  return (
    (kind === 'DaemonSet' || pods.length === wanted(system, state, service)) &&
    pods.every((pod) => pod.revision === 1 && isReady(pod, state))
  );
}

/** Source: k8s.io/kubernetes v1.36.3, pkg/controller/deployment, rolling.go: NewRSNewReplicas, reconcileOldReplicaSets. */
function deploymentMoves(system: System, state: State, service: number): Move[] {
  const { surge, unavailable, recreates } = system.services[service] as Service;
  const replicas = wanted(system, state, service);
  const pods = state.pods.filter((pod) => pod.service === service && !pod.terminating);
  const old = pods.filter(({ revision }) => revision === 0);
  const fresh = pods.filter(({ revision }) => revision === 1);
  const more = Math.min(replicas + surge - pods.length, replicas - fresh.length);
  const label = `the rollout of ${system.services[service]?.name}`;
  if (recreates && old.length > 0) return [deleted(state, old, `${label} removes all`, service)];
  if (more > 0) {
    const added = Array.from({ length: more }, (): Pod => ({ service, revision: 1, node: ABSENT }));
    return [{ label: `${label} adds ${more}`, next: { ...state, pods: [...state.pods, ...added] }, service }];
  }
  const minimum = replicas - unavailable;
  const available = pods.filter((pod) => isReady(pod, state)).length;
  const unready = fresh.filter((pod) => !isReady(pod, state)).length;
  const most = pods.length - minimum - unready;
  const unhealthy = old.filter((pod) => !isReady(pod, state));
  const cleaned = unhealthy.slice(0, Math.max(0, most));
  const healthy = old.filter((pod) => isReady(pod, state));
  const down = most <= 0 ? 0 : Math.min(available - minimum, healthy.length);
  if (cleaned.length > 0) return [deleted(state, cleaned, `${label} removes ${cleaned.length} that wait`, service)];
  if (down <= 0) return [];
  return choices(healthy, down, pods).map((gone) =>
    deleted(state, gone, `${label} removes ${gone.map((pod) => system.nodes[pod.node]?.name).join(', ')}`, service),
  );
}

/** Equals of which every choice is tried; of more only those that take neighbours, or one of each node first. */
const ALL = 5;

/** Which pods a ReplicaSet may take: those with the most siblings on their node first, equals in any order. */
function choices(pods: readonly Pod[], count: number, siblings: readonly Pod[]): Pod[][] {
  const rank = ({ node }: Pod) => siblings.filter((it) => it.node === node).length;
  const ranked = pods.map((pod) => ({ pod, rank: rank(pod) })).sort((a, b) => b.rank - a.rank || a.pod.node - b.pod.node);
  const last = ranked[count - 1]?.rank as number;
  const sure = ranked.filter((it) => it.rank > last).map(({ pod }) => pod);
  const equals = ranked.filter((it) => it.rank === last).map(({ pod }) => pod);
  const rest = count - sure.length;
  if (equals.length <= ALL) return subsets(equals, rest).map((some) => [...sure, ...some]);
  const byTurns = [...equals].sort((a, b) => turn(equals, a) - turn(equals, b));
  return [equals, byTurns].flatMap((order) =>
    order.map((_, from) => [...sure, ...[...order.slice(from), ...order.slice(0, from)].slice(0, rest)]),
  );
}

/** How many pods of the same node come before it. */
function turn(pods: readonly Pod[], pod: Pod): number {
  return pods.filter(({ node }) => node === pod.node).indexOf(pod);
}

function subsets(of: readonly Pod[], count: number): Pod[][] {
  if (count === 0) return [[]];
  return of.flatMap((first, index) => subsets(of.slice(index + 1), count - 1).map((rest) => [first, ...rest]));
}

function deleted(state: State, gone: readonly Pod[], label: string, service: number): Move {
  return { label, next: { ...state, pods: state.pods.filter((pod) => !gone.includes(pod)) }, service };
}

/** The last ordinal first, each only when all after it are new and ready. */
function statefulSetMoves(system: System, state: State, service: number): Move[] {
  const pods = state.pods.filter((pod) => pod.service === service);
  for (const pod of [...pods].reverse()) {
    if (pod.revision === 0) return [renewed(system, state, pod)];
    if (!isReady(pod, state)) return [];
  }
  return [];
}

/** Any node's pod, as long as not too many others are away. */
function daemonSetMoves(system: System, state: State, service: number): Move[] {
  const pods = state.pods.filter((pod) => pod.service === service);
  const away = pods.filter((pod) => !isReady(pod, state));
  const old = pods.filter(({ revision }) => revision === 0);
  const candidates = away.length > 0 ? old.filter((pod) => away.includes(pod)) : old;
  const isFull = away.filter(({ revision }) => revision === 1).length >= (system.services[service] as Service).unavailable;
  return isFull ? [] : candidates.map((pod) => renewed(system, state, pod));
}

function renewed(system: System, state: State, pod: Pod): Move {
  const pods = state.pods.map((it) => (it === pod ? { ...recreated(pod), revision: 1 } : it));
  return { label: `the rollout deletes ${nameOf(system, pod)}`, next: { ...state, pods }, service: pod.service };
}

/** A pod in words. */
export function nameOf(system: System, { service, node, only, revision }: Pod): string {
  const where = node >= 0 ? ` on ${system.nodes[node]?.name}` : only === undefined ? '' : ` for ${system.nodes[only]?.name}`;
  return `${revision > 0 ? 'new ' : ''}${system.services[service]?.name}${where}`;
}
