import type { Document, ReadDocument } from './document';
import { InputError } from './input-error';
import type { Path } from './pointer';
import { isObject } from './value';
import { mustBe } from './words';

/** A document whose origin has a name. */
type Named = Document & Pick<ReadDocument, 'file'>;

/** The number of Kubernetes objects in a document. Anything but an object with a kind is an {@link InputError}. */
export function objectsIn(document: Named): number {
  return objectsAt(document.value, document, []);
}

function objectsAt(value: unknown, document: Named, path: Path, listed?: string): number {
  if (!isObject(value)) throw notManifest(mustBe('a Kubernetes object', value), document, path);
  const isNamed = typeof value['kind'] === 'string' && value['kind'] !== '';
  // Items of a DeploymentList may omit their kind. A missing apiVersion is a finding of required-field.
  if (!isNamed && (listed === undefined || listed === 'List')) {
    const missing = value['apiVersion'] === undefined ? 'apiVersion and kind are missing' : "'kind' is missing";
    throw notManifest(`not a Kubernetes object: ${missing}`, document, path);
  }
  const kind = String(value['kind'] ?? '');
  const items = value['items'];
  if (!kind.endsWith('List') || !Array.isArray(items)) return 1;
  return items.reduce((sum: number, item, index) => sum + objectsAt(item, document, [...path, 'items', index], kind), 0);
}

/** Whether nothing says that a document is meant to be an object: it has neither an apiVersion nor a kind, like the values of a chart. */
export function isForeign(value: unknown): boolean {
  return isObject(value) && value['apiVersion'] === undefined && value['kind'] === undefined;
}

/** Whether a text is a template, which has to be rendered before it is YAML. */
export function isTemplate(text: string): boolean {
  return /\{\{-?\s*[\w.$"(/]/.test(text);
}

function notManifest(message: string, { file, locate }: Named, path: Path): InputError {
  return new InputError(message, 'add apiVersion and kind, or check the output of Helm or Kustomize', {
    file,
    ...locate?.(path),
  });
}
