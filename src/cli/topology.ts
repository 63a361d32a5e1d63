import { topologyOf } from '../cluster/topology-file';
import { InputError } from '../manifests/input-error';
import { parseYaml } from '../manifests/yaml';
import { describe } from '../nodes/describe';
import { readObjects } from '../nodes/objects';
import { topologyText } from '../nodes/text';
import type { TopologyRequest } from './arguments';
import type { Streams } from './streams';

/**
 * `nines topology`: what kubectl prints about nodes, as a topology file.
 *
 * @throws InputError and InputErrors on unusable input: nothing is printed
 */
export function topology({ files }: TopologyRequest, streams: Streams): number {
  if (files.length === 0 && streams.isTerminal)
    throw new InputError('nothing to read', 'write kubectl get nodes -o json | nines topology, or name files');
  const text = topologyText(describe(readObjects(files)));
  // A file that check refuses helps nobody: what is wrong with it is wrong with the nodes.
  topologyOf(parseYaml(text, 'the topology of these nodes'), 'the topology of these nodes');
  streams.out(text);
  return 0;
}
