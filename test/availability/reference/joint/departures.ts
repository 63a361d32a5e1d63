import { mayCreate, nameOf } from './controllers';
import { evictionsAllowed, feasibleNodes } from './filters';
import { daemonsFor } from './growth';
import { preemptions } from './preemption';
import { ABSENT, type Departure, type Move, type Node, type Pod, recreated, replaced, type State, type System, WAITING } from './system';

/** Evictions as budgets allow them, and what follows once the node is empty. */
export function drainMoves(system: System, state: State): Move[] {
  const { cordoned, departure } = state;
  if (cordoned === undefined) return departure ? joining(system, state, departure) : [];
  const left = state.pods.filter((pod) => pod.node === cordoned && system.services[pod.service]?.kind !== 'DaemonSet');
  const name = system.nodes[cordoned]?.name;
  // An autoscaler gives up where pods don't go in time.
  const givenUp = departure?.fate === 'removed' ? [{ label: `${name} is kept, and is free again`, next: ended(state) }] : [];
  if (left.length === 0) return [...goings(system, state, cordoned), ...givenUp];
  const services = new Map(left.map((pod) => [`${pod.service} ${pod.zone}`, pod]));
  const evictions = [...services.values()].flatMap((pod) => {
    if (evictionsAllowed(system, state, pod.service) <= 0) return [];
    return [{ label: `${nameOf(system, pod)} is evicted`, next: replaced(state, state.pods.indexOf(pod), recreated(pod)) }];
  });
  return [...evictions, ...givenUp];
}

/** The state in which the first of some nodes is drained, and the others are to be. */
export function departing(system: System, state: State, nodes: readonly number[], fate: Departure['fate']): State {
  const [cordoned, ...next] = nodes;
  if (cordoned === undefined) return ended(state);
  const begun: State = { ...state, cordoned, departure: { fate, next } };
  if (fate !== 'replaced') return begun;
  const spare = spareOf(system, cordoned);
  const absent = new Set([...(state.absent ?? [])].filter((it) => it !== spare));
  return { ...begun, absent, pods: [...state.pods, ...daemonsFor(system, begun, spare)] };
}

/** The node that stands in for one while it is replaced: its equal, and in its zone. */
function spareOf({ nodes }: System, index: number): number {
  const { zone, pool } = nodes[index] as Node;
  return nodes.findIndex((it) => it.spare && it.zone === zone && it.pool === pool);
}

function goings(system: System, state: State, node: number): Move[] {
  const name = system.nodes[node]?.name;
  const { fate, next } = state.departure ?? { fate: 'stays', next: [] };
  if (fate === 'removed') return [{ label: `${name} is removed`, next: without(state, node) }];
  if (fate === 'stays') {
    const isLast = next.length === 0 && system.nodesGo;
    const deleted = isLast ? [{ label: `${name} is deleted, to be replaced later`, next: gone(state, node) }] : [];
    return [{ label: `${name} is free again`, next: departing(system, state, next, fate) }, ...deleted];
  }
  const spare = spareOf(system, node);
  // What runs on each node starts there before, as docs/availability.md says, though no provider waits for it.
  if (state.pods.some((pod) => pod.only !== undefined && mayStart(system, state, pod))) return [];
  const left = renamed(without(state, node), spare, node);
  return [{ label: `${name} is replaced`, next: next.length > 0 ? { ...left, departure: { fate, next } } : left }];
}

/** A node takes minutes to join, and a pod that has a node seconds to be bound. */
function joining(system: System, state: State, { fate, next }: Departure): Move[] {
  if (state.pods.some((pod) => mayStart(system, state, pod))) return [];
  return [{ label: 'a node joins, to replace the next', next: departing(system, state, next, fate) }];
}

function mayStart(system: System, state: State, pod: Pod): boolean {
  const isOrMayBeCreated = pod.node === WAITING || (pod.node === ABSENT && mayCreate(system, state, pod));
  const waiting = { ...pod, node: WAITING };
  return isOrMayBeCreated && (feasibleNodes(system, state, waiting).length > 0 || preemptions(system, state, waiting).length > 0);
}

function without(state: State, node: number): State {
  const pods = state.pods.filter((pod) => pod.only !== node);
  return { ...ended(state), pods, absent: new Set([...(state.absent ?? []), node]) };
}

/** The node is away, and its object too, until another comes in its place. */
function gone(state: State, node: number): State {
  const { absent: _, ...left } = without(state, node);
  const more = (of: ReadonlySet<number> = new Set()) => new Set([...of, node]);
  return { ...left, ...(state.absent ? { absent: state.absent } : {}), dead: more(state.dead), gone: more(state.gone) };
}

/** The spare takes the name of the node that it replaced, and another of its kind may stand in for the next. */
function renamed(state: State, spare: number, node: number): State {
  const of = (index: number) => (index === spare ? node : index);
  const pods = state.pods.map((pod) => ({ ...pod, node: of(pod.node), ...(pod.only === undefined ? {} : { only: of(pod.only) }) }));
  const absent = new Set([...(state.absent ?? [])].filter((it) => it !== node));
  return { ...state, pods, absent: new Set([...absent, spare]) };
}

function ended({ cordoned: _, departure: __, ...state }: State): State {
  return state;
}
