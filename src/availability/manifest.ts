import { isObject, listAt, objectAt, textAt, valueAt } from '../manifests/value';

/** The identity of an object. */
export interface Reference {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** One object of the manifests. */
export interface Manifest extends Reference {
  readonly body: Readonly<Record<string, unknown>>;
}

/** Kind/namespace/name, as results and annotations write it. */
export function nameOf(reference: Reference): string {
  return `${reference.kind}/${reference.namespace}/${reference.name}`;
}

/**
 * The objects in documents: lists are opened, and what is no object with a kind is passed over.
 *
 * An object without a namespace counts as in `default`, as `kubectl apply` would have it.
 */
export function manifestsOf(documents: readonly unknown[]): readonly Manifest[] {
  const manifests: Manifest[] = [];
  const rest = [...documents].reverse();
  while (rest.length > 0) {
    const body = rest.pop();
    const kind = textAt(body, 'kind');
    if (!isObject(body) || kind === undefined) continue;
    const items = kind.endsWith('List') ? listAt(body, 'items') : undefined;
    if (items && Array.isArray(valueAt(body, 'items'))) rest.push(...[...items].reverse());
    else {
      const metadata = objectAt(body, 'metadata');
      manifests.push({ kind, namespace: textAt(metadata, 'namespace') || 'default', name: textAt(metadata, 'name') ?? '', body });
    }
  }
  return manifests;
}
