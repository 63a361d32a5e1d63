import type { KubernetesObject } from '../../manifests/object';
import { isEqual, isObject, type JsonObject } from '../../manifests/value';
import { keepsEmpty, type Shape, shapeOf } from '../../schema';
import { withDefaults, withWholeDefaults } from './defaults';

/** An object as the API server stores it, and the shape of it. */
export interface Stored {
  readonly value: JsonObject;
  readonly shape: Shape;
}

/** The fields of metadata that the server writes, and the name, which tells objects apart. */
const serversOwn = [
  'name',
  'namespace',
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
];

/** Annotations that kubectl and controllers keep for themselves. */
const bookkeeping = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
];

/** Fields that say again what another one says, and the status, which the server adds to claim templates too. */
const repeated = ['core.v1.PersistentVolumeClaim.status', 'core.v1.PodSpec.serviceAccount', 'core.v1.ServiceSpec.clusterIPs'];

/**
 * An object as the API server stores it: with its defaults, without what it takes for unset, and without what it writes itself. Two manifests that are
 * stored alike are the same to it, however they are written.
 */
export function storedOf(object: KubernetesObject): Stored {
  return storedAs(object, writtenIn(object));
}

/**
 * Two objects as the API server stores them, to be compared: without what is the same text in both if they differ in their metadata alone, which takes a
 * fraction of the time.
 */
export function storedSides(before: KubernetesObject, after: KubernetesObject): readonly [Stored, Stored] {
  const [{ metadata: old, ...rest }, { metadata: next, ...other }] = [writtenIn(before), writtenIn(after)];
  if (!isEqual(rest, other)) return [storedOf(before), storedOf(after)];
  return [storedAs(before, { metadata: old }), storedAs(after, { metadata: next })];
}

function writtenIn({ root }: KubernetesObject): JsonObject {
  return isObject(root.value) ? root.value : {};
}

function storedAs({ apiVersion, kind, type }: KubernetesObject, written: JsonObject): Stored {
  const shape = shapeOf(apiVersion, kind);
  const { status: _, kind: __, ...value } = withWholeDefaults(type, written);
  const stored = part(value, shape, '');
  const { metadata, kind: ___, ...rest } = isObject(stored) ? stored : {};
  const own = metadataOf(isObject(metadata) ? metadata : {});
  return { value: { ...rest, ...(Object.keys(own).length > 0 && { metadata: own }) }, shape };
}

function metadataOf(metadata: JsonObject): JsonObject {
  const kept = Object.fromEntries(Object.entries(metadata).filter(([name]) => !serversOwn.includes(name)));
  const { annotations, ...rest } = kept;
  if (!isObject(annotations)) return kept;
  const others = Object.entries(annotations).filter(([name]) => !bookkeeping.includes(name));
  return others.length > 0 ? { ...rest, annotations: Object.fromEntries(others) } : rest;
}

/** A value of a shape. @param within the definition that it is a part of */
function part(value: unknown, shape: Shape, within: string): unknown {
  if (isObject(value)) return shape.form === 'fields' ? fields(value, shape, within) : entries(value, shape, within);
  if (Array.isArray(value)) return value.map((item) => part(item, shape.form === 'list' ? shape.of : { form: 'unknown' }, within));
  if (shape.form === 'scalar' && shape.name === 'bytes' && typeof value === 'string') return value.replace(/\s/g, '');
  return value;
}

/** A map, or an object of which no schema is known. */
function entries(value: JsonObject, shape: Shape, within: string): JsonObject {
  const of: Shape = shape.form === 'map' ? shape.of : { form: 'unknown' };
  const kept = Object.entries(value).filter(([, it]) => it !== null && it !== undefined);
  return Object.fromEntries(kept.map(([name, it]) => [name, part(it, of, within)]));
}

function fields(value: JsonObject, shape: Extract<Shape, { form: 'fields' }>, within: string): JsonObject {
  const { definition } = shape;
  const written = Object.entries(value).filter(
    ([name, it]) => it !== null && it !== undefined && !(isEmpty(it) && !keepsEmpty(definition, name)),
  );
  const given = Object.fromEntries(written);
  const all = withDefaults(definition, given, within);
  const stored = Object.entries(all).flatMap(([name, it]): [string, unknown][] => {
    if (it === undefined || repeated.includes(`${definition}.${name}`)) return [];
    const kept = part(it, shape.at(name), definition);
    return isEmpty(kept) && !keepsEmpty(definition, name) ? [] : [[name, kept]];
  });
  return Object.fromEntries(stored);
}

/** The zero values of Go, which JSON omits. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === '' || value === 0 || value === false;
}
