import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import type { Place } from '../manifests/place';
import { isNamespaced } from '../manifests/scope';

/** What templates and instructions leave to be filled in: `{{ .Values.tag }}`, `${TAG}`, `<your-image>`, `%TAG%`, `__TAG__`, `YOUR_IMAGE`. */
const form =
  /\{\{.*\}\}|\$\{[A-Za-z_].*\}|<[A-Za-z][\w .-]*>|%[A-Z][A-Z_]*%|__[A-Z][A-Z_]*__|\bYOUR[-_][A-Z]|\b(?:CHANGE|REPLACE)[-_]?ME\b/;

/** Fields of free text, in which the same characters mean something else. */
const free = new Set(['annotations', 'args', 'binaryData', 'command', 'data', 'description', 'env', 'stringData', 'subPathExpr']);

/** The depth at which a walk through an object ends. */
const deepest = 30;

/** The placeholders of a file. */
interface Placeholders {
  /** The first object with one, and where. */
  readonly object: KubernetesObject;
  readonly at: Place;

  /** All that are different. */
  readonly texts: Set<string>;
}

const known = new WeakMap<ObjectIndex, readonly Placeholders[]>();

/** The placeholders in the manifests, by file. */
export function placeholdersIn(index: ObjectIndex): readonly Placeholders[] {
  const before = known.get(index);
  if (before) return before;
  const byFile = new Map<string | KubernetesObject, Placeholders>();
  for (const object of index.objects) {
    for (const at of isTold(object) ? placeholdersOf(object.root, deepest) : []) {
      const file = object.document.file ?? object;
      const placeholders = byFile.get(file) ?? { object, at, texts: new Set() };
      byFile.set(file, placeholders);
      placeholders.texts.add(String(at.value));
    }
  }
  known.set(index, [...byFile.values()]);
  return [...byFile.values()];
}

/** Whether values of a kind are plain: custom resources hold templates of their own, and schemas and policies quote the same forms. */
function isTold({ type }: KubernetesObject): boolean {
  const group = type.slice(type.indexOf('.') + 1);
  if (/^(?:apiextensions|admissionregistration)\./.test(group)) return false;
  return isNamespaced(type) !== undefined && (!group.includes('.') || group.endsWith('.k8s.io'));
}

/** Whether a place of an object holds a placeholder, so that nothing else can be said of it. */
export function isPlaceholder(object: KubernetesObject, { path }: Place): boolean {
  if (!isTold(object) || path.some((step) => free.has(String(step)))) return false;
  const { value } = object.root.at(...path);
  return typeof value === 'string' && form.test(value);
}

function placeholdersOf(place: Place, depth: number): readonly Place[] {
  const { value } = place;
  if (typeof value === 'string') return form.test(value) ? [place] : [];
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  return place.parts().flatMap((part) => (free.has(part.key) ? [] : placeholdersOf(part, depth - 1)));
}
