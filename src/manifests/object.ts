import type { Document } from './document';
import { Place } from './place';
import { type Pod, podMakers, podOf } from './pod';
import type { Path } from './pointer';
import { isNamespaced, typeOf } from './scope';
import { isObject, textsAt, valueAt } from './value';

/** One object of the manifests. */
export interface KubernetesObject {
  /** The kind and API group without the version, such as `Deployment.apps` or `Service`. */
  readonly type: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;

  /** The namespace: `default` if it is not set, empty for a cluster-scoped kind. */
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;

  /** The object itself. Pointers start here. */
  readonly root: Place;

  /** The pods that it creates. */
  readonly pod?: Pod;
  readonly document: Document;

  /** The path from the document to the object: not empty in a `List`. */
  readonly within: Path;
}

/** The objects in documents, in order. Lists are flattened, and documents that are not objects are skipped. */
export function objectsOf(documents: readonly Document[]): readonly KubernetesObject[] {
  return documents.flatMap((document) => opened(document, document.value, []));
}

/** A document with one of these fields is meant to be an object. */
const marks = ['apiVersion', 'kind', 'metadata'];

function opened(document: Document, value: unknown, within: Path): readonly KubernetesObject[] {
  if (!isObject(value) || !marks.some((mark) => Object.hasOwn(value, mark))) return [];
  const kind = textOr(value['kind']);
  const items = valueAt(value, 'items');
  if (!kind.endsWith('List') || !Array.isArray(items)) return [kubernetesObject(document, value, kind, within)];
  return items.flatMap((item, index) => opened(document, typed(item, value, kind), [...within, 'items', index]));
}

/** Items of a typed list, such as a `ConfigMapList`, may omit their kind. */
function typed(item: unknown, { apiVersion }: Readonly<Record<string, unknown>>, listKind: string): unknown {
  const kind = listKind.slice(0, -'List'.length);
  const isTyped = kind === '' || !isObject(item) || textOr(item['apiVersion']) !== '' || textOr(item['kind']) !== '';
  return isTyped ? item : { ...item, apiVersion, kind };
}

function kubernetesObject(document: Document, value: Readonly<Record<string, unknown>>, kind: string, within: Path): KubernetesObject {
  const apiVersion = textOr(valueAt(value, 'apiVersion'));
  const type = typeOf(apiVersion, kind);
  const root = new Place(value);
  const stated = textOr(valueAt(value, 'metadata', 'namespace'));
  // Pods are namespaced, and so is whatever creates them.
  const namespaced = isNamespaced(type) ?? (podMakers.includes(type) || undefined);
  const namespace = namespaced === false ? '' : stated || (namespaced ? 'default' : '');
  return {
    type,
    apiVersion,
    kind,
    name: textOr(valueAt(value, 'metadata', 'name')),
    namespace,
    labels: textsAt(value, 'metadata', 'labels'),
    annotations: textsAt(value, 'metadata', 'annotations'),
    root,
    pod: podOf(type, root, namespace),
    document,
    within,
  };
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
