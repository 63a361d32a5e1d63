import { Chart, Testing } from 'cdk8s';
import { applicationLabels } from '../src';
import { indexOf, type ObjectIndex } from '../src/manifests/object-index';
import { leavePromises } from '../src/promise/runs-on';
import type { Manifest } from '../src/synthesis/manifest';

/** The objects that constructs make in a chart `test` of the namespace `shop`. What they promise is not proved: a part of an application rarely keeps it. */
export function manifestsOf(build: (chart: Chart) => void): Manifest[] {
  const chart = chartOf();
  leavePromises(chart.node.root);
  build(chart);
  return Testing.synth(chart);
}

/** A chart `test` of the namespace `shop`, to build in. */
export function chartOf(): Chart {
  return new Chart(Testing.app(), 'test', { namespace: 'shop', labels: applicationLabels('shop'), disableResourceNameHashes: true });
}

/** The one object of that kind and name. @throws where there is none, or more than one */
export function find(manifests: readonly Manifest[], kind: string, name: string): Manifest {
  const found = manifests.filter((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const all = manifests.map((manifest) => `${manifest.kind}/${manifest.metadata.name}`).join(', ');
    throw new Error(`expected one ${kind}/${name}, found ${found.length} in: ${all || 'nothing'}`);
  }
  return only;
}

/** The names of the objects of that kind, sorted. */
export function namesOf(manifests: readonly Manifest[], kind: string): string[] {
  return manifests
    .filter((manifest) => manifest.kind === kind)
    .map(({ metadata }) => metadata.name)
    .sort();
}

/** The index of plain objects. */
export function indexed(values: readonly unknown[]): ObjectIndex {
  return indexOf(values.map((value) => ({ value })));
}
