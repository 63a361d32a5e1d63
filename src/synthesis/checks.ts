import { ApiObject, type App } from 'cdk8s';
import type { Diagnostic } from '../manifests/diagnostic';
import { inWords } from '../manifests/identity';
import { isNamespaced, typeOf } from '../manifests/scope';
import { objectIdentityOf } from './manifest';
import type { ManifestFile, SynthesizedObject } from './manifest-file';
import { identity, invalidValue } from './refusals';

/** What the constructs of an application say of themselves and of their place; none where all is well. */
export function problemsOf(app: App, files: readonly ManifestFile[]): Diagnostic[] {
  const validations = app.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((problem) => invalidValue(problem, '', { construct: node.path })));
  const objects = files.flatMap((file) => file.objects);
  return [...validations, ...outside(app, objects), ...objects.flatMap(scope)];
}

/** Only the chart that an environment's build returns is written out. */
function outside(app: App, written: readonly SynthesizedObject[]): Diagnostic[] {
  const paths = new Set(written.map(({ path }) => path));
  const lost = app.node
    .findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && !paths.has(construct.node.path));
  return lost.map(({ node, kind, name, metadata }) => ({
    ...identity('objectInChart'),
    place: { construct: node.path, object: { kind, namespace: metadata.namespace ?? '', name } },
    message: `${kind} '${name}' lies outside the chart that main.ts returns, and in no file`,
    fix: 'make it, or its chart, with that chart as its scope',
  }));
}

/** cdk8s stamps a chart's namespace on every object. The cluster's own objects have none; the others go where somebody's kubectl points. */
function scope({ manifest, path }: SynthesizedObject): Diagnostic[] {
  const namespaced = isNamespaced(typeOf(manifest.apiVersion, manifest.kind));
  const { namespace } = manifest.metadata;
  const found = { ...identity('namespaceFitsKind'), place: { construct: path, object: objectIdentityOf(manifest) } };
  if (namespaced === false && namespace !== undefined) {
    const message = `${inWords(objectIdentityOf(manifest))} belongs to no namespace, got '${namespace}' from its chart`;
    return [{ ...found, message, fix: 'wrap it: clusterScoped(new ...)' }];
  }
  if (namespaced === true && namespace === undefined) {
    return [{ ...found, message: `${inWords(objectIdentityOf(manifest))} has no namespace`, fix: 'give its chart or its metadata one' }];
  }
  return [];
}
