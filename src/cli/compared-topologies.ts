import { basename, dirname, join } from 'node:path';
import type { ReadTopology } from '../cluster/topology-file';
import { exists, TOPOLOGY_FOLDER } from '../manifests/read';
import { textInRevision } from '../manifests/revision';
import { readText } from '../manifests/text';
import { topologies } from '../platform/topologies';
import { topologyFrom, topologySource } from '../platform/topology-source';
import type { DiffRequest } from './arguments';
import type { Origin, Origins } from './origin';

/** What both sides of a comparison run on. */
export interface ComparedTopologies {
  /** Undefined if it isn't known. */
  readonly base?: ReadTopology;
  readonly head: ReadTopology;

  /** Whether somebody named them; else they lie beside the manifests. */
  readonly isAsked: boolean;
}

type Named = Pick<DiffRequest, 'topology' | 'baseTopology'>;

/** The topologies that the command line names: a file is read as each revision has it. @throws InputError, InputErrors */
export function namedTopologies({ topology, baseTopology }: Named, { base, head }: Origins): ComparedTopologies | undefined {
  if (topology === undefined) return undefined;
  const after = at(head, topology);
  return { base: baseTopology === undefined ? at(base, topology) : topologySource(baseTopology), head: after, isAsked: true };
}

function at(origin: Origin, nameOrFile: string): ReadTopology {
  const isFile = origin.kind === 'revision' && !topologies.has(nameOrFile);
  const text = isFile ? textInRevision(origin.revision, nameOrFile) : undefined;
  return text === undefined ? topologySource(nameOrFile) : topologyFrom(text, nameOrFile);
}

/** What is compared, and where the topology of a side's path lies. */
interface Beside extends Origins {
  /** The path of a side without one. */
  readonly path: string;

  /** The environment of a folder that holds several; undefined if the path is that of one. */
  readonly environment?: string;
}

/**
 * The topology files beside the folders of an environment, as `npm run synth` writes them: `dist/topology/production.yaml` of `dist/production`. None if
 * the manifests after the change have none.
 *
 * @throws InputError, InputErrors
 */
export function topologiesBeside({ base, head, ...of }: Beside): ComparedTopologies | undefined {
  const [before, after] = [base, head].map((origin) => besideIn(origin, of));
  if (after === undefined) return undefined;
  const read = topologyFrom(after.text, after.file);
  if (before === undefined) return { head: read, isAsked: false };
  return { base: before.text === after.text ? read : topologyFrom(before.text, before.file), head: read, isAsked: false };
}

function besideIn(origin: Origin, { path, environment }: Omit<Beside, keyof Origins>) {
  if (origin.kind === 'input') return undefined;
  const own = origin.path ?? path;
  const [folder, name] = environment === undefined ? [dirname(own), basename(own)] : [own, environment];
  const file = join(folder, TOPOLOGY_FOLDER, `${name}.yaml`);
  const text = origin.kind === 'revision' ? textInRevision(origin.revision, file) : exists(file) ? readText(file, file) : undefined;
  return text === undefined ? undefined : { file, text };
}
