import { type Chart, Testing } from 'cdk8s';
import type { Manifest } from '../src';
import { skipProof } from '../src/promise/runs-on';
import { chartOf } from './find';

export { chartOf, find, namesOf } from './find';
export { indexed } from './indexed';

/** The objects that constructs make in a chart `test` of the namespace `shop`. What they promise is not proved: a part of an application rarely keeps it. */
export function manifestsOf(build: (chart: Chart) => void): Manifest[] {
  const chart = chartOf();
  skipProof(chart.node.root);
  build(chart);
  return Testing.synth(chart);
}
