import { clusterOf } from '../../src/cluster/cluster';
import type { Topology } from '../../src/cluster/topology';
import { topologyOf } from '../../src/cluster/topology-file';
import { parseYaml } from '../../src/manifests/yaml';
import { nines } from '../cli/run';
import { listOf } from './objects';

/** What `nines topology` prints about objects, and what `nines check` reads of it. */
export async function topologyOfObjects(...items: readonly object[]): Promise<{ readonly text: string; readonly topology: Topology }> {
  const { code, out, error } = await nines(['topology', '@objects.json'], { 'objects.json': listOf(...items) });
  expect([code, error]).toEqual([0, '']);
  return { text: out, topology: readText(out) };
}

/** A printed topology as `nines check --topology FILE` reads it. */
export function readText(text: string): Topology {
  const { topology } = topologyOf(parseYaml(text, 'topology.yaml'), 'topology.yaml');
  clusterOf(topology);
  return topology;
}

/** The pools by zone: `a: workers 2`. */
export function poolsIn({ zones }: Topology): readonly string[] {
  return zones.flatMap(({ name, pools }) => pools.map((pool) => `${name}: ${pool.name} ${pool.count}`));
}

/** The notes at the head of the file, each on one line. */
export function notesIn(text: string): readonly string[] {
  const head = text.slice(0, text.indexOf('\n\n')).split('\n').slice(3);
  return head
    .join('\n')
    .replaceAll('\n#   ', ' ')
    .split('\n')
    .map((line) => line.slice('# - '.length));
}
