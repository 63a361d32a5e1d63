import * as availability from '../../src/availability';
import type { Topology } from '../../src/cluster/topology';
import { indexed } from '../indexed';

/** Judges plain objects. */
export function judge(values: readonly unknown[], topology: Topology, options: Parameters<typeof availability.judge>[2] = {}) {
  return availability.judge(indexed(values), topology, options);
}

/** Predicts the placements of plain objects. */
export function predict(values: readonly unknown[], topology: Topology) {
  return availability.predict(indexed(values), topology);
}
