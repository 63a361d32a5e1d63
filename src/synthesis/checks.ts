import { ApiObject, type App } from 'cdk8s';
import { isNamespaced, typeOf } from '../manifests/scope';
import { nameOf } from './manifest';
import type { ManifestFile, SynthesizedObject } from './manifest-file';

/** What the constructs of an application say of themselves and of their place, each with the way out; none where all is well. */
export function problemsOf(app: App, files: readonly ManifestFile[]): string[] {
  const validations = app.node.findAll().flatMap(({ node }) => node.validate().map((problem) => `'${node.path}': ${problem}`));
  const objects = files.flatMap((file) => file.objects);
  return [...validations, ...outside(app, objects), ...objects.flatMap(scope)];
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

/** cdk8s stamps a chart's namespace on every object. The cluster's own objects have none; the others go where somebody's kubectl points. */
function scope({ manifest, path }: SynthesizedObject): string[] {
  const namespaced = isNamespaced(typeOf(manifest.apiVersion, manifest.kind));
  const { namespace } = manifest.metadata;
  if (namespaced === false && namespace !== undefined) {
    return [`'${path}': ${nameOf(manifest)} belongs to no namespace, got '${namespace}' from its chart; wrap it: clusterScoped(new ...)`];
  }
  if (namespaced === true && namespace === undefined) {
    return [`'${path}': ${nameOf(manifest)} has no namespace; give its chart or its metadata one`];
  }
  return [];
}
