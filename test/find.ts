import { App, Chart } from 'cdk8s';
import { applicationLabels, type Manifest } from '../src';

/** A chart `test` of the namespace `shop`, to build in. */
export function chartOf(): Chart {
  return new Chart(new App(), 'test', { namespace: 'shop', labels: applicationLabels('shop'), disableResourceNameHashes: true });
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
