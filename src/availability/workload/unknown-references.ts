import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { isNamespaced } from '../../manifests/scope';
import { isObject, type JsonObject, textAt } from '../../manifests/value';
import { changers } from '../fields/changers';
import { listing } from '../fields/interveners';

/** The kinds of workloads that operators name. */
const workloadKinds: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** The fields in which operators name what they manage: `workloadRef`, `targetRef`, `scaleTargetRef`, `target`, `workloadSelector`. */
const naming = /(ref|reference|target|selector)s?$/i;

/** Those in which a name alone means a workload: its kind is the operator's default. */
const namingWorkloads = /^(?:scaleTarget|workload|deployment|statefulSet)Ref(?:erence)?s?$/i;

const anyKind = 'any';

const known = new WeakMap<ObjectIndex, ReadonlyMap<string, KubernetesObject>>();

/** The objects of kinds that nobody here knows and that name a workload: what they do to it, only their operator knows. As sentences. */
export function namedByUnknown({ kind, namespace, name }: WorkloadResource, index: ObjectIndex): readonly string[] {
  const references = known.get(index) ?? referencesIn(index);
  known.set(index, references);
  const place = `${namespace || 'default'}/${name}`;
  const object = references.get(`${kind}/${place}`) ?? references.get(`${anyKind}/${place}`);
  return object ? [`${idOf(object)} names it and may change its pods or their number, and is not modelled`] : [];
}

function referencesIn(index: ObjectIndex): ReadonlyMap<string, KubernetesObject> {
  const found = new Map<string, KubernetesObject>();
  for (const object of index.objects) {
    // A Rollout of Argo makes pods of its own, or takes over those of a Deployment.
    if (isNamespaced(object.type) !== undefined || Object.hasOwn(changers, object.type) || listing.has(object.type)) continue;
    for (const reference of referencesOf(object.root.value)) {
      const namespace = textAt(reference, 'namespace') ?? (object.namespace || 'default');
      found.set(`${textAt(reference, 'kind') ?? anyKind}/${namespace}/${textAt(reference, 'name')}`, object);
    }
  }
  return found;
}

/** Every reference to a workload at any depth. What YAML's aliases share is looked at once. */
function referencesOf(root: unknown): readonly JsonObject[] {
  const found: JsonObject[] = [];
  const seen = new Set<unknown>();
  const open: { readonly value: unknown; readonly field: string }[] = [{ value: root, field: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, field } = next;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (Array.isArray(value)) {
      for (const item of value) open.push({ value: item, field });
      continue;
    }
    if (!isObject(value)) continue;
    const kind = textAt(value, 'kind');
    if (kind === undefined ? namingWorkloads.test(field) : naming.test(field) && workloadKinds.has(kind)) found.push(value);
    for (const [name, part] of Object.entries(value)) open.push({ value: part, field: name });
  }
  return found;
}
