import type { Topology } from '../../../../src/cluster/topology';
import type { Manifest } from '../../../../src/synthesis/manifest';
import { judge } from '../../../availability/judged';
import { drawn, drawnFromZero, honoring, withSpares } from '../../../availability/reference/joint/draw';
import { drawnLarge } from '../../../availability/reference/joint/large';
import { manifestsOf, topologyOf } from '../../../availability/reference/joint/manifests';
import { drawnMixed, scaled } from '../../../availability/reference/joint/mixed';
import type { System } from '../../../availability/reference/joint/system';
import { Random } from '../random/random';

/** How a set is drawn: on a few nodes, on many, on pools that grow, on nodes whose objects are deleted while they don't answer, or with autoscalers of pods and shared budgets. */
export const lanes = ['small', 'large', 'growing', 'deleted nodes', 'mixed'] as const;
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
  /** The services with a second autoscaler, and the pods that both of theirs keep. */
  readonly rivals: ReadonlyMap<string, number>;
}

/** Of eight sets in a row. */
const LANES: readonly Lane[] = ['large', 'mixed', 'growing', 'small', 'deleted nodes', 'mixed', 'small', 'growing'];

/** Seeds to try for one set in which something is proved. */
const TRIES = 50;

export function setOf(seed: number): ServiceSet {
  const lane = LANES[seed % LANES.length] as Lane;
  const random = new Random(seed);
  const system = withSpares(systemOf(lane, random));
  const scaled = lane === 'mixed' ? system.services.filter(({ most }) => most !== undefined && random.chance(0.3)) : [];
  const rivals = new Map(scaled.map(({ name, replicas }) => [name, replicas + 1]));
  const topology = topologyOf(system);
  const manifests = manifestsOf(system).flatMap((it) => [it, ...rivalOf(it, rivals)]);
  const { services } = judge(manifests, topology, { withoutAdvice: true });
  return {
    seed,
    lane,
    system,
    topology,
    manifests,
    proved: services.filter(({ verdict }) => verdict === 'proved').map((it) => it.service),
    rivals,
  };
}

/** A second autoscaler beside one, which wants more pods at least. */
function rivalOf(manifest: Manifest, rivals: ReadonlyMap<string, number>): readonly Manifest[] {
  const { name } = manifest.metadata;
  const minReplicas = manifest.kind === 'HorizontalPodAutoscaler' ? rivals.get(name) : undefined;
  if (minReplicas === undefined) return [];
  return [
    { ...manifest, metadata: { ...manifest.metadata, name: `${name}-rival` }, spec: { ...(manifest['spec'] as object), minReplicas } },
  ];
}

function systemOf(lane: Lane, random: Random): System {
  if (lane === 'large') return drawnLarge(random);
  if (lane === 'small') return drawn(random);
  if (lane === 'mixed') {
    const mixed = random.chance(0.5) ? scaled(drawn(random, 'roomy'), random) : drawnMixed(random);
    // Nothing here provisions disks of a node: they are disks of a zone.
    return { ...mixed, services: mixed.services.map(({ local: _, ...service }) => service) };
  }
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
