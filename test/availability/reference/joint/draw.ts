import type { Random } from '../../../cluster/agreement/random/random';
import type { Apart, Node, Quota, Service, Spread, System } from './system';

const NODE = 4000;
const NAMES = ['api', 'web', 'queue', 'agent'];

/** How full nodes are: a share of all processor time. `roomy` is where every node holds everything with half of it left. */
export type Fullness = 'any' | 'roomy';

/** A few services on two to six nodes that compete for them. */
export function drawn(random: Random, fullness: Fullness = 'any'): System {
  const nodes = randomNodes(random, fullness === 'roomy' ? 110 : random.pick([110, 110, 110, 4]));
  const count = random.integer(2, 4);
  const kinds = NAMES.slice(0, count).map((_, index) => (index === count - 1 && random.chance(0.3) ? 'DaemonSet' : kind(random)));
  const plain = kinds.map((it, index) => service(random, NAMES[index] as string, it, nodes));
  const sized = fullness === 'roomy' ? roomy(plain) : filling(random, plain, nodes);
  if (fullness === 'roomy') return { nodes, services: sized };
  const services = sized.map((it) => rivalry(random, it, sized));
  return { nodes, services, ...quota(random, services) };
}

function randomNodes(random: Random, pods: number): Node[] {
  const zones = random.pick([1, 2, 2, 3, 3]);
  const each = zones === 1 ? random.integer(2, 5) : random.integer(1, zones === 2 ? 3 : 2);
  return Array.from({ length: zones }, (_, zone) =>
    Array.from({ length: each }, (__, index) => ({
      zone: `zone-${'abc'[zone]}`,
      name: `zone-${'abc'[zone]}-workers-${index}`,
      cpu: NODE,
      pods,
    })),
  ).flat();
}

function kind(random: Random): 'Deployment' | 'StatefulSet' {
  return random.chance(0.65) ? 'Deployment' : 'StatefulSet';
}

/** Mostly what can be proved alone: spread, with fewer pods needed than the loss of a zone leaves. */
function service(random: Random, name: string, type: Service['kind'], nodes: readonly Node[]): Service {
  const zones = new Set(nodes.map(({ zone }) => zone)).size;
  const domains = zones > 1 ? zones : nodes.length;
  const replicas = type === 'DaemonSet' ? nodes.length : random.integer(2, 4);
  const lost = type === 'DaemonSet' ? nodes.length / zones : Math.ceil(replicas / domains);
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
    priority: random.pick([0, 0, 0, 100, 1000]),
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
    perRevision: type === 'Deployment' && random.chance(0.85),
    honorsTaints: random.chance(0.1),
  });
  const zone = zones > 1 && random.chance(0.9) ? [one('zone')] : [];
  return [...zone, ...(random.chance(zone.length > 0 ? 0.5 : 0.95) ? [one('name')] : [])];
}

function budget(random: Random, replicas: number): NonNullable<Service['budget']> {
  return random.chance(0.85) ? { maxUnavailable: 1 } : { minAvailable: Math.max(1, replicas - random.pick([1, 1, 2])) };
}

/** All together ask for a share of the nodes, from a third to a little too much. */
function filling(random: Random, services: readonly Service[], nodes: readonly Node[]): Service[] {
  const share = random.pick([0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  const weights = services.map(() => random.pick([1, 2, 3, 6]));
  const total = services.reduce((sum, { replicas }, index) => sum + replicas * (weights[index] as number), 0);
  return services.map((it, index) => {
    const cpu = (share * nodes.length * NODE * (weights[index] as number)) / total;
    return { ...it, cpu: Math.min(NODE, Math.max(100, Math.floor(cpu / 100) * 100)) };
  });
}

/** One node holds all pods, with what rollouts add, twice over. */
function roomy(services: readonly Service[]): Service[] {
  const most = services.reduce((sum, { replicas, surge }) => sum + 2 * replicas + surge, 0);
  return services.map((it) => ({ ...it, cpu: Math.floor(NODE / 2 / most) }));
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
