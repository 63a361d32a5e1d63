import { clusterOf, TopologyError } from '../cluster/cluster';
import { recordMistakes } from '../cluster/incidents';
import { parseRate } from '../cluster/rate';
import type { Rate, Topology } from '../cluster/topology';
import type { Refusal } from '../constructs/parts/refuse';
import { shown } from '../constructs/parts/shown';
import { parseDuration } from '../manifests/duration';
import { fieldPath } from '../manifests/pointer';
import { bytes, millicores } from '../manifests/quantity';
import { isObject } from '../manifests/value';
import { countRefusals, kubernetesRefusals, listRefusals } from './checks';

/** The refusals of a topology, all at once. The model's own checks come last, since they stop at the first mistake. */
export function topologyRefusals(topology: Topology): Refusal[] {
  const value: unknown = topology;
  if (!isObject(value)) {
    return [{ setting: 'topology', message: `must be an object, got ${shown(value)}`, fix: 'write kubernetes and zones' }];
  }
  const found = [
    ...kubernetesRefusals('topology.kubernetes', topology.kubernetes),
    ...zonesRefusals(value['zones']),
    ...timeRefusals(value['times']),
    ...(value['incidents'] === undefined ? [] : recordRefusals(value['incidents'])),
  ];
  return found.length > 0 ? found : unreadable(topology);
}

function zonesRefusals(zones: unknown): Refusal[] {
  if (!Array.isArray(zones)) return listRefusals('topology.zones', zones as never);
  const malformed = zones.flatMap((zone, index) => objectRefusals(`topology.zones[${index}]`, zone, 'name, rate and pools'));
  if (malformed.length > 0) return malformed;
  return [
    ...listRefusals(
      'topology.zones',
      zones.map(({ name }) => name),
    ),
    ...zones.flatMap((zone, index) => zoneRefusals(`topology.zones[${index}]`, zone)),
  ];
}

function zoneRefusals(setting: string, { rate, pools }: Readonly<Record<string, unknown>>): Refusal[] {
  if (!Array.isArray(pools) || pools.length === 0) {
    const message = `must be a list of at least one pool, got ${shown(pools)}`;
    return [...rateRefusals(`${setting}.rate`, rate), { setting: `${setting}.pools`, message, fix: 'add the nodes of this zone' }];
  }
  const names = pools.map((pool) => pool?.name);
  return [
    ...rateRefusals(`${setting}.rate`, rate),
    ...pools.flatMap((pool, index) => poolRefusals(`${setting}.pools[${index}]`, pool, names.slice(0, index))),
  ];
}

function poolRefusals(setting: string, pool: unknown, before: readonly unknown[]): Refusal[] {
  const malformed = objectRefusals(setting, pool, 'name, count, allocatable and rate');
  if (malformed.length > 0) return malformed;
  const { name, count, allocatable, rate, autoscaling } = pool as Readonly<Record<string, unknown>>;
  const isTwin = before.includes(name);
  const message = `must be unique in its zone, got ${shown(name)} twice`;
  return [
    ...(isTwin ? [{ setting: `${setting}.name`, message, fix: 'use unique names' }] : []),
    ...countRefusals(`${setting}.count`, count as number, autoscaling === undefined ? 1 : 0),
    ...allocatableRefusals(`${setting}.allocatable`, allocatable),
    ...rateRefusals(`${setting}.rate`, rate),
  ];
}

function allocatableRefusals(setting: string, allocatable: unknown): Refusal[] {
  if (!isObject(allocatable)) return objectRefusals(setting, allocatable, 'cpu, memory and pods');
  const { cpu, memory, pods } = allocatable;
  const wrong = (resource: string, value: unknown, kind: string, example: string): Refusal => ({
    setting: `${setting}.${resource}`,
    message: `must be ${kind}, got ${shown(value)}`,
    fix: `use a value such as ${example}`,
  });
  return [
    ...(typeof cpu === 'string' && millicores(cpu) !== undefined ? [] : [wrong('cpu', cpu, 'a quantity', "'1900m'")]),
    ...(typeof memory === 'string' && bytes(memory) !== undefined ? [] : [wrong('memory', memory, 'a quantity', "'6Gi'")]),
    ...(Number.isInteger(pods) && Number(pods) > 0 ? [] : [wrong('pods', pods, 'a whole number of 1 or more', '110')]),
  ];
}

function rateRefusals(setting: string, rate: unknown): Refusal[] {
  const isTexts = isObject(rate) && typeof rate['mtbf'] === 'string' && typeof rate['mttr'] === 'string';
  if (rate === 'never' || (isTexts && parseRate(rate as unknown as Rate) !== undefined)) return [];
  const message = `must be 'never', or mtbf and mttr as durations with mtbf above 0, got ${shown(rate)}`;
  return [{ setting, message, fix: "write a rate such as { mtbf: '8766h', mttr: '15m', source: '...' }" }];
}

function timeRefusals(times: unknown): Refusal[] {
  if (times === undefined) return [];
  if (!isObject(times)) return objectRefusals('topology.times', times, 'durations');
  const { evictionRate, nodeReplacement, ...others } = times;
  const durations = { ...others, ...(nodeReplacement !== 'never' && { nodeReplacement }) };
  const wrong = Object.entries(durations).filter(
    ([, text]) => text !== undefined && (typeof text !== 'string' || parseDuration(text) === undefined),
  );
  const isRate = evictionRate === undefined || (typeof evictionRate === 'number' && evictionRate > 0 && Number.isFinite(evictionRate));
  const message = `must be a number of nodes per second above 0, got ${shown(evictionRate)}`;
  return [
    ...wrong.map(([name, text]) => ({
      setting: `topology.times.${name}`,
      message: `must be a duration, got ${shown(text)}`,
      fix: "write a duration such as '50s' or '5m'",
    })),
    ...(isRate ? [] : [{ setting: 'topology.times.evictionRate', message, fix: 'omit it for 0.1' }]),
  ];
}

function recordRefusals(record: unknown): Refusal[] {
  return recordMistakes(record).map(({ path, message, fix }) => ({ setting: fieldPath(['topology', 'incidents', ...path]), message, fix }));
}

function objectRefusals(setting: string, value: unknown, fields: string): Refusal[] {
  return isObject(value) ? [] : [{ setting, message: `must be an object with ${fields}, got ${shown(value)}`, fix: 'write all of them' }];
}

/** The checks that only the model can make. */
function unreadable(topology: Topology): Refusal[] {
  try {
    clusterOf(topology);
    return [];
  } catch (error) {
    if (!(error instanceof TopologyError)) throw error;
    const path = error.path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
    return [{ setting: `topology${path}`, message: error.problem, fix: error.fix }];
  }
}
