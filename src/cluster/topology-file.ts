import Ajv, { type ErrorObject } from 'ajv';
import { InputError } from '../manifests/input-error';
import { pathOf } from '../manifests/pointer';
import type { Source } from '../manifests/yaml';
import { clusterOf, TopologyError } from './cluster';
import type { Topology } from './topology';
import schema from './topology.schema.json';

/** The topology in a parsed file, checked against its schema. */
export function topologyOf(sources: readonly Source[], file: string): Topology {
  const filled = sources.filter((source) => source.value !== null && source.value !== undefined);
  const [source] = filled;
  if (!source || filled.length > 1) throw new InputError(`a topology file holds one document, this one ${filled.length}`, file);
  const validate = new Ajv({ allErrors: false, strict: false, verbose: true }).compile<Topology>(schema);
  if (validate(source.value)) {
    rejectTwins(source, source.value, file);
    rejectUnreadable(source, source.value, file);
    return source.value;
  }
  const [error] = [...(validate.errors ?? [])].sort((a, b) => b.instancePath.length - a.instancePath.length);
  const path = [...pathOf(error?.instancePath ?? ''), ...(error?.keyword === 'additionalProperties' ? [unknownField(error)] : [])];
  const { line, column } = source.locate(path);
  throw new InputError(error ? told(error) : 'not a topology', file, line, column);
}

function told(error: ErrorObject): string {
  const where = error.instancePath.slice(1).replaceAll('/', '.') || 'topology';
  const described = (error.parentSchema as { description?: string } | undefined)?.description;
  const value = typeof error.data === 'string' || typeof error.data === 'number' ? `, got '${String(error.data).slice(0, 60)}'` : '';
  if (error.keyword === 'additionalProperties') return `${where}: there is no field '${unknownField(error)}'`;
  return `${where}: ${described ? `must be ${described}` : error.message}${value}`;
}

function unknownField(error: ErrorObject): string {
  return (error.params as { additionalProperty: string }).additionalProperty;
}

/** What a schema can't say, such as a mean time of 0. */
function rejectUnreadable(source: Source, topology: Topology, file: string): void {
  try {
    clusterOf(topology);
  } catch (error) {
    if (!(error instanceof TopologyError)) throw error;
    const { line, column } = source.locate(error.path);
    throw new InputError(`${error.path.join('.')}: ${error.message}`, file, line, column);
  }
}

/** Two zones of one name, or two pools of one in a zone, are a slip. */
function rejectTwins(source: Source, topology: Topology, file: string): void {
  const check = (names: readonly string[], path: readonly (string | number)[]) => {
    const twin = names.findIndex((name, index) => names.indexOf(name) < index);
    if (twin < 0) return;
    const { line, column } = source.locate([...path, twin, 'name']);
    throw new InputError(`${path.join('.')}.${twin}.name: '${names[twin]}' is there twice`, file, line, column);
  };
  check(
    topology.zones.map((zone) => zone.name),
    ['zones'],
  );
  topology.zones.forEach((zone, index) => {
    check(
      zone.pools.map((pool) => pool.name),
      ['zones', index, 'pools'],
    );
  });
}
