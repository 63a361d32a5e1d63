import type { Random } from '../../../cluster/agreement/random/random';
import { type Apart, accepts, type Budget, type Node, type Quota, type Service, type Spread, type System } from './system';

/** What each node has: millicores and mebibytes. */
const CPU = 4000;
const MEMORY = 8192;
const NAMES = ['api', 'web', 'queue', 'agent'];

/** How full nodes are: a share of all processor time. `roomy` is where every node holds everything with half of it left. */
export type Fullness = 'any' | 'roomy';

/** A few services on two to seven nodes that compete for them. */
export function drawn(random: Random, fullness: Fullness = 'any'): System {
  return drawnOn(randomNodes(random, fullness === 'roomy' ? 110 : random.pick([110, 110, 110, 4])), random, fullness);
}

/** The same on a single node: the one that has all standing pods is the one that has to take the next. */
export function drawnOnOneNode(random: Random): System {
  return drawnOn([{ name: 'only', zone: 'zone-a', pool: 'workers', tainted: false, cpu: CPU, memory: MEMORY, pods: 110 }], random, 'any');
}

function drawnOn(nodes: readonly Node[], random: Random, fullness: Fullness): System {
  const count = random.integer(2, 4);
  const kinds = NAMES.slice(0, count).map((_, index) => (index === count - 1 && random.chance(0.3) ? 'DaemonSet' : kind(random)));
  const plain = kinds.map((it, index) => service(random, NAMES[index] as string, it, nodes));
  const sized = fullness === 'roomy' ? roomy(plain) : filling(random, plain, nodes);
  if (fullness === 'roomy') return { nodes, services: sized };
  const services = sized.map((it) => rivalry(random, it, sized));
  return { nodes, services, ...quota(random, services) };
}

/** The same with pools that an autoscaler may grow by a node or two, mostly all of them. */
export function drawnGrowing(random: Random): System {
  const system = drawn(random, random.pick(['any', 'any', 'roomy']));
  const pools = new Map(system.nodes.map((node) => [`${node.zone}-${node.pool}`, node]));
  const more = [...pools].flatMap(([name, node]) =>
    random.chance(0.2)
      ? []
      : Array.from({ length: random.integer(1, 3) }, (_, i): Node => ({ ...node, name: `${name}-added-${i}`, added: true })),
  );
  return { ...system, nodes: [...system.nodes, ...more] };
}

/** The same, and many pools that grow begin with no node. */
export function drawnFromZero(random: Random): System {
  const system = drawnGrowing(random);
  const poolOf = ({ zone, pool }: Node) => `${zone}-${pool}`;
  const growing = new Set(system.nodes.filter(({ added }) => added).map(poolOf));
  const empty = new Set([...growing].filter(() => random.chance(0.5)));
  return { ...system, nodes: system.nodes.map((node) => (empty.has(poolOf(node)) ? { ...node, added: true as const } : node)) };
}

/** The same with a node for each pool of each zone that may stand in for one that is replaced. */
export function withSpares(system: System): System {
  const pools = new Map(system.nodes.map((node) => [`${node.zone}-${node.pool}`, node]));
  const spares = [...pools].map(([name, { added: _, ...node }]): Node => ({ ...node, name: `${name}-spare`, spare: true }));
  return { ...system, nodes: [...system.nodes, ...spares] };
}

/** The same, with more spreads that leave nodes out whose taints their pods don't tolerate: those that don't answer among them. */
export function honoring(system: System, random: Random): System {
  const spreads = (of: readonly Spread[]) => of.map((it) => ({ ...it, honorsTaints: it.honorsTaints || random.chance(0.4) }));
  return { ...system, services: system.services.map((it) => ({ ...it, spreads: spreads(it.spreads) })) };
}

/** One to three zones, mostly of equal size; now and then a second pool in each, tainted or not. */
function randomNodes(random: Random, pods: number): Node[] {
  const zones = random.pick([1, 2, 2, 3, 3]);
  const each = zones === 1 ? random.integer(2, 5) : random.integer(1, zones === 2 ? 3 : 2);
  const special = random.chance(0.2) ? random.integer(1, 2) : 0;
  const tainted = random.chance(0.6);
  return Array.from({ length: zones }, (_, index) => {
    const zone = `zone-${'abc'[index]}`;
    const node = { zone, cpu: CPU, memory: MEMORY, pods };
    const more = random.chance(0.2) ? 1 : 0;
    const workers = Array.from(
      { length: each + more },
      (__, i): Node => ({ ...node, name: `${zone}-workers-${i}`, pool: 'workers', tainted: false }),
    );
    return [
      ...workers,
      ...Array.from({ length: special }, (__, i): Node => ({ ...node, name: `${zone}-special-${i}`, pool: 'special', tainted })),
    ];
  }).flat();
}

function kind(random: Random): 'Deployment' | 'StatefulSet' {
  return random.chance(0.65) ? 'Deployment' : 'StatefulSet';
}

