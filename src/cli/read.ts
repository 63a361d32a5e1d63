import { TopologyError } from '../availability';
import { type ReadTopology, topologyOf } from '../cluster/topology-file';
import { InputError } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';
import { exists } from '../manifests/read';
import { readText } from '../manifests/text';
import { parseYaml } from '../manifests/yaml';
import { topologies } from '../platform/topologies';

/** Reads a topology by its built-in name or from a file. */
export function readTopology(nameOrFile: string): ReadTopology {
  const topology = topologies.get(nameOrFile);
  if (topology) return { topology, place: () => ({}) };
  if (exists(nameOrFile)) return topologyOf(parseYaml(readText(nameOrFile, nameOrFile), nameOrFile), nameOrFile);
  const meant = nearest(nameOrFile, topologies.keys());
  const known = `name a file, or one of ${[...topologies.keys()].join(', ')}`;
  throw new InputError(`no topology '${nameOrFile}'`, meant ? `write '${meant}'` : known);
}

/** Says where in its file a value of a topology stands that can't be used. */
export function judgedBy<T>(place: ReadTopology['place'], judging: () => T): T {
  try {
    return judging();
  } catch (error) {
    if (!(error instanceof TopologyError)) throw error;
    throw new InputError(error.problem, error.fix, place(error.path));
  }
}
