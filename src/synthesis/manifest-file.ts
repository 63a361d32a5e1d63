import { ApiObject, type Chart, DependencyGraph } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { tierOf } from '../constructs/gitops/tier';
import type { Manifest } from './manifest';

/** A file of an environment: the objects of one child of its chart. */
export interface ManifestFile {
  /** Its name, such as `30-backend.yaml`. */
  readonly name: string;

  /** Its objects, in the order in which they are written. */
  readonly objects: readonly SynthesizedObject[];
}

/** An object and the construct that created it. */
export interface SynthesizedObject {
  readonly manifest: Manifest;

  /** The construct's path. */
  readonly path: string;
}

/** The files of a chart, by name: one for each of its children that has objects. */
export function manifestFiles(chart: Chart): ManifestFile[] {
  return chart.node.children
    .map((component) => ({ component, objects: objectsOf(component) }))
    .filter(({ objects }) => objects.length > 0)
    .map(({ component, objects }) => ({ name: nameOf(component, objects), objects }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The prefix orders the files for kubectl. */
function nameOf(component: IConstruct, objects: readonly SynthesizedObject[]): string {
  const tier = tierOf(objects.map(({ manifest }) => manifest.kind));
  return `${String(tier).padStart(2, '0')}-${component.node.id}.yaml`;
}

/** In the order of their creation, except that `addDependency` moves dependencies first. */
function objectsOf(component: IConstruct): SynthesizedObject[] {
  return new DependencyGraph(component.node)
    .topology()
    .filter(ApiObject.isApiObject)
    .map((object) => ({ manifest: object.toJson() as Manifest, path: object.node.path }));
}
