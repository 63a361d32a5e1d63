import { ApiObject, type Chart, DependencyGraph } from 'cdk8s';
import type { IConstruct } from 'constructs';
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

/**
 * kubectl applies a folder's files by name. A component's tier depends on its kinds alone, so that another component renames no file: first the
 * namespace, then prerequisites, stateful workloads, stateless ones, and the entry point.
 */
const TIERS: readonly { readonly prefix: string; readonly kinds: ReadonlySet<string> }[] = [
  { prefix: '00', kinds: new Set(['Namespace']) },
  { prefix: '40', kinds: new Set(['Ingress', 'Gateway', 'HTTPRoute']) },
  { prefix: '20', kinds: new Set(['StatefulSet']) },
  { prefix: '30', kinds: new Set(['Deployment', 'DaemonSet', 'Job', 'CronJob']) },
];
const FOUNDATION = '10';

/** The files of a chart, by name: one for each of its children that has objects. */
export function manifestFiles(chart: Chart): ManifestFile[] {
  return chart.node.children
    .map((component) => ({ component, objects: objectsOf(component) }))
    .filter(({ objects }) => objects.length > 0)
    .map(({ component, objects }) => ({ name: `${tierOf(objects)}-${component.node.id}.yaml`, objects }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function tierOf(objects: readonly SynthesizedObject[]): string {
  const tier = TIERS.find(({ kinds }) => objects.some(({ manifest }) => kinds.has(manifest.kind)));
  return tier?.prefix ?? FOUNDATION;
}

/** In the order of their creation, except that `addDependency` moves dependencies first. */
function objectsOf(component: IConstruct): SynthesizedObject[] {
  return new DependencyGraph(component.node)
    .topology()
    .filter(ApiObject.isApiObject)
    .map((object) => ({ manifest: object.toJson() as Manifest, path: object.node.path }));
}
