import type { Topology } from '../../../../src/cluster/topology';
import type { Manifest } from '../../../../src/synthesis/manifest';
import { judge } from '../../../availability/judged';
import { drawn, drawnFromZero, honoring, withSpares } from '../../../availability/reference/joint/draw';
import { drawnLarge } from '../../../availability/reference/joint/large';
import { manifestsOf, topologyOf } from '../../../availability/reference/joint/manifests';
import type { System } from '../../../availability/reference/joint/system';
import { Random } from '../random/random';

/** How a set is drawn: on a few nodes, on many, on pools that grow, or on nodes whose objects are deleted while they don't answer. */
export const lanes = ['small', 'large', 'growing', 'deleted nodes'] as const;
type Lane = (typeof lanes)[number];

/** Several services on one cluster: all that follows from one seed. */
export interface ServiceSet {
  readonly seed: number;
  readonly lane: Lane;
  readonly system: System;
  readonly topology: Topology;
  readonly manifests: readonly Manifest[];
  /** The services that the model proves. */
  readonly proved: readonly string[];
}

/** Of eight sets in a row. */
const LANES: readonly Lane[] = ['large', 'small', 'growing', 'small', 'deleted nodes', 'growing', 'small', 'growing'];

/** Seeds to try for one set in which something is proved. */
const TRIES = 50;

export function setOf(seed: number): ServiceSet {
  const lane = LANES[seed % LANES.length] as Lane;
  const system = withSpares(systemOf(lane, new Random(seed)));
  const [topology, manifests] = [topologyOf(system), manifestsOf(system)];
  const { services } = judge(manifests, topology, { withoutAdvice: true });
  return {
    seed,
    lane,
    system,
    topology,
    manifests,
    proved: services.filter(({ verdict }) => verdict === 'proved').map((it) => it.service),
  };
}

function systemOf(lane: Lane, random: Random): System {
  if (lane === 'large') return drawnLarge(random);
  if (lane === 'small') return drawn(random);
  const system = lane === 'growing' ? drawnFromZero(random) : drawn(random);
  return { ...honoring(system, random), ...(lane === 'deleted nodes' || random.chance(0.2) ? { nodesGo: true as const } : {}) };
}

/** The first sets from a seed on in which something is proved: of the others a run can show nothing. */
export function* provedSets(from: number, count: number): Generator<ServiceSet> {
  for (let [seed, found] = [from, 0]; found < count && seed < from + TRIES * count; seed++) {
    const set = setOf(seed >>> 0);
    if (set.proved.length === 0) continue;
    found++;
    yield set;
  }
}

/** A set in one line. */
export function summary({ system, lane }: ServiceSet): string {
  const all = system.nodes.filter(({ spare }) => !spare);
  const zones = [...new Set(all.map(({ zone }) => zone))];
  const nodes = zones.map((name) => all.filter(({ zone }) => zone === name).length).join('/');
  const services = system.services.map(({ kind, name, replicas, cpu }) => `${name}: ${replicas} x ${cpu}m, ${kind}`);
  return `${lane}, ${nodes} nodes of ${system.nodes[0]?.cpu}m; ${services.join('; ')}`;
}
