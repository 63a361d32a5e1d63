import type { Topology } from '../availability';
import type { ObjectIndex } from '../manifests/object-index';
import { rulesOver } from './review';

/** What the rules find in manifests, a text for each: to tell whether a change of them is mended by the one hand and broken by the other. */
export function findingsIn(index: ObjectIndex, topology: Topology): readonly string[] {
  const { findings } = rulesOver(index, { topology, provided: topology.provided });
  return findings.map(({ rule, place, message }) => JSON.stringify([rule, place.object, place.pointer, message]));
}
