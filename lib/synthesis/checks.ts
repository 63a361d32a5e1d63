import type { App } from 'cdk8s';
import { nameOf } from './manifest';
import type { ManifestFile, SynthesizedObject } from './manifest-file';

/** What is wrong between the constructs of an application, each with the way out; none where all is well. */
export function problemsOf(app: App, files: readonly ManifestFile[]): string[] {
  const validations = app.node
    .findAll()
    .flatMap((construct) => construct.node.validate().map((problem) => `'${construct.node.path}': ${problem}`));
  const objects = files.flatMap((file) => file.objects);
  return [...validations, ...duplicates(objects)];
}

/** cdk8s lets two constructs make the same object without a word, and the second one overwrites the first in the cluster. */
function duplicates(objects: readonly SynthesizedObject[]): string[] {
  const paths = new Map<string, string[]>();
  for (const { manifest, path } of objects) {
    const group = manifest.apiVersion.includes('/') ? `${manifest.apiVersion.split('/')[0]} ` : '';
    const name = `${group}${nameOf(manifest)}`;
    paths.set(name, [...(paths.get(name) ?? []), `'${path}'`]);
  }
  return [...paths]
    .filter(([, makers]) => makers.length > 1)
    .map(([name, makers]) => `${name} is made ${makers.length} times, by ${makers.join(' and ')}; give each a name of its own`);
}
