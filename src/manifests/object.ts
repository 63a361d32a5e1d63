import type { Document } from './document';
import { Place } from './place';
import { type Pod, podOf } from './pod';
import type { Path } from './pointer';
import { isNamespaced, typeOf } from './scope';
import { isObject, textsAt, valueAt } from './value';

/** One object of the manifests. */
export interface KubernetesObject {
  /** Kind and API group, such as `Deployment.apps` or `Service`: what it is in any version of the group. */
  readonly type: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;

  /** Where it goes: `default` where it says nothing, empty where its kind belongs to no namespace. */
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;

  /** The object itself. Pointers start here. */
  readonly root: Place;

  /** The pods that it makes. */
  readonly pod?: Pod;
  readonly document: Document;

  /** The way from the document to the object: not empty in a `List`. */
  readonly within: Path;
}

/** The objects in documents, in their order; lists are opened, and what was never meant to be an object is passed over. */
export function objectsOf(documents: readonly Document[]): readonly KubernetesObject[] {
  return documents.flatMap((document) => opened(document, document.value, []));
}

/** What has one of these was meant to be an object. */
const marks = ['apiVersion', 'kind', 'metadata'];

function opened(document: Document, value: unknown, within: Path): readonly KubernetesObject[] {
  if (!isObject(value) || !marks.some((mark) => Object.hasOwn(value, mark))) return [];
  const kind = textOr(value['kind']);
  const items = valueAt(value, 'items');
  if (!kind.endsWith('List') || !Array.isArray(items)) return [kubernetesObject(document, value, kind, within)];
  return items.flatMap((item, index) => opened(document, typed(item, value, kind), [...within, 'items', index]));
}

/** An item of a list of one kind, such as a `ConfigMapList`, needn't say its kind again. */
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
  const namespaced = isNamespaced(type);
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
