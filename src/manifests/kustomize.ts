import { basename, dirname, join, normalize } from 'node:path';
import { listAt, valueAt } from './value';

/** A file of settings for `kustomize build`. */
export interface Kustomization {
  readonly file: string;
  readonly value: unknown;
}

/** Whether a document tells Kustomize what to build, and is not an object itself. */
export function isKustomization(value: unknown, file: string): boolean {
  const apiVersion = String(valueAt(value, 'apiVersion') ?? '');
  if (apiVersion.startsWith('kustomize.config.k8s.io/') || apiVersion === 'builtin') return true;
  // Both fields are optional in a file of this name.
  return /^kustomization\.ya?ml$/.test(basename(file)) && apiVersion === '';
}

/** Whether a document lists the operations of a JSON patch (RFC 6902), which Kustomize applies to an object. */
export function isJsonPatch(value: unknown): boolean {
  return (
    Array.isArray(value) && value.length > 0 && value.every((it) => ['op', 'path'].every((field) => typeof valueAt(it, field) === 'string'))
  );
}

/** The files that hold patches, and not whole objects. */
export function patchesOf({ file, value }: Kustomization): readonly string[] {
  const listed = ['patches', 'patchesStrategicMerge', 'transformers', 'generators', 'configurations'].flatMap((field) =>
    listAt(value, field),
  );
  const named = ['patches', 'patchesJson6902'].flatMap((field) => listAt(value, field).map((patch) => valueAt(patch, 'path')));
  return [...listed, ...named].flatMap((path) => (typeof path === 'string' ? [beside(file, path)] : []));
}

/** Whether Kustomize builds the objects of a file, and may change their names, labels and images. */
export function isBuiltBy({ file, value }: Kustomization, source: string): boolean {
  const listed = ['resources', 'bases', 'crds'].flatMap((field) => listAt(value, field));
  return dirname(source) === dirname(file) || listed.some((path) => typeof path === 'string' && beside(file, path) === normalize(source));
}

function beside(file: string, path: string): string {
  return normalize(join(dirname(file), path));
}
