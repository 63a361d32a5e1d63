import { idOf } from '../manifests/identity';
import { InputError, InputErrors, type InputPlace } from '../manifests/input-error';
import { fieldPath, type Path } from '../manifests/pointer';
import type { SchemaProblem } from '../manifests/schema-problems';
import type { Source } from '../manifests/yaml';
import { clusterOf, TopologyError } from './cluster';
import { customResourceId } from './custom-resource';
import type { Topology } from './topology';
import { schemaProblems } from './topology-problems';

const EMPTY_FIX = 'write 1 or more, add autoscaling: { max: 4, start: 2m }, or remove the pool';

/** A topology, and the position of each value in its file. */
export interface ReadTopology {
  readonly topology: Topology;
  readonly place: (path: Path) => InputPlace;
}

/** The file of incidents that a topology file names: its path is relative to that file. */
export type IncidentSource = string | { readonly file: string; readonly from?: string; readonly until?: string };

/** A topology as its file has it: the record of incidents is still to be read. */
export interface ParsedTopology extends ReadTopology {
  readonly incidents?: IncidentSource;
}

/** The topology in a parsed file. @throws InputErrors with every problem in it */
export function topologyOf(sources: readonly Source[], file: string): ParsedTopology {
  const filled = sources.filter((source) => source.value !== null && source.value !== undefined);
  const [source] = filled;
  if (!source) throw new InputError('the topology file is empty', 'write one topology', { file });
  if (filled.length > 1) throw new InputError(`the topology file has ${filled.length} documents`, 'keep one of them', { file });
  const place = (path: Path): InputPlace => ({ file, ...source.locate(path) });
  const problems = problemsIn(source.value).map(
    ({ path, message, fix }) => new InputError(`${fieldPath(path) || 'topology'}: ${message}`, fix, place(path)),
  );
  if (problems.length > 0) throw InputErrors.of(problems.sort(byPosition));
  const { incidents, ...topology } = source.value as Topology & { readonly incidents?: IncidentSource };
  return { topology, place, incidents };
}

function byPosition(one: InputError, other: InputError): number {
  const [first, second] = [one.diagnostic.place, other.diagnostic.place];
  return (first.line ?? 0) - (second.line ?? 0) || (first.column ?? 0) - (second.column ?? 0);
}

/** Every problem in a topology. Those between values show only when each value is valid. */
function problemsIn(value: unknown): readonly SchemaProblem[] {
  const problems = schemaProblems(value);
  if (problems.length > 0) return problems;
  const topology = value as Topology;
  return [...duplicateNames(topology), ...duplicateEntries(topology), ...emptyPools(topology), ...clusterProblems(topology)];
}

/** Only an autoscaler gives a pool of 0 nodes any. */
function emptyPools({ zones }: Topology): readonly SchemaProblem[] {
  return zones.flatMap(({ pools }, z) =>
    pools.flatMap(({ count, autoscaling }, p) =>
      count > 0 || autoscaling ? [] : [{ path: ['zones', z, 'pools', p, 'count'], message: '0 nodes without autoscaling', fix: EMPTY_FIX }],
    ),
  );
}

function clusterProblems(topology: Topology): readonly SchemaProblem[] {
  try {
    clusterOf(topology);
    return [];
  } catch (error) {
    if (!(error instanceof TopologyError)) throw error;
    return [{ path: error.path, message: error.problem, fix: error.fix }];
  }
}

/** Of two entries for one object only the first would apply. */
function duplicateEntries({ services = [], customResources = [] }: Topology): readonly SchemaProblem[] {
  const check = (field: string, names: readonly string[], what: string) =>
    duplicatesIn(names).map((index) => ({
      path: [field, index, 'name'],
      message: `duplicate entry for '${names[index]}', first in ${fieldPath([field, names.indexOf(names[index] as string)])}`,
      fix: `keep one entry for each ${what}`,
    }));
  return [
    ...check('services', services.map(idOf), 'workload'),
    ...check('customResources', customResources.map(customResourceId), 'custom resource'),
  ];
}

/** Zones of one name, pools of one name in a zone, or two of a name outside of the cluster are a typo. */
function duplicateNames({ zones, outside = [] }: Topology): readonly SchemaProblem[] {
  const check = (named: readonly { readonly name: string }[], path: Path): readonly SchemaProblem[] => {
    const names = named.map(({ name }) => name);
    return duplicatesIn(names).map((index) => ({
      path: [...path, index, 'name'],
      message: `duplicate name '${names[index]}'`,
      fix: 'use unique names',
    }));
  };
  return [
    ...check(zones, ['zones']),
    ...zones.flatMap(({ pools }, index) => check(pools, ['zones', index, 'pools'])),
    ...check(outside, ['outside']),
  ];
}

function duplicatesIn(names: readonly string[]): readonly number[] {
  return [...names.keys()].filter((index) => names.indexOf(names[index] as string) < index);
}
