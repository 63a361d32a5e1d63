import type { ReadDocument } from './document';
import { InputError } from './input-error';
import type { Path } from './pointer';
import { isObject } from './value';
import { mustBe } from './words';

/** The number of Kubernetes objects in a document. Anything but an object with a kind is an {@link InputError}. */
export function objectsIn(document: ReadDocument): number {
  return objectsAt(document.value, document, []);
}

function objectsAt(value: unknown, document: ReadDocument, path: Path, listed?: string): number {
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

/** Whether it is a Kustomization, which refers to objects in other files and is not one itself. */
export function isKustomization(value: unknown): boolean {
  return isObject(value) && String(value['apiVersion'] ?? '').startsWith('kustomize.config.k8s.io/');
}

function notManifest(message: string, { file, locate }: ReadDocument, path: Path): InputError {
  return new InputError(message, 'add apiVersion and kind, or check the output of Helm or Kustomize', {
    file,
    ...locate(path),
  });
}
