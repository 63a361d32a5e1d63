import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  ApplicationNamespace,
  denyByDefault,
  ElasticsearchNodeSets,
  type ElasticsearchNodeSetsProps,
  IngressClass,
  type NodeSet,
  Platform,
  Storage,
  type Topology,
} from '../../../../src';
import type { Manifest } from '../../../../src/synthesis/manifest';
import { chartOf, manifestsOf } from '../../../objects';

const rate = { mtbf: '8766h', mttr: '1h', source: 'test' };
const pool = { name: 'workers', allocatable: { cpu: '4', memory: '16Gi', pods: 110 }, rate: { ...rate, mtbf: '3130h' } };
const small = { ...pool, name: 'attic', allocatable: { cpu: '1', memory: '3Gi', pods: 20 }, count: 1 };

/** Two halls of three nodes each, and what is in further places. */
function halls(...more: Topology['zones']): Platform {
  const zones = ['hall-a', 'hall-b'].map((name) => ({ name, rate, pools: [{ ...pool, count: 3 }] }));
  const topology = { kubernetes: '1.36', zones: [...zones, ...more] };
  return new Platform({ name: 'ours', topology, storage: { provisioner: 'ebs.csi.aws.com' }, ingress: IngressClass.nginx() });
}

export const twoHalls = halls();
/** The same with a small machine in a third place. */
export const hallsAndAttic = halls({ name: 'attic', rate, pools: [small] });
export const threeZones = Platform.aws({
  kubernetes: '1.36',
  zones: ['a', 'b', 'c'],
  nodes: { count: 4, cpu: Cpu.units(4), memory: Size.gibibytes(16) },
});

export const tiers = {
  masters: { roles: ['master'], count: 3, storage: Size.gibibytes(10) },
  hot: { roles: ['data_hot', 'data_content', 'ingest'], count: 3, storage: Size.gibibytes(100) },
  warm: { roles: ['data_warm'], count: 6, storage: Size.gibibytes(500) },
  coordinating: { roles: [], count: 2 },
} as const satisfies Record<string, NodeSet>;

type Options = Omit<ElasticsearchNodeSetsProps, 'sets'> & { readonly sets?: Readonly<Record<string, NodeSet>> };

const required = { platform: threeZones, storageClassName: 'shop-retain', version: '9.5.6' };

/** The objects of a cluster with four sets in three zones, but for what is changed. */
export function objectsOf(change: Partial<Options> = {}): Manifest[] {
  return manifestsOf((chart) => new ElasticsearchNodeSets(chart, 'search', { ...required, sets: tiers, ...change }));
}

/** The same in a namespace of its own, ready to be proved. */
export function provable(change: Partial<Options> = {}) {
  const chart = chartOf();
  denyByDefault(chart);
  const { platform = threeZones } = change;
  new Storage(chart, 'storage', { platform });
  const search = new ElasticsearchNodeSets(chart, 'search', { ...required, sets: tiers, ...change });
  new ApplicationNamespace(chart, 'namespace', { podSecurity: search.podSecurity });
  return { chart, search, platform };
}

/** What a cluster is refused with. The types would refuse some of it before. */
export function refusalOf(change: Record<string, unknown>): string {
  try {
    new ElasticsearchNodeSets(chartOf(), 'search', { ...required, sets: tiers, ...change } as ElasticsearchNodeSetsProps);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing';
}
