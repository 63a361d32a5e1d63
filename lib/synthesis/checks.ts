import { ApiObject, type App } from 'cdk8s';
import { isNamespaced, kubernetesVersions, validate } from '../schema';
import { nameOf } from './manifest';
import type { ManifestFile, SynthesizedObject } from './manifest-file';

/**
 * What is wrong between the constructs of an application and in the objects that they made, each with the way out; none where all is well.
 *
 * @param kubernetes the cluster's minor version; one that is newer than every schema here is judged by the newest
 */
export function problemsOf(app: App, files: readonly ManifestFile[], kubernetes: string): string[] {
  const validations = app.node.findAll().flatMap(({ node }) => node.validate().map((problem) => `'${node.path}': ${problem}`));
  const objects = files.flatMap((file) => file.objects);
  const version = kubernetesVersions.includes(kubernetes) ? kubernetes : (kubernetesVersions[0] as string);
  return [
    ...validations,
    ...outside(app, objects),
    ...duplicates(objects),
    ...objects.flatMap(scope),
    ...objects.flatMap((object) => schema(object, version)),
  ];
}

/** Only the chart that an environment's build returns is written out. */
function outside(app: App, written: readonly SynthesizedObject[]): string[] {
  const paths = new Set(written.map(({ path }) => path));
  const lost = app.node
    .findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && !paths.has(construct.node.path));
  return lost.map(
    ({ node, kind, name }) =>
      `'${node.path}': ${kind} '${name}' lies outside the chart that main.ts returns, and in no file; make it, or its chart, with that chart as its scope`,
  );
}

/** cdk8s lets two constructs make the same object without a word, and the second one overwrites the first in the cluster. */
function duplicates(objects: readonly SynthesizedObject[]): string[] {
  const makers = new Map<string, string[]>();
  for (const { manifest, path } of objects) {
    const group = manifest.apiVersion.includes('/') ? `${manifest.apiVersion.split('/')[0]} ` : '';
    const name = `${group}${nameOf(manifest)}`;
    makers.set(name, [...(makers.get(name) ?? []), `'${path}'`]);
  }
  return [...makers]
    .filter(([, paths]) => paths.length > 1)
    .map(([name, paths]) => `${name} is made ${paths.length} times, by ${paths.join(' and ')}; give each a name of its own`);
}

/** cdk8s stamps a chart's namespace on every object. The cluster's own objects have none; the others go where somebody's kubectl points. */
function scope({ manifest, path }: SynthesizedObject): string[] {
  const namespaced = isNamespaced(manifest.apiVersion, manifest.kind);
  const { namespace } = manifest.metadata;
  if (namespaced === false && namespace !== undefined) {
    return [`'${path}': ${nameOf(manifest)} belongs to no namespace, got '${namespace}' from its chart; wrap it: clusterScoped(new ...)`];
  }
  if (namespaced === true && namespace === undefined) {
    return [`'${path}': ${nameOf(manifest)} has no namespace; give its chart or its metadata one`];
  }
  return [];
}

/** What the API server would refuse. */
function schema({ manifest, path }: SynthesizedObject, version: string): string[] {
  return validate(manifest, version)
    .filter(({ problem }) => problem !== 'skipped')
    .map(({ pointer, message, fix }) => `'${path}': ${nameOf(manifest)} ${pointer}: ${message}; ${fix}`);
}
