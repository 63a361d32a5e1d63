import { ApiObject, type App } from 'cdk8s';
import type { Diagnostic } from '../manifests/diagnostic';
import { inWords } from '../manifests/identity';
import { isNamespaced, typeOf } from '../manifests/scope';
import { objectIdentityOf } from './manifest';
import type { ManifestFile, SynthesizedObject } from './manifest-file';
import { identity, invalidValue } from './refusals';

/** What constructs report about themselves, and objects that are in the wrong chart or namespace. */
export function problemsOf(app: App, files: readonly ManifestFile[]): Diagnostic[] {
  const validations = app.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((problem) => invalidValue(problem, '', { construct: node.path })));
  const objects = files.flatMap((file) => file.objects);
  return [...validations, ...outside(app, objects), ...objects.flatMap(scope)];
}

/** Only the chart that the build of an environment returns is written. */
function outside(app: App, written: readonly SynthesizedObject[]): Diagnostic[] {
  const paths = new Set(written.map(({ path }) => path));
  const lost = app.node
    .findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct) && !paths.has(construct.node.path));
  return lost.map(({ node, kind, name, metadata }) => ({
    ...identity('objectInChart'),
    place: { construct: node.path, object: { kind, namespace: metadata.namespace ?? '', name } },
    message: `${kind} '${name}' is outside the chart that is written, so it is in no file`,
    fix: 'create it, or its chart, with that chart as its scope',
  }));
}

/** cdk8s gives every object the namespace of its chart. Cluster-scoped objects have none; others without one go wherever kubectl points. */
function scope({ manifest, path }: SynthesizedObject): Diagnostic[] {
  const namespaced = isNamespaced(typeOf(manifest.apiVersion, manifest.kind));
  const { namespace } = manifest.metadata;
  const found = { ...identity('namespaceFitsKind'), place: { construct: path, object: objectIdentityOf(manifest) } };
  if (namespaced === false && namespace !== undefined) {
    const message = `${inWords(objectIdentityOf(manifest))} is cluster-scoped, but its chart gives it the namespace '${namespace}'`;
    return [{ ...found, message, fix: 'wrap it: clusterScoped(new ...)' }];
  }
  if (namespaced === true && namespace === undefined) {
    return [
      {
        ...found,
        message: `${inWords(objectIdentityOf(manifest))} has no namespace`,
        fix: 'set the namespace of its chart, or in its metadata',
      },
    ];
  }
  return [];
}
