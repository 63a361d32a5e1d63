import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { ObjectIndex, type WorkloadResource } from '../../manifests/object-index';
import { isEqual } from '../../manifests/value';

const known = new WeakMap<ObjectIndex, ObjectIndex>();

/** The manifests without equal copies of an object: applied twice, it is one. */
export function withoutCopies(index: ObjectIndex): ObjectIndex {
  const before = known.get(index);
  if (before) return before;
  const left = index.objects.filter((object) => !isCopy(object, index));
  const found = left.length === index.objects.length ? index : new ObjectIndex(left);
  known.set(index, found);
  return found;
}

/** Of those that are equal the last one stays: applied in their order, it replaces what comes between. */
function isCopy(object: KubernetesObject, index: ObjectIndex): boolean {
  const namesakes = namesakesOf(object, index);
  const later = [namesakes[namesakes.indexOf(object) + 1], namesakes.at(-1)];
  return later.some((it) => it !== undefined && it !== object && isEqual(statedIn(it), statedIn(object)));
}

/** What of an object is read here. */
function statedIn({ type, root, labels, annotations }: KubernetesObject): unknown {
  return type === 'Namespace' ? [labels, annotations].map(Object.fromEntries) : root.value;
}

/** An object that the manifests define in several ways. */
export interface DefinedTwice {
  readonly because: string;
  /** Whether a refutation may be about a definition that the cluster doesn't keep. */
  readonly mayBeReplaced: boolean;
}

/** Those of the objects that the manifests define in several ways. Applied in their order, the last one replaces the others. */
export function definedTwice(workload: WorkloadResource, around: readonly KubernetesObject[], index: ObjectIndex): readonly DefinedTwice[] {
  const ids = new Map<string, DefinedTwice>();
  for (const object of around) {
    const namesakes = namesakesOf(object, index);
    if (namesakes.length < 2) continue;
    const isLast = object.root === workload.root && namesakes.at(-1)?.root === object.root;
    ids.set(idOf(object), {
      because: `the manifests define ${idOf(object)} in several ways: check one of them at a time`,
      mayBeReplaced: !isLast,
    });
  }
  return [...ids.values()];
}

/** Every object of its type and name. Without a name, the API server makes one up. */
function namesakesOf({ type, namespace, name }: KubernetesObject, index: ObjectIndex): readonly KubernetesObject[] {
  return name === '' ? [] : index.all(type, namespace, name);
}
