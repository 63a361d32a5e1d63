import type { Random } from '../../../cluster/agreement/random/random';
import { drawn, drawnFromZero, drawnGrowing, honoring } from './draw';
import { accepts, type Budget, type Node, type Service, type System } from './system';

/**
 * What `drawn` leaves out, mixed at random: many pods, pools of several sizes or in some zones only, autoscalers of pods, budgets of several services, disks of nodes,
 * anti-affinity over a label that nodes lack.
 */
export function drawnMixed(random: Random): System {
  const system = random.pick([drawn, drawnGrowing, drawnFromZero, (it: Random) => drawn(it, 'roomy')])(random);
  const changes: readonly (readonly [number, (system: System, random: Random) => System])[] = [
    [0.6, many],
    [0.6, uneven],
    [0.4, patchy],
    [0.4, honoring],
    [0.2, (it) => ({ ...it, nodesGo: true })],
    [0.5, scaled],
    [0.4, sharing],
    [0.25, onDisks],
    [1, replacing],
    [0.25, racked],
  ];
  return changes.reduce((it, [share, change]) => (random.chance(share) ? change(it, random) : it), system);
}

/** More pods that request less each, and strategies that move several at a time. */
function many(system: System, random: Random): System {
  return withServices(system, (it) => {
    if (it.kind === 'DaemonSet' || random.chance(0.4)) return it;
    const replicas = random.integer(5, 9);
    const needed = random.pick([1, Math.ceil(replicas / 3), Math.floor(replicas / 2)]);
    const [surge, unavailable] = random.pick<[number, number]>([
      [1, 0],
      [2, 0],
      [0, 2],
      [2, 1],
      [3, 2],
    ]);
    const strategy = it.kind === 'Deployment' ? { surge, unavailable } : {};
    const budget = random.pick<Budget>([{ maxUnavailable: 1 }, { maxUnavailable: 2 }, { maxUnavailable: 3 }, { maxUnavailable: '40%' }]);
    const share = (amount: number) => Math.max(1, Math.floor((amount * it.replicas) / replicas));
    return { ...it, ...strategy, replicas, needed, budget, cpu: share(it.cpu), memory: share(it.memory) };
  });
}

/** Pools of several sizes. */
function uneven(system: System, random: Random): System {
  const sizes = new Map(
    system.nodes.map((node) => [poolOf(node), { factor: random.pick([0.5, 1, 1, 1.5, 2]), pods: random.pick([110, 110, 110, 3, 5]) }]),
  );
  const sized = (node: Node): Node => {
    const { factor = 1, pods = node.pods } = sizes.get(poolOf(node)) ?? {};
    return { ...node, cpu: node.cpu * factor, pods: Math.min(node.pods, pods) };
  };
  return { ...system, nodes: system.nodes.map(sized) };
}

/** The pools of one name in some zones only. */
function patchy(system: System, random: Random): System {
  const name = random.pick(['special', 'workers'] as const);
  const without = new Set(system.nodes.map(({ zone }) => zone).filter(() => random.chance(0.4)));
  const nodes = system.nodes.filter(({ pool, zone }) => pool !== name || !without.has(zone));
  const there = nodes.filter(({ added }) => !added);
  const isEmpty = ({ kind, ...it }: Service) => kind === 'DaemonSet' && !there.some((node) => accepts(it, node));
  if (!nodes.some(({ pool }) => pool === 'workers') || system.services.some(isEmpty)) return system;
  const counted = (it: Service) => (it.kind === 'DaemonSet' ? { ...it, replicas: there.filter((node) => accepts(it, node)).length } : it);
  return withServices({ ...system, nodes }, counted);
}

/** Autoscalers of pods. */
export function scaled(system: System, random: Random): System {
  return withServices(system, (it) => {
    if (it.kind === 'DaemonSet' || it.claims || random.chance(0.5)) return it;
    return { ...it, most: it.replicas + random.integer(1, 4), cpu: Math.max(1, Math.floor(it.cpu / random.pick([1, 2, 3]))) };
  });
}

/** One budget of several services. */
function sharing(system: System, random: Random): System {
  const names = system.services.filter(() => random.chance(0.7)).map(({ name }) => name);
  if (names.length < 2) return system;
  const pods = system.services.reduce((sum, { name, replicas }) => sum + (names.includes(name) ? replicas : 0), 0);
  const budget = random.pick<Budget>([
    { maxUnavailable: 1 },
    { maxUnavailable: 2 },
    { maxUnavailable: '30%' },
    { minAvailable: Math.max(1, pods - 1) },
    { minAvailable: Math.max(1, pods - 2) },
    { minAvailable: '60%' },
  ]);
  const services = system.services.map(
    ({ budget: own, ...it }): Service => (names.includes(it.name) || !own ? it : { ...it, budget: own }),
  );
  return { ...system, services, shared: { names, budget } };
}

/** Claims that the disks of nodes serve. A node that is replaced, removed or deleted takes its disks along, so none is here. */
function onDisks({ nodesGo: _, ...system }: System, random: Random): System {
  if (system.nodes.some(({ added }) => added)) return system;
  return withServices(system, (it) =>
    it.kind === 'StatefulSet' && it.most === undefined && random.chance(0.8) ? { ...it, claims: true, local: true } : it,
  );
}

/** DaemonSets that replace several pods at a time. */
function replacing(system: System, random: Random): System {
  return withServices(system, (it) => (it.kind === 'DaemonSet' ? { ...it, unavailable: random.integer(1, 3) } : it));
}

/** Racks in some pools, and two services that may not share one. */
function racked(system: System, random: Random): System {
  const racks = new Map(system.nodes.map((node) => [poolOf(node), random.chance(0.4) ? random.pick(['one', 'two']) : undefined]));
  const [one, other] = system.services;
  if (!one || !other) return system;
  const inRack = (node: Node): Node => {
    const rack = racks.get(poolOf(node));
    return rack === undefined ? node : { ...node, rack };
  };
  const services = system.services.map((it): Service => (it === one ? { ...it, apart: { key: 'rack', from: [other.name] } } : it));
  return { ...system, nodes: system.nodes.map(inRack), services };
}

function withServices(system: System, change: (service: Service) => Service): System {
  return { ...system, services: system.services.map(change) };
}

function poolOf({ zone, pool }: Node): string {
  return `${zone} ${pool}`;
}
