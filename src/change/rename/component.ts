import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { podMakers } from '../../manifests/pod';
import { behind } from '../../manifests/service';
import type { Sides } from '../delivery/expansion';
import type { Candidate, Renames } from './closest';

/**
 * Whether an old object and a new one may be the same one under another name: components of one kind differ in little but their names. A workload keeps at
 * least one of its images. What selects pods, or has the name of a workload, goes where that workload goes.
 */
export function isSameComponent({ before, after }: Omit<Candidate, 'same'>, { base, head }: Sides<ObjectIndex>, renames: Renames): boolean {
  if (before.pod) return sharesImage(before, after);
  const [old, next] = [workloadsOf(before, base), workloadsOf(after, head)];
  if (old.length === 0 || next.length === 0) return old.length === next.length;
  return next.some((it) => old.some((was) => renames.get(it) === was || isSame(it, was)));
}

function isSame(one: KubernetesObject, other: KubernetesObject): boolean {
  return one.type === other.type && one.namespace === other.namespace && one.name === other.name;
}

/** The workloads that an object is about. */
function workloadsOf(object: KubernetesObject, index: ObjectIndex): readonly KubernetesObject[] {
  const { type, root, namespace, name } = object;
  const selected = type === 'Service' ? behind(object, index) : index.pods.select(namespace, root.at('spec', 'selector').value);
  if (selected.length === 0) return podMakers.flatMap((maker) => index.all(maker, namespace, name));
  return selected.flatMap((it) => index.all(it.type, it.namespace, it.name).at(-1) ?? []);
}

function sharesImage(before: KubernetesObject, after: KubernetesObject): boolean {
  const [old, next] = [imagesOf(before), imagesOf(after)];
  return next.size === 0 || [...next].some((image) => old.has(image));
}

/** The images of the containers, without their tags and digests. */
function imagesOf({ pod }: KubernetesObject): ReadonlySet<string> {
  const images = pod?.spec.items('containers').map((container) => container.text('image') ?? '') ?? [];
  return new Set(images.map((image) => image.replace(/@.*$/, '').replace(/:[^/:]*$/, '')));
}
