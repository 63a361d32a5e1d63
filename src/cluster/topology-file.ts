import Ajv, { type ErrorObject } from 'ajv';
import { idOf } from '../manifests/identity';
import { InputError, type InputPlace } from '../manifests/input-error';
import { targetMistake } from '../manifests/percentage';
import { type Path, pathOf } from '../manifests/pointer';
import { show } from '../manifests/words';
import type { Source } from '../manifests/yaml';
import { clusterOf, TopologyError } from './cluster';
import type { Topology } from './topology';
import schema from './topology.schema.json';

/** A topology, and where in its file a value stands. */
export interface ReadTopology {
  readonly topology: Topology;
  readonly place: (path: Path) => InputPlace;
}

/** The topology in a parsed file, checked against its schema. */
export function topologyOf(sources: readonly Source[], file: string): ReadTopology {
  const filled = sources.filter((source) => source.value !== null && source.value !== undefined);
  const [source] = filled;
  if (!source || filled.length > 1)
    throw new InputError(`${filled.length} documents in a topology file`, 'write one topology in it', { file });
  const place = (path: Path): InputPlace => ({ file, ...source.locate(path) });
  const validate = new Ajv({ allErrors: false, strict: false, verbose: true }).compile<Topology>(schema);
  if (validate(source.value)) {
    rejectTwins(source.value, place);
    rejectServiceTwins(source.value, place);
    rejectTargets(source.value, place);
    rejectUnreadable(source.value, place);
    return { topology: source.value, place };
  }
  const [error] = [...(validate.errors ?? [])].sort((a, b) => b.instancePath.length - a.instancePath.length);
  const path = [...pathOf(error?.instancePath ?? ''), ...(error?.keyword === 'additionalProperties' ? [unknownField(error)] : [])];
  const [message, fix] = error ? told(error) : ['not a topology', describe];
  throw new InputError(message, fix, place(path));
}

const describe = 'docs/availability.md describes the file';

function told(error: ErrorObject): readonly [message: string, fix: string] {
  const where = error.instancePath.slice(1).replaceAll('/', '.') || 'topology';
  const described = (error.parentSchema as { description?: string } | undefined)?.description;
  const value = typeof error.data === 'string' || typeof error.data === 'number' ? ` ${show(error.data)}` : '';
  if (error.keyword === 'additionalProperties') return [`${where}: unknown field '${unknownField(error)}'`, describe];
  if (described) {
    const [noun, examples] = described.split(' such as ', 2);
    return [`${where}:${value || ' the value'} is not ${noun}`, `write ${examples ?? noun}`];
  }
  return [`${where}:${value} ${error.message}`, describe];
}

function unknownField(error: ErrorObject): string {
  return (error.params as { additionalProperty: string }).additionalProperty;
}

/** What a schema can't say, such as a mean time of 0. */
function rejectUnreadable(topology: Topology, place: ReadTopology['place']): void {
  try {
    clusterOf(topology);
  } catch (error) {
    if (!(error instanceof TopologyError)) throw error;
    throw new InputError(`${error.path.join('.')}: ${error.problem}`, error.fix, place(error.path));
  }
}

function rejectTargets({ services = [] }: Topology, place: ReadTopology['place']): void {
  services.forEach(({ target }, index) => {
    const mistake = target === undefined ? undefined : targetMistake(target);
    const path = ['services', index, 'target'];
    if (mistake) throw new InputError(`${path.join('.')}: ${mistake.message}`, mistake.fix, place(path));
  });
}

/** Of two entries for one workload only the first would count. */
function rejectServiceTwins({ services = [] }: Topology, place: ReadTopology['place']): void {
  const names = services.map(idOf);
  const twin = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twin < 0) return;
  const message = `services.${twin}: '${names[twin]}' has an entry already, services.${names.indexOf(names[twin] as string)}`;
  throw new InputError(message, 'write one entry for each workload', place(['services', twin, 'name']));
}

/** Two zones of one name, or two pools of one in a zone, are a typo. */
function rejectTwins(topology: Topology, place: ReadTopology['place']): void {
  const check = (names: readonly string[], path: Path) => {
    const twin = names.findIndex((name, index) => names.indexOf(name) < index);
    if (twin < 0) return;
    throw new InputError(
      `${path.join('.')}.${twin}.name: duplicate name '${names[twin]}'`,
      'name each once',
      place([...path, twin, 'name']),
    );
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
