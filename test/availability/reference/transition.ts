import { explore, failures, fresh, type Node, type Pods, rollouts, type Spec } from './scheduler';

/** What a pod template says of where its pods may run; the cluster's nodes have four cores each. */
export interface Template extends Pick<Spec, 'spreads' | 'exclusive'> {
  /** Cores. */
  readonly cpu: number;
  readonly hostPort: boolean;
  /** The only zone whose nodes its pods select. */
  readonly zone?: string;
}

export interface Workload extends Template {
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly replicas: number;
  readonly surge: number;
  readonly unavailable: number;
  /** Whether a rolling update deletes all pods before it creates the first one. */
  readonly recreates: boolean;
  /** Whether a StatefulSet's controller waits for each pod before it does anything else. */
  readonly ordered: boolean;
}

const CORES = 4;
const WAITING = -1;

/** Every placement that the pods of a workload may have before anybody changes it, those with pods that wait included: the number of pods on each node. */
export function placementsOf(nodes: readonly Node[], workload: Workload, podsPerNode: number): readonly (readonly number[])[] {
  const selected = nodes.flatMap((node, index) => (isSelected(workload, node) ? [index] : []));
  const own = selected.map((index) => nodes[index] as Node);
  const room = Math.min(podsPerNode, workload.hostPort ? 1 : podsPerNode, Math.floor(CORES / workload.cpu));
  const spec: Spec = { ...workload, podsPerNode: room };
  const first = fresh(own, spec);
  const rolled = [...first.full, ...rollouts(own, spec, first.full)];
  const all = [...first.full, ...first.short, ...rolled, ...failures(own, spec, rolled, workload.kind === 'Deployment')];
  const counts = all.map(([pods]: Pods) => nodes.map((_, node) => (pods as readonly number[])[selected.indexOf(node)] ?? 0));
  return [...new Map(counts.map((it) => [it.join(), it])).values()];
}

function isSelected({ zone }: Template, node: Node): boolean {
  return zone === undefined || node.zone === zone;
}

/** A pod: 0 is the old revision, 1 the new one. In a StatefulSet its index is its ordinal. */
interface Pod {
  readonly revision: 0 | 1;
  readonly node: number;
}

export interface Change {
  readonly nodes: readonly Node[];
  readonly before: Workload;
  readonly after: Workload;
  readonly podsPerNode: number;
}

/** Whether some order of the rolling update ends, and whether some order comes to where nothing can go on. */
export function transition(change: Change, start: readonly number[]): { readonly ends: boolean; readonly stops: boolean } {
  const found = { ends: false, stops: false };
  const bound = start.flatMap((count, node) => Array.from({ length: count }, (): Pod => ({ revision: 0, node })));
  const missing = Array.from({ length: change.before.replicas - bound.length }, (): Pod => ({ revision: 0, node: WAITING }));
  const pods = [...bound, ...missing];
  const isSet = change.after.kind === 'StatefulSet';
  explore<readonly Pod[]>(isSet ? orders(pods) : [sorted(pods)], (state, visit) => {
    if (state.length === change.after.replicas && state.every(({ revision, node }) => revision === 1 && node >= 0)) {
      found.ends = true;
      return;
    }
    const next = [...(isSet ? setMoves(change, state) : deploymentMoves(change, state)), ...bindings(change, state)];
    if (next.length === 0) found.stops = true;
    for (const it of next) visit(isSet ? it : sorted(it));
  });
  return found;
}

function sorted(pods: readonly Pod[]): readonly Pod[] {
  return [...pods].sort((a, b) => a.revision - b.revision || a.node - b.node);
}

/** Any pod may be that of any ordinal. */
function orders(pods: readonly Pod[]): readonly (readonly Pod[])[] {
  if (pods.length === 0) return [[]];
  return pods.flatMap((pod, index) => orders(pods.filter((_, other) => other !== index)).map((rest) => [pod, ...rest]));
}

