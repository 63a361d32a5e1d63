import type { Random } from '../../../cluster/agreement/random/random';
import type { Node, Service, Spread, System } from './system';

const NODE = 4000;

/**
 * One service of 20 to 60 pods, at times with a small one beside it, on 7 to 15 nodes that they about fill, in zones of about the same size. What few pods can't show
 * shows here: rollouts that come to a place where the next new pod fits nowhere that its spread allows.
 */
export function drawnLarge(random: Random): System {
  const sizes = randomZones(random);
  const nodes = sizes.flatMap((size, zone): Node[] => {
    const name = `zone-${'abc'[zone]}`;
    return Array.from({ length: size }, (_, index) => ({
      zone: name,
      name: `${name}-workers-${index}`,
      pool: 'workers',
      tainted: false,
      cpu: NODE,
      memory: 8192,
      pods: 110,
    }));
  });
  const perNode = Math.ceil(20 / nodes.length) + random.integer(0, 1);
  // So many fit however even they have to be.
  const most = Math.min(60, Math.min(...sizes) * perNode * sizes.length + random.integer(0, sizes.length - 1));
  const replicas = Math.max(Math.min(20, most), most - random.pick([0, 1, 1, 2, 3, 5, 8]));
  const web = service(random, { name: 'web', replicas, cpu: Math.floor(NODE / (perNode + 0.2)), away: perNode });
  return {
    nodes,
    services: random.chance(0.25) ? [web, service(random, { name: 'api', replicas: random.integer(2, 4), cpu: 100, away: 1 })] : [web],
  };
}

function randomZones(random: Random): number[] {
  const [zones, base] = random.pick<[number, number]>([
    [2, 4],
    [2, 5],
    [2, 7],
    [3, 3],
    [3, 4],
    [3, 4],
  ]);
  return Array.from({ length: zones }, (_, zone) => base + (zone === 0 || random.chance(0.3) ? random.integer(0, 1) : 0));
}

/** Mostly one that can be proved: few pods are needed, and a budget lets a whole node go. */
function service(random: Random, { name, replicas, cpu, away }: { name: string; replicas: number; cpu: number; away: number }): Service {
  const spread = (key: Spread['key']): Spread => ({
    key,
    maxSkew: random.chance(0.85) ? 1 : 2,
    minDomains: 1,
    perRevision: random.chance(0.85),
    honorsTaints: false,
  });
  const quarter = Math.ceil(replicas / 4);
  const [surge, unavailable] = random.pick<[number, number]>([
    [1, 0],
    [quarter, 0],
    [quarter, quarter - 1],
    [0, 1],
    [0, 1],
  ]);
  return {
    name,
    kind: 'Deployment',
    replicas,
    needed: Math.max(1, Math.floor(replicas / 4)),
    cpu,
    memory: 64,
    special: false,
    tolerates: false,
    priority: 0,
    preempts: true,
    recreates: false,
    surge,
    unavailable,
    spreads: [spread('zone'), ...(random.chance(0.75) ? [spread('name')] : [])],
    claims: false,
    ordered: false,
    budget: { maxUnavailable: away + random.integer(0, 2) },
  };
}
