import type { Topology } from '../../../../src/cluster/topology';
import type { Random } from './random';
import { type Kind, revisionLabel } from './spread';

const zone = 'topology.kubernetes.io/zone';
const host = 'kubernetes.io/hostname';
const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Required and preferred affinity of all three kinds; most workloads have none. */
export function randomAffinity(random: Random, kind: Kind, topology: Topology): object | undefined {
  const antiAffinity = podAntiAffinity(random, kind);
  const together = podAffinity(random);
  const nodes = nodeAffinity(random, topology);
  const affinity = {
    ...(antiAffinity ? { podAntiAffinity: antiAffinity } : {}),
    ...(together ? { podAffinity: together } : {}),
    ...(nodes ? { nodeAffinity: nodes } : {}),
  };
  return Object.keys(affinity).length > 0 ? affinity : undefined;
}

function podAntiAffinity(random: Random, kind: Kind): object | undefined {
  const keys = random.chance(0.3) ? { matchLabelKeys: [revisionLabel[kind]] } : {};
  if (random.chance(0.13)) return { [required]: [term(random.pick([host, host, host, host, zone]), 'web', keys)] };
  if (random.chance(0.03)) return { [required]: [term(host, 'other')] };
  if (random.chance(0.15)) return { [preferred]: [{ weight: 100, podAffinityTerm: term(random.pick([host, zone]), 'web') }] };
  return undefined;
}

function podAffinity(random: Random): object | undefined {
  if (random.chance(0.04)) return { [required]: [term(random.pick([zone, host]), random.pick(['web', 'other']))] };
  if (random.chance(0.1)) return { [preferred]: [{ weight: 100, podAffinityTerm: term(random.pick([host, zone]), 'web') }] };
  return undefined;
}

function nodeAffinity(random: Random, topology: Topology): object | undefined {
  const names = topology.zones.map(({ name }) => name) as [string, ...string[]];
  const some = names.filter(() => random.chance(0.6));
  const values = some.length > 0 ? some : [random.pick(names)];
  if (random.chance(0.08)) {
    const operator = random.pick(['In', 'NotIn']);
    return { [required]: { nodeSelectorTerms: [{ matchExpressions: [{ key: zone, operator, values }] }] } };
  }
  if (random.chance(0.1)) {
    const preference = { matchExpressions: [{ key: 'disk', operator: random.pick(['In', 'NotIn']), values: ['ssd'] }] };
    return { [preferred]: [{ weight: 100, preference }] };
  }
  return undefined;
}

function term(topologyKey: string, app: string, more: object = {}): object {
  return { topologyKey, labelSelector: { matchLabels: { app } }, ...more };
}
