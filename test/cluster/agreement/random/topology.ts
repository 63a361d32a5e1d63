import type { Pool, Taint, Topology, Zone } from '../../../../src/cluster/topology';
import type { Random } from './random';

/** The label of a domain that is neither a node nor a zone. */
export const RACK = 'example.com/rack';

/** The taint of some pools, and what tolerates it. */
export const DEDICATED = { key: 'dedicated', value: 'search' };

const rate = { mtbf: '8766h', mttr: '1h', source: 'test' };

/** One to four zones of one to five nodes each, in one or two pools. */
export function randomTopology(random: Random): Topology {
  const zones = random.pick([1, 2, 2, 3, 3, 3, 4]);
  // Now and then a place where nodes don't say in which zone they are.
  const unlabelled = random.chance(0.08);
  const equal = random.chance(0.4) ? random.integer(1, 4) : undefined;
  return {
    kubernetes: '1.36',
    zones: Array.from({ length: zones }, (_, index): Zone => {
      const name = `zone-${'abcd'[index]}`;
      return { name, rate, pools: pools(random, equal ?? random.integer(1, 5)), ...(unlabelled ? { label: false } : {}) };
    }),
  };
}

function pools(random: Random, nodes: number): Pool[] {
  const others = nodes > 1 && random.chance(0.35) ? random.integer(1, nodes - 1) : 0;
  const plain = pool('plain', nodes - others, random, {});
  if (others === 0) return [plain];
  const effects = ['NoSchedule', 'NoSchedule', 'NoExecute', 'PreferNoSchedule'] as const;
  const taints: Taint[] | undefined = random.chance(0.5) ? [{ ...DEDICATED, effect: random.pick([...effects]) }] : undefined;
  return [plain, { ...pool('special', others, random, { disk: 'ssd' }), ...(taints ? { taints } : {}) }];
}

function pool(name: string, count: number, random: Random, labels: Record<string, string>): Pool {
  const rack: Record<string, string> = random.chance(0.3) ? { [RACK]: random.pick(['one', 'two']) } : {};
  const allocatable = { cpu: random.pick(['2', '4', '4']), memory: random.pick(['8Gi', '16Gi']), pods: random.pick([110, 110, 110, 5]) };
  return { name, count, labels: { ...labels, ...rack }, allocatable, rate };
}