/** Mostly what can be proved alone: spread, with fewer pods needed than the loss of a zone leaves. */
function service(random: Random, name: string, type: Service['kind'], all: readonly Node[]): Service {
  const special = all.some(({ pool }) => pool === 'special') && random.chance(0.3);
  const tolerates = special || random.chance(0.2);
  const nodes = all.filter((node) => accepts({ special, tolerates }, node));
  const zones = new Set(nodes.map(({ zone }) => zone)).size;
  const domains = zones > 1 ? zones : nodes.length;
  const replicas = type === 'DaemonSet' ? nodes.length : random.integer(2, 4);
  const lost = type === 'DaemonSet' ? Math.ceil(nodes.length / zones) : Math.ceil(replicas / domains);
  const needed = random.chance(0.8) ? Math.max(1, Math.min(replicas - lost, replicas - 1)) : 1;
  const [surge, unavailable] =
    type === 'Deployment'
      ? random.pick<[number, number]>([
          [1, 0],
          [1, 0],
          [0, 1],
          [1, 1],
        ])
      : [0, 1];
  return {
    name,
    kind: type,
    replicas,
    needed,
    cpu: 100,
    memory: 64,
    special,
    tolerates,
    priority: random.pick([0, 0, 0, 100, 1000]),
    preempts: !random.chance(0.1),
    recreates: type === 'Deployment' && random.chance(0.05),
    surge,
    unavailable,
    spreads: type === 'DaemonSet' ? [] : spreads(random, type, zones),
    claims: type === 'StatefulSet' && zones > 1 && random.chance(0.35),
    ordered: random.chance(0.5),
    ...(type === 'DaemonSet' || random.chance(0.1) ? {} : { budget: budget(random, replicas) }),
  };
}

function spreads(random: Random, type: Service['kind'], zones: number): Spread[] {
  const one = (key: Spread['key']): Spread => ({
    key,
    maxSkew: random.chance(0.12) ? 2 : 1,
    minDomains: random.chance(0.08) ? random.integer(2, 3) : 1,
    perRevision: type === 'Deployment' && random.chance(0.85),
    honorsTaints: random.chance(0.1),
  });
  const zone = zones > 1 && random.chance(0.9) ? [one('zone')] : [];
  return [...zone, ...(random.chance(zone.length > 0 ? 0.5 : 0.95) ? [one('name')] : [])];
}

function budget(random: Random, replicas: number): Budget {
  const percent = random.pick<Budget>([
    { maxUnavailable: '30%' },
    { maxUnavailable: '51%' },
    { minAvailable: '50%' },
    { minAvailable: '70%' },
  ]);
  if (random.chance(0.12)) return percent;
  return random.chance(0.85) ? { maxUnavailable: 1 } : { minAvailable: Math.max(1, replicas - random.pick([1, 1, 2])) };
}

/** All together ask for a share of the nodes, from a third to a little too much: of the processors, and in every third set of the memory too. */
function filling(random: Random, services: readonly Service[], nodes: readonly Node[]): Service[] {
  const cpus = shares(random, services, nodes.length * CPU).map((it) => Math.min(CPU, Math.max(100, Math.floor(it / 100) * 100)));
  const memories = shares(random, services, nodes.length * MEMORY).map((it) => Math.min(MEMORY, Math.max(64, Math.floor(it / 64) * 64)));
  const both = random.chance(0.33);
  return services.map((it, index) => ({ ...it, cpu: cpus[index] as number, memory: both ? (memories[index] as number) : 64 }));
}

function shares(random: Random, services: readonly Service[], all: number): number[] {
  const share = random.pick([0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  const weights = services.map(() => random.pick([1, 2, 3, 6]));
  const total = services.reduce((sum, { replicas }, index) => sum + replicas * (weights[index] as number), 0);
  return weights.map((weight) => (share * all * weight) / total);
}

/** One node holds all pods, with what rollouts add, twice over. */
function roomy(services: readonly Service[]): Service[] {
  const most = services.reduce((sum, { replicas, surge }) => sum + 2 * replicas + surge, 0);
  return services.map((it) => ({ ...it, cpu: Math.floor(CPU / 2 / most) }));
}

/** What services forbid each other besides room. */
function rivalry(random: Random, service: Service, all: readonly Service[]): Service {
  const others = all.map(({ name }) => name).filter((name) => name !== service.name);
  const apart: Apart | undefined = random.chance(0.1)
    ? { key: random.pick(['name', 'name', 'zone']), from: [random.pick(others as [string]), ...(random.chance(0.3) ? [service.name] : [])] }
    : random.chance(0.1)
      ? { key: 'name', from: [service.name] }
      : undefined;
  return { ...service, ...(apart ? { apart } : {}), ...(random.chance(0.06) ? { hostPort: 8080 } : {}) };
}

/** Seldom a limit that all pods just keep, or that leaves no room for what a rollout adds. */
function quota(random: Random, services: readonly Service[]): { quota?: Quota } {
  if (!random.chance(0.12)) return {};
  const pods = services.reduce((sum, { replicas }) => sum + replicas, 0);
  const cpu = services.reduce((sum, it) => sum + it.replicas * it.cpu, 0);
  return { quota: random.chance(0.5) ? { pods: pods + random.integer(-1, 6) } : { cpu: cpu + random.integer(-1, 12) * 400 } };
}
