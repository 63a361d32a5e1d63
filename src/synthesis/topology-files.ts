import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Topology } from '../availability';
import { topologyOf } from '../cluster/topology-file';
import { InputError, InputErrors } from '../manifests/input-error';
import { TOPOLOGY_FOLDER } from '../manifests/read';
import { readText } from '../manifests/text';
import { parseYaml } from '../manifests/yaml';
import { yamlTextOf } from '../manifests/yaml/writer';
import { NO_BASE, textInBase } from './committed';
import type { Destination } from './destination';
import type { Folder } from './dist';
import type { IndexedSynthesis } from './synthesis';

/**
 * The folder that says what each environment runs on, as its platform has it: what the next change is compared with. A record of incidents is left out.
 *
 * An environment that isn't synthesized keeps its file.
 * @param names of the environments whose files stay
 */
export function topologyFolder(output: string, names: readonly string[], syntheses: readonly IndexedSynthesis[]): Folder {
  const files = names.flatMap((name) => {
    const synthesis = syntheses.find(({ environment, files }) => environment.name === name && files.length > 0);
    const text = synthesis ? topologyFileText(synthesis.environment) : writtenText(join(output, TOPOLOGY_FOLDER, fileOf(name)));
    return text === undefined ? [] : [{ name: fileOf(name), text }];
  });
  return { name: TOPOLOGY_FOLDER, files };
}

/** The parts of an environment that say what it runs on, and where. */
export type Placed = Pick<Destination, 'name' | 'platform' | 'cluster' | 'sync'>;

/** What an environment runs on. Argo CD and Flux read its cluster from their own objects; without them, only its context says which it is. */
export function environmentTopology({ platform, cluster, sync }: Placed): Topology {
  const { topology } = platform;
  return cluster?.context === undefined || sync !== undefined ? topology : { context: cluster.context, ...topology };
}

/** What an environment runs on, as a topology file. */
export function topologyFileText(environment: Placed): string {
  const { name } = environment;
  const { incidents: _, ...topology } = environmentTopology(environment);
  // Without what is undefined, and without references between equal parts.
  const plain = JSON.parse(JSON.stringify(topology)) as object;
  return `# What ${name} runs on, by its platform: nines check --topology reads it. Written by npm run synth.\n${yamlTextOf(plain)}`;
}

/**
 * What an environment ran on in the base; undefined if the base doesn't say it, or in a way that can't be read any longer.
 *
 * @param asked as the user named the base. Default: the last commit
 */
export function baseTopology(output: string, environment: Placed, asked?: string): Topology | undefined {
  const { name, platform } = environment;
  const text = textOf(output, fileOf(name), asked);
  if (text === undefined) return undefined;
  // The schema and its validator take longer to load than the proof takes.
  if (text === topologyFileText(environment)) return environmentTopology(environment);
  try {
    const { incidents } = platform.topology;
    return { ...topologyOf(parseYaml(text, name), name).topology, ...(incidents && { incidents }) };
  } catch (error) {
    if (error instanceof InputError || error instanceof InputErrors) return undefined;
    throw error;
  }
}

function textOf(output: string, file: string, asked: string | undefined): string | undefined {
  if (asked === NO_BASE) return undefined;
  if (asked !== undefined && existsSync(asked)) return writtenText(join(asked, TOPOLOGY_FOLDER, file));
  const path = join(output, TOPOLOGY_FOLDER, file);
  if (asked !== undefined) return textInBase(output, path, asked);
  return textInBase(output, path) ?? writtenText(path);
}

function writtenText(path: string): string | undefined {
  return existsSync(path) ? readText(path, path) : undefined;
}

function fileOf(environment: string): string {
  return `${environment}.yaml`;
}
