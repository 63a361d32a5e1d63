import { applicationsOf } from '../../manifests/application-set';
import { idOf } from '../../manifests/identity';
import { type KubernetesObject, objectsOf } from '../../manifests/object';
import { ObjectIndex } from '../../manifests/object-index';
import { isObject, objectAt } from '../../manifests/value';

const SET = 'ApplicationSet.argoproj.io';

/** The fields of an ApplicationSet that its Applications consist of. */
const consumed = ['generators', 'goTemplate', 'goTemplateOptions', 'template', 'templatePatch'];

/** Both sides of a change. */
export interface Sides<T> {
  readonly base: T;
  readonly head: T;
}

/**
 * Both sides with the Applications that each ApplicationSet makes, and without their fields in the set: what changes is what Argo CD is told to deploy,
 * and where. A set whose Applications can't be told on one side stays as it is on both.
 */
export function withApplications({ base, head }: Sides<ObjectIndex>): Sides<ObjectIndex> {
  if (base.ofType(SET).length + head.ofType(SET).length === 0) return { base, head };
  const opaque = new Set([...base.ofType(SET), ...head.ofType(SET)].filter((set) => !applicationsOf(set)).map(idOf));
  const expanded = (index: ObjectIndex) =>
    new ObjectIndex(index.objects.flatMap((object) => (object.type === SET && !opaque.has(idOf(object)) ? opened(object) : [object])));
  return { base: expanded(base), head: expanded(head) };
}

function opened(set: KubernetesObject): readonly KubernetesObject[] {
  const { document, root } = set;
  const spec = Object.entries(objectAt(root.value, 'spec')).filter(([name]) => !consumed.includes(name));
  const rest = { ...(isObject(root.value) && root.value), spec: Object.fromEntries(spec) };
  return objectsOf([rest, ...(applicationsOf(set) ?? [])].map((value) => ({ ...document, value })));
}
