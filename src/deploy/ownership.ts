import { isObject, type JsonObject, listAt, objectAt, textAt, valueAt } from '../manifests/value';
import { FIELD_MANAGER } from './api';

/** The field manager of `kubectl apply` without `--server-side`. */
const CLIENT_SIDE = 'kubectl-client-side-apply';

/** A field manager's entry in `metadata.managedFields`. */
type Entry = JsonObject;

/** Whether an object was applied by these commands, or by `kubectl apply` before them. */
export function isApplied(live: JsonObject): boolean {
  return managersOf(live).some(isOwn);
}

/**
 * The patch that hands fields over before an apply; empty if there is nothing to hand over.
 *
 * - What `kubectl apply` set belongs to us from now on. Otherwise a field that is gone from the manifest would stay, because kubectl still manages it.
 * - `spec.replicas` belongs to nobody if the manifest leaves it to an autoscaler. Otherwise the server would take it back to 1, because it was ours.
 *
 * Source: https://kubernetes.io/docs/reference/using-api/server-side-apply, "Upgrading from client-side apply" and "Transferring ownership"; the former
 * is `k8s.io/client-go/util/csaupgrade`.
 */
export function handOver(live: JsonObject, { leavesReplicas }: { readonly leavesReplicas: boolean }): readonly JsonObject[] {
  const before = managersOf(live);
  const merged = withoutClientSide(before);
  const after = leavesReplicas ? merged.map(withoutReplicas) : merged;
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [
    { op: 'test', path: '/metadata/resourceVersion', value: valueAt(live, 'metadata', 'resourceVersion') },
    { op: 'replace', path: '/metadata/managedFields', value: after },
  ];
}

function managersOf(live: JsonObject): readonly Entry[] {
  return listAt(live, 'metadata', 'managedFields').filter(isObject);
}

function isOwn({ manager, operation, subresource }: Entry): boolean {
  if (subresource !== undefined && subresource !== '') return false;
  return (manager === FIELD_MANAGER && operation === 'Apply') || (manager === CLIENT_SIDE && operation === 'Update');
}

function withoutClientSide(entries: readonly Entry[]): readonly Entry[] {
  const old = entries.filter((entry) => isOwn(entry) && entry['manager'] === CLIENT_SIDE);
  if (old.length === 0) return entries;
  const own = entries.find((entry) => isOwn(entry) && entry['manager'] === FIELD_MANAGER);
  const fields = [...old, ...(own ? [own] : [])].map((entry) => objectAt(entry, 'fieldsV1')).reduce(union);
  const { apiVersion, fieldsType, time } = (own ?? old[0]) as Entry;
  const entry = { manager: FIELD_MANAGER, operation: 'Apply', apiVersion, fieldsType, fieldsV1: fields, time };
  return [...entries.filter((it) => !old.includes(it) && it !== own), entry];
}

/** The fields of both: sets of paths as trees. */
function union(first: JsonObject, second: JsonObject): JsonObject {
  const all = Object.keys({ ...first, ...second }).map((name) => [name, union(objectAt(first, name), objectAt(second, name))]);
  return Object.fromEntries(all);
}

function withoutReplicas(entry: Entry): Entry {
  const spec = objectAt(entry, 'fieldsV1', 'f:spec');
  if (!isOwn(entry) || !Object.hasOwn(spec, 'f:replicas')) return entry;
  const { 'f:replicas': _, ...others } = spec;
  const { 'f:spec': __, ...fields } = objectAt(entry, 'fieldsV1');
  return { ...entry, fieldsV1: { ...fields, ...(Object.keys(others).length > 0 && { 'f:spec': others }) } };
}

/** Kinds whose pods an autoscaler counts. */
const scaled = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

/** Whether a manifest leaves the number of pods to an autoscaler. */
export function leavesReplicas(manifest: JsonObject): boolean {
  return scaled.includes(textAt(manifest, 'kind') ?? '') && valueAt(manifest, 'spec', 'replicas') === undefined;
}

/** The manifest for a dry run, which can't hand `spec.replicas` over: the number that is running stays. */
export function withLiveReplicas(manifest: JsonObject, live: JsonObject | undefined): JsonObject {
  const replicas = valueAt(live, 'spec', 'replicas');
  if (replicas === undefined || !leavesReplicas(manifest)) return manifest;
  return { ...manifest, spec: { ...objectAt(manifest, 'spec'), replicas } };
}
