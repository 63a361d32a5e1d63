import type { Topology } from '../availability';
import type { ObjectIndex } from '../manifests/object-index';
import { type ReviewOptions, rulesOver } from './review';

/** The findings of the rules as texts, so that those before and after a change can be compared. */
export function findingsIn(
  index: ObjectIndex,
  topology: Topology,
  { provided = [], rules }: Pick<ReviewOptions, 'provided' | 'rules'> = {},
): readonly string[] {
  const { findings } = rulesOver(index, { topology, provided: [...(topology.provided ?? []), ...provided], rules });
  return findings.map(({ rule, place, message }) => JSON.stringify([rule, place.object, place.pointer, message]));
}
