import { TopologyError } from '../cluster/cluster';
import type { Topology } from '../cluster/topology';
import type { ReadTopology } from '../cluster/topology-file';
import { InputError } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';
import { exists } from '../manifests/read';
import { readText } from '../manifests/text';
import { parseYaml } from '../manifests/yaml';
import { recordIn } from './incident-source';
import { topologies } from './topologies';

/**
 * A topology from a file, or a built-in one by name: `minikube`, `digitalocean-3`, `aws-3x2` or `three-zones`.
 *
 * @throws InputError on an unknown name, and on a file that isn't a topology
 */
export function readTopology(nameOrFile: string): Topology {
  return topologySource(nameOrFile).topology;
}

/** The same, with the places of the values in their file. */
export function topologySource(nameOrFile: string): ReadTopology {
  const topology = topologies.get(nameOrFile);
  if (topology) return { topology, place: () => ({}) };
  if (exists(nameOrFile)) return fileSource(nameOrFile);
  const meant = nearest(nameOrFile, topologies.keys());
  const known = `name a file, or one of ${[...topologies.keys()].join(', ')}`;
  throw new InputError(`unknown topology '${nameOrFile}'`, meant ? `write '${meant}'` : known);
}

function fileSource(file: string): ReadTopology {
  return topologyFrom(readText(file, file), file);
}

/** A topology from a text that was read from a file, or from an earlier version of it. @throws InputErrors with every problem in it */
export function topologyFrom(text: string, file: string): ReadTopology {
  const { topology, place, incidents } = topologyFile().topologyOf(parseYaml(text, file), file);
  if (incidents === undefined) return { topology, place };
  return { topology: { ...topology, incidents: recordIn(incidents, file, place(['incidents'])) }, place };
}

/** Loaded on first use: synthesis reads no topology file, and the schema and its validator take longer to load than the proof takes. */
function topologyFile(): typeof import('../cluster/topology-file') {
  return require('../cluster/topology-file');
}

/** Adds to a mistake in a topology its place in the file. */
export function placed<T>({ place }: Pick<ReadTopology, 'place'>, judging: () => T): T {
  try {
    return judging();
  } catch (error) {
    if (!(error instanceof TopologyError)) throw error;
    throw new InputError(error.problem, error.fix, place(error.path));
  }
}
