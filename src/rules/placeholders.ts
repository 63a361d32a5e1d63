import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import type { Place } from '../manifests/place';
import type { Path } from '../manifests/pointer';
import { isNamespaced } from '../manifests/scope';

/** What templates and instructions leave to be filled in: `{{ .Values.tag }}`, `${TAG}`, `<your-image>`, `%TAG%`, `__TAG__`, `YOUR_IMAGE`. */
const form =
  /\{\{.*\}\}|\$\{[A-Za-z_].*\}|<[A-Za-z][\w .-]*>|%[A-Z][A-Z_]*%|__[A-Z][A-Z_]*__|\bYOUR[-_][A-Z]|\b(?:CHANGE|REPLACE)[-_]?ME\b/;

/** Fields of free text, in which the same characters mean something else. */
const free = new Set(['annotations', 'args', 'binaryData', 'command', 'data', 'description', 'env', 'stringData', 'subPathExpr']);

/** The depth at which a walk through an object ends. */
const deepest = 30;

const none: readonly Path[] = [];

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
    for (const path of isTold(object) ? pathsOf(object.root.value, deepest) : none) {
      const at = object.root.at(...path);
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

/** Where a value holds placeholders: most hold none, and of those no place is made. */
function pathsOf(value: unknown, depth: number): readonly Path[] {
  if (typeof value === 'string') return form.test(value) ? [[]] : none;
  if (depth === 0 || typeof value !== 'object' || value === null) return none;
  let found = none;
  for (const key of Object.keys(value)) {
    const within = free.has(key) ? none : pathsOf((value as Readonly<Record<string, unknown>>)[key], depth - 1);
    if (within.length === 0) continue;
    const step = Array.isArray(value) ? Number(key) : key;
    found = [...found, ...within.map((path) => [step, ...path])];
  }
  return found;
}