/** Source: k8s.io/kubernetes v1.36.3, pkg/controller/deployment, rolling.go and recreate.go. Which old pod goes is anybody's guess. */
function deploymentMoves({ after }: Change, pods: readonly Pod[]): (readonly Pod[])[] {
  const { replicas, surge, unavailable, recreates } = after;
  const [old, next] = [0, 1].map((revision) => pods.filter((pod) => pod.revision === revision)) as [Pod[], Pod[]];
  if (recreates && old.length > 0) return [[]];
  const more = Math.min((recreates ? replicas : replicas + surge) - pods.length, replicas - next.length);
  if (more > 0) return [[...pods, ...Array.from({ length: more }, (): Pod => ({ revision: 1, node: WAITING }))]];
  const least = replicas - unavailable;
  const most = pods.length - least - next.filter(({ node }) => node < 0).length;
  const waiting = old.filter(({ node }) => node < 0);
  if (most > 0 && waiting.length > 0) return [pods.filter((pod) => pod !== waiting[0])];
  const ready = pods.filter(({ node }) => node >= 0).length;
  if (most <= 0 || ready <= least) return [];
  return old.filter(({ node }) => node >= 0).map((gone) => pods.filter((pod) => pod !== gone));
}

/** Source: pkg/controller/statefulset, stateful_set_control.go: the highest ordinal that isn't new, once all after it are new and ready. */
function setMoves({ after }: Change, pods: readonly Pod[]): (readonly Pod[])[] {
  if (after.ordered && pods.some(({ node }) => node < 0)) return [];
  const last = pods.findLastIndex(({ revision, node }) => revision === 0 || node < 0);
  if (last < 0 || pods[last]?.revision === 1) return [];
  return [pods.map((pod, index) => (index === last ? { revision: 1, node: WAITING } : pod))];
}

function bindings(change: Change, pods: readonly Pod[]): (readonly Pod[])[] {
  return pods.flatMap((pod, index) => {
    if (pod.node >= 0) return [];
    const nodes = change.nodes.flatMap((_, node) => (fits(change, pods, pod.revision, node) ? [node] : []));
    return nodes.map((node) => pods.map((it, other) => (other === index ? { ...it, node } : it)));
  });
}

/** The scheduler's filters one after the other; the rules of the pods that stand count as well where Kubernetes counts them. */
function fits({ nodes, before, after, podsPerNode }: Change, pods: readonly Pod[], revision: 0 | 1, node: number): boolean {
  const own = revision === 0 ? before : after;
  const template = (pod: Pod) => (pod.revision === 0 ? before : after);
  const here = pods.filter((pod) => pod.node === node);
  if (!isSelected(own, nodes[node] as Node)) return false;
  if (here.length >= podsPerNode || here.reduce((sum, pod) => sum + template(pod).cpu, own.cpu) > CORES) return false;
  if (own.hostPort && here.some((pod) => template(pod).hostPort)) return false;
  const standing = pods.filter((pod) => pod.node >= 0);
  const shares = (key: 'zone' | 'host', pod: Pod) => nodes[pod.node]?.[key] === nodes[node]?.[key];
  // Anti-affinity holds both ways.
  for (const { exclusive, against } of [
    { exclusive: own.exclusive, against: standing },
    ...standing.map((pod) => ({ ...template(pod), against: [pod] })),
  ])
    if (exclusive !== 'no' && against.some((pod) => shares(exclusive, pod))) return false;
  return own.spreads.every((spread) => {
    const counted = standing.filter(
      (pod) => isSelected(own, nodes[pod.node] as Node) && (!spread.perRevision || pod.revision === revision),
    );
    const domains = new Set(nodes.filter((it) => isSelected(own, it)).map((it) => it[spread.key]));
    const count = (domain: string | undefined) => counted.filter((pod) => nodes[pod.node]?.[spread.key] === domain).length;
    const minimum = domains.size < spread.minDomains ? 0 : Math.min(...[...domains].map(count));
    return count(nodes[node]?.[spread.key]) + 1 - minimum <= spread.maxSkew;
  });
}
