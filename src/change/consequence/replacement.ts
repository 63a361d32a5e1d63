import { idOf, inWords } from '../../manifests/identity';
import { append, keyOf } from '../../manifests/multimap';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { isObject } from '../../manifests/value';
import type { ObjectChange } from '../result';
import { holdsData } from './data';

/** What a new object takes the place of, if anything. */
type Replaced = Pick<ObjectChange, 'replaces' | 'consequence' | 'because' | 'fix'>;

/**
 * Finds the object that a new one takes the place of: of the same name in a namespace that it leaves, or otherwise equal to one that is gone. The only one
 * with data that goes, where one with data comes, is meant to be the same even if more of it changes.
 */
export function replacements(base: ObjectIndex, head: ObjectIndex): (after: KubernetesObject) => Replaced | undefined {
  const byName = new Map<string, KubernetesObject>();
  const byContent = new Map<string, KubernetesObject>();
  const holders = new Map<string, KubernetesObject[]>();
  for (const object of base.objects) {
    const { type, namespace, name } = object;
    if (head.all(type, namespace, name).length > 0) continue;
    byName.set(keyOf(type, name), object);
    byContent.set(contentOf(object), object);
    if (holdsData(object)) append(holders, keyOf(type, namespace), object);
  }
  return (after) => {
    const moved = byName.get(keyOf(after.type, after.name));
    if (moved) return replacement(moved, 'it moves to another namespace');
    const [only, ...others] = holdsData(after) ? (holders.get(keyOf(after.type, after.namespace)) ?? []) : [];
    const renamed = (byContent.size > 0 ? byContent.get(contentOf(after)) : undefined) ?? (others.length === 0 ? only : undefined);
    return renamed && replacement(renamed, 'it has another name');
  };
}

function replacement(before: KubernetesObject, how: string): Replaced {
  const replaces = idOf(before);
  if (!holdsData(before)) return { replaces, consequence: 'replacement', because: `${how}: ${inWords(before)} is gone` };
  const because = `${how}, and so has empty volumes: the data stays in those of ${inWords(before)}, if that isn't pruned with its namespace`;
  return { replaces, consequence: 'data at risk', because, fix: `keep the name and the namespace of ${inWords(before)}` };
}

/** Everything but the metadata, in its namespace. An object that holds nothing else has no content to tell it by. */
function contentOf({ root, type, namespace, name }: KubernetesObject): string {
  const { metadata: _, ...content } = isObject(root.value) ? root.value : {};
  const text = Object.keys(content).length > 2 ? JSON.stringify(content).replaceAll(name, '') : name;
  return keyOf(type, namespace, text);
}
