import { type Path, pointerTo } from '../manifests/pointer';
import { isObject } from '../manifests/value';
import type { Catalog } from './catalog';
import { catalogFor } from './catalogs';
import type { SchemaFinding } from './finding';
import { unknownKind } from './kinds';
import { checkName } from './names';
import { wrongType } from './scalars';
import { walk } from './walk';

/**
 * Validates a manifest against the schema of its kind, as strictly as the API server with `fieldValidation=Strict`.
 *
 * A `List` is validated item by item. A custom resource without a known schema yields one finding that says so.
 *
 * @param kubernetesVersion such as `1.36` or `v1.36.3`; one of `kubernetesVersions`
 */
export function validate(manifest: unknown, kubernetesVersion: string): SchemaFinding[] {
  return validateAt(manifest, kubernetesVersion, []);
}

function validateAt(manifest: unknown, version: string, path: Path): SchemaFinding[] {
  const pointer = pointerTo(path);
  if (!isObject(manifest)) return [{ pointer, ...wrongType(manifest, 'a Kubernetes object'), problem: 'not-an-object' }];
  const { apiVersion, kind } = manifest;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return untyped(manifest, pointer);
  const catalog = catalogFor(apiVersion, version);
  const type = catalog.kind(apiVersion, kind);
  if (type) {
    const names = checkName(manifest, apiVersion, kind, version).map((finding) => ({ ...finding, pointer: pointer + finding.pointer }));
    return [...walk(type, manifest, catalog, path), ...names];
  }
  const items = itemsOf(manifest, apiVersion, kind, catalog);
  if (items) return items.flatMap((item, index) => validateAt(item, version, [...path, 'items', index]));
  return [{ pointer, ...unknownKind(apiVersion, kind, catalog) }, ...walkMetadata(manifest, catalog, path)];
}

/** The metadata is the same for all kinds, unknown ones included. */
function walkMetadata({ metadata }: Record<string, unknown>, catalog: Catalog, path: Path): SchemaFinding[] {
  return metadata === undefined || metadata === null
    ? []
    : walk(catalog.definition('meta.v1.ObjectMeta'), metadata, catalog, [...path, 'metadata']);
}

function untyped(manifest: Record<string, unknown>, pointer: string): SchemaFinding[] {
  return ['apiVersion', 'kind'].flatMap((field): SchemaFinding[] => {
    const value = manifest[field];
    if (typeof value === 'string') return [];
    const missing = { pointer, problem: 'missing', message: `'${field}' is missing`, fix: `add '${field}', a string` } as const;
    return [value === undefined || value === null ? missing : { pointer: `${pointer}/${field}`, ...wrongType(value, 'a string') }];
  });
}

/** The objects of a `List`, or of a typed list such as `ConfigMapList`, whose items may omit their kind. */
function itemsOf(manifest: Record<string, unknown>, apiVersion: string, kind: string, catalog: Catalog): unknown[] | undefined {
  const { items } = manifest;
  if (!kind.endsWith('List') || !Array.isArray(items)) return undefined;
  const of = kind.slice(0, -'List'.length);
  if (of === '' && apiVersion === 'v1') return items;
  if (!catalog.kind(apiVersion, of)) return undefined;
  return items.map((item) => (isObject(item) ? { apiVersion, kind: of, ...item } : item));
}
