import type { Random } from '../../../cluster/agreement/random/random';
import type { Node, Service, Spread, System } from './system';

const NODE = 4000;

/** One service of 20 to 60 pods, at times with a small one beside it, on 7 to 15 nodes that they about fill, in zones of unequal size. */
export function drawnLarge(random: Random): System {
  const nodes = randomNodes(random);
  const zones = new Set(nodes.map(({ zone }) => zone)).size;
  const perNode = Math.ceil(20 / nodes.length) + random.integer(0, 2);
  const places = nodes.length * perNode;
  const replicas = Math.min(60, Math.max(20, Math.floor(places * random.pick([0.75, 0.85, 0.9, 0.95, 1])) - random.integer(0, 2)));
  const web = service(random, 'web', replicas, Math.floor(NODE / (perNode + 0.2)), zones);
  return { nodes, services: random.chance(0.3) ? [web, service(random, 'api', random.integer(2, 4), 100, zones)] : [web] };
}

function randomNodes(random: Random): Node[] {
  const zones = random.pick([2, 2, 3, 3, 3]);
  const sizes = Array.from({ length: zones }, () => random.integer(zones === 2 ? 4 : 3, zones === 2 ? 7 : 5));
  return sizes.flatMap((size, zone) => {
    const name = `zone-${'abc'[zone]}`;
    return Array.from({ length: size }, (_, index) => ({ zone: name, name: `${name}-workers-${index}`, cpu: NODE, pods: 110 }));
  });
}

/** As much needed as the loss of a zone surely leaves. */
function service(random: Random, name: string, replicas: number, cpu: number, zones: number): Service {
  const spread = (key: Spread['key']): Spread => ({
    key,
    maxSkew: random.chance(0.8) ? 1 : 2,
    perRevision: random.chance(0.8),
    honorsTaints: false,
  });
  const [surge, unavailable] = random.pick<[number, number]>([
    [1, 0],
    [Math.ceil(replicas / 4), 0],
    [Math.ceil(replicas / 4), Math.floor(replicas / 4)],
    [0, 1],
  ]);
  return {
    name,
    kind: 'Deployment',
    replicas,
    needed: Math.max(1, Math.floor(replicas - replicas / zones - 3 - unavailable)),
    cpu,
    priority: 0,
    surge,
    unavailable,
    spreads: [spread('zone'), ...(random.chance(0.7) ? [spread('name')] : [])],
    claims: false,
    ordered: false,
    budget: { maxUnavailable: random.pick([1, 2]) },
  };
}
