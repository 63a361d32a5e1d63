import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';

/** One object of the manifests, as a rule of your own sees it. Every version of an API group looks alike here. */
export interface RuleObject {
  readonly apiVersion: string;
  readonly kind: string;

  /** Its namespace: `default` where the manifest names none, empty for a cluster-scoped object. */
  readonly namespace: string;
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;

  /** The whole object. `object.root.at('spec', 'replicas')` is a part of it, with or without a value. */
  readonly root: Place;

  /** The spec of the pods that it creates; undefined where it creates none. */
  readonly podSpec?: Place;

  /** The containers of those pods, init and ephemeral containers included. */
  readonly containers: readonly Place[];
}

/** All manifests that are checked together, as a rule of your own sees them. */
export interface RuleContext {
  readonly objects: readonly RuleObject[];

  /** The object of that kind and name, undefined where there is none. A cluster-scoped object has the namespace `''`. */
  find(kind: string, namespace: string, name: string): RuleObject | undefined;

  /** The minor version of Kubernetes, such as `1.36`. */
  readonly kubernetes: string;
}

const views = new WeakMap<KubernetesObject, RuleObject>();

/** An object as rules of one's own see it; the same one each time. */
export function viewOf(object: KubernetesObject): RuleObject {
  const known = views.get(object);
  if (known) return known;
  const { apiVersion, kind, namespace, name, labels, annotations, root, pod } = object;
  const view = { apiVersion, kind, namespace, name, labels, annotations, root, podSpec: pod?.spec, containers: pod?.containers ?? [] };
  views.set(object, view);
  return view;
}

/** All objects as rules of one's own see them. */
export function contextOf(index: ObjectIndex, kubernetes: string): RuleContext {
  const objects = index.objects.map(viewOf);
  const byName = new Map(objects.map((object) => [keyOf(object.kind, object.namespace, object.name), object]));
  return { objects, kubernetes, find: (kind, namespace, name) => byName.get(keyOf(kind, namespace, name)) };
}

function keyOf(...parts: readonly string[]): string {
  return parts.join('/');
}
