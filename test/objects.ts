import { type Chart, Testing } from 'cdk8s';
import type { Manifest } from '../src';
import { chartOf } from './find';

export { chartOf, find, namesOf } from './find';

/** The objects that constructs make in a chart `test` of the namespace `shop`. */
export function manifestsOf(build: (chart: Chart) => void): Manifest[] {
  const chart = chartOf();
  build(chart);
  return Testing.synth(chart);
}
