import { creations, isRolledOut, nameOf, rolloutMoves } from './controllers';
import { drainMoves } from './departures';
import { feasibleNodes } from './filters';
import { daemonsFor, growthMoves } from './growth';
import { preemptions } from './preemption';
import { ABSENT, isReady, type Move, type Pod, recreated, replaced, type Service, type State, type System, WAITING } from './system';

/** Everything that may happen next by itself: what the controllers, the scheduler, the drain and the repair do. None where all is at rest. */
export function moves(system: System, state: State): Move[] {
  return [
    ...creations(system, state),
    ...binds(system, state),
    ...rolloutMoves(system, state),
    ...lossMoves(system, state),
    ...growthMoves(system, state),
    ...drainMoves(system, state),
  ];
}

/** Each waiting pod on each node that takes it; where none does, in the place of others. */
function binds(system: System, state: State): Move[] {
  const seen = new Set<string>();
  return state.pods.flatMap((pod, index) => {
    if (pod.node !== WAITING) return [];
    const key = `${pod.service} ${pod.revision} ${pod.zone} ${pod.home} ${pod.only}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const nodes = feasibleNodes(system, state, pod);
    const bound = nodes.map((node): Move => {
      const next = replaced(state, index, on(system, pod, node));
      return { label: `${nameOf(system, pod)} is bound to ${system.nodes[node]?.name}`, next, service: pod.service, node };
    });
    return nodes.length > 0 ? bound : preempting(system, state, pod);
  });
}

function preempting(system: System, state: State, pod: Pod): Move[] {
  return preemptions(system, state, pod).map(({ node, victims }) => {
    const pods = state.pods.flatMap((it) => {
      if (it === pod) return [on(system, pod, node)];
      return victims.includes(it) ? [recreated(it)] : [it];
    });
    const gone = victims.map((it) => system.services[it.service]?.name).join(', ');
    return { label: `${nameOf(system, pod)} takes the place of ${gone} on ${system.nodes[node]?.name}`, next: { ...state, pods }, node };
  });
}

/** A claim of its own is bound to the zone of the pod's first node. */
function on(system: System, pod: Pod, node: number): Pod {
  const { claims, local } = system.services[pod.service] as Service;
  const zone = claims ? { zone: system.nodes[node]?.zone as string } : {};
  return { ...pod, ...zone, ...(claims && local ? { home: node } : {}), node };
}

/** A dead node's pods are given up, or it comes back: in any order, and each node by itself. */
function lossMoves(system: System, state: State): Move[] {
  return [...state.dead].flatMap((node) => {
    const name = system.nodes[node]?.name;
    const gives = state.pods.some((pod) => isGivenUp(system, pod, node));
    const evicted = gives ? [{ label: `pods on ${name} are given up`, next: givenUp(system, state, node) }] : [];
    const goes = system.nodesGo && !state.gone?.has(node);
    const deleted = goes ? [{ label: `the object of ${name} is deleted`, next: withoutNode(system, state, node) }] : [];
    return [...evicted, ...deleted, { label: `${name} is back`, next: back(system, state, node) }];
  });
}

/** No pod outlives the object of its node: all are made again, a DaemonSet's once there is a node for them. */
function withoutNode(system: System, state: State, node: number): State {
  const pods = state.pods.flatMap((pod): Pod[] => {
    if (pod.node !== node) return pod.only === node ? [] : [pod];
    const { kind } = system.services[pod.service] as Service;
    if (kind === 'DaemonSet') return [];
    // A Deployment has made another for one that was given up.
    return pod.terminating && kind === 'Deployment' ? [] : [recreated(pod)];
  });
  return { ...state, pods, gone: new Set([...(state.gone ?? []), node]) };
}

function isGivenUp(system: System, pod: Pod, node: number): boolean {
  return pod.node === node && !pod.terminating && system.services[pod.service]?.kind !== 'DaemonSet';
}

/** A Deployment's pods are made again at once, a StatefulSet's wait until the old ones are gone. */
function givenUp(system: System, state: State, node: number): State {
  const pods = state.pods.flatMap((pod): Pod[] => {
    if (!isGivenUp(system, pod, node)) return [pod];
    const old: Pod = { ...pod, terminating: true };
    return system.services[pod.service]?.kind === 'Deployment' ? [old, recreated(pod)] : [old];
  });
  return { ...state, pods };
}

function back(system: System, state: State, node: number): State {
  const pods = state.pods.flatMap((pod): Pod[] => {
    if (pod.node !== node || !pod.terminating) return [pod];
    return system.services[pod.service]?.kind === 'Deployment' ? [] : [recreated(pod)];
  });
  const others = (of: ReadonlySet<number>) => new Set([...of].filter((it) => it !== node));
  const returned = { ...state, pods, dead: others(state.dead) };
  if (!state.gone?.has(node)) return returned;
  return { ...returned, gone: others(state.gone), pods: [...pods, ...daemonsFor(system, state, node)] };
}

/** The services of which something is wrong although nothing happens any more, each with what. */
export function stuckAtRest(system: System, state: State): Map<number, string> {
  const wrong = new Map<number, string>();
  const { rolling = [], cordoned } = state;
  const behind = cordoned === undefined ? '' : ' behind a drain that never ends';
  for (const pod of state.pods)
    if (!isReady(pod, state)) wrong.set(pod.service, `a pod ${pod.node === ABSENT ? 'is never created' : 'waits forever'}${behind}`);
  for (const service of rolling) if (!isRolledOut(system, state, service)) wrong.set(service, 'the rollout never ends');
  if (cordoned !== undefined)
    for (const { service, node } of state.pods)
      if (node === cordoned && system.services[service]?.kind !== 'DaemonSet') wrong.set(service, 'the drain never ends');
  return wrong;
}

/** The same placement once nothing moves: rollouts that ended are over, those that are stuck go on as soon as they can. */
export function atRest(system: System, state: State): State {
  const rolling = (state.rolling ?? []).filter((service) => !isRolledOut(system, state, service));
  const pods = state.pods.map((pod) => (rolling.includes(pod.service) ? pod : { ...pod, revision: 0 }));
  const { dead, absent, scales } = state;
  return { pods: inOrder(system, pods), dead, rolling, ...(absent ? { absent } : {}), ...(scales ? { scales } : {}) };
}

/** The state as the rollout of some services begins: whatever stands of them is old. */
export function rollingOut(state: State, services: readonly number[]): State {
  const pods = state.pods.map((pod) => (services.includes(pod.service) ? { ...pod, revision: 0 } : pod));
  return { ...state, pods, rolling: [...new Set([...(state.rolling ?? []), ...services])] };
}

/** In the order of their services: a Deployment adds its new pods at the end. */
function inOrder({ services }: System, pods: readonly Pod[]): Pod[] {
  return services.flatMap((_, service) => pods.filter((pod) => pod.service === service));
}
