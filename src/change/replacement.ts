import { idOf, inWords } from '../manifests/identity';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import { isObject } from '../manifests/value';
import { holdsData } from './removal';
import type { ObjectChange } from './result';

/** The object that a new one takes the place of: of the same name in a namespace that it leaves, or otherwise equal to one that is gone. */
export function replacedBy(
  after: KubernetesObject,
  base: ObjectIndex,
  head: ObjectIndex,
): Pick<ObjectChange, 'replaces' | 'consequence' | 'because' | 'fix'> | undefined {
  const isGone = ({ type, namespace, name }: KubernetesObject) => head.all(type, namespace, name).length === 0;
  const candidates = base.ofType(after.type).filter(isGone);
  const moved = candidates.find(({ name }) => name === after.name);
  if (moved) return replacement(moved, 'it moves to another namespace');
  const inPlace = candidates.filter((it) => it.namespace === after.namespace);
  // The only one with data that goes, where one with data comes, is meant to be the same even if more of it changes.
  const holders = holdsData(after) ? inPlace.filter(holdsData) : [];
  const renamed = inPlace.find((it) => contentOf(it) === contentOf(after)) ?? (holders.length === 1 ? holders[0] : undefined);
  return renamed && replacement(renamed, 'it has another name');
}

function replacement(before: KubernetesObject, how: string): ReturnType<typeof replacedBy> {
  const replaces = idOf(before);
  if (!holdsData(before)) return { replaces, consequence: 'replacement', because: `${how}: ${inWords(before)} is gone` };
  const because = `${how}, and so has empty volumes: the data stays in those of ${inWords(before)}, if that isn't pruned with its namespace`;
  return { replaces, consequence: 'data at risk', because, fix: `keep the name and the namespace of ${inWords(before)}` };
}

/** Everything but the metadata. An object that holds nothing else tells nothing. */
function contentOf({ root, name }: KubernetesObject): string {
  if (!isObject(root.value)) return name;
  const { metadata: _, ...content } = root.value;
  return Object.keys(content).length > 2 ? JSON.stringify(content).replaceAll(name, '') : name;
}
