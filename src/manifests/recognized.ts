import type { Document, ReadDocument } from './document';
import { InputError } from './input-error';
import type { Path } from './pointer';
import { isObject } from './value';
import { show, sortOf } from './words';

/** A document whose origin has a name. */
type Named = Document & Pick<ReadDocument, 'file'>;

/** How many Kubernetes objects a document holds; one that isn't an object with a kind is an {@link InputError}. */
export function objectsIn(document: Named): number {
  return objectsAt(document.value, document, []);
}

function objectsAt(value: unknown, document: Named, path: Path, listed?: string): number {
  if (!isObject(value)) throw notManifest(`${show(value)} is ${sortOf(value)}, not a Kubernetes object`, document, path);
  const isNamed = typeof value['kind'] === 'string' && value['kind'] !== '';
  // An item of a DeploymentList needn't say that it is a Deployment. An apiVersion that is missing is a finding of required-field.
  if (!isNamed && (listed === undefined || listed === 'List')) {
    const missing = value['apiVersion'] === undefined ? 'apiVersion and kind' : 'kind';
    throw notManifest(`a document without ${missing} is not a Kubernetes object`, document, path);
  }
  const kind = String(value['kind'] ?? '');
  const items = value['items'];
  if (!kind.endsWith('List') || !Array.isArray(items)) return 1;
  return items.reduce((sum: number, item, index) => sum + objectsAt(item, document, [...path, 'items', index], kind), 0);
}

/** Whether it is Kustomize's own: it names objects that are elsewhere, and is none. */
export function isKustomization(value: unknown): boolean {
  return isObject(value) && String(value['apiVersion'] ?? '').startsWith('kustomize.config.k8s.io/');
}

function notManifest(message: string, { file, locate }: Named, path: Path): InputError {
  return new InputError(message, 'add apiVersion and kind, or check what Helm or Kustomize renders', {
    file,
    ...locate?.(path),
  });
}
