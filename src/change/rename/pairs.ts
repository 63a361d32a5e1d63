import { idOf } from '../../manifests/identity';
import { append, keyOf } from '../../manifests/multimap';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { holdsData } from '../consequence/data';
import { folderOf } from '../consequence/delivery/renamed';
import type { Sides } from '../delivery/expansion';
import { closest, type Renames } from './closest';
import { isSameComponent } from './component';
import { valuesOf } from './content';

/** The objects of one type in one namespace that only one side has. */
interface Group {
  readonly gone: readonly KubernetesObject[];
  readonly fresh: readonly KubernetesObject[];
}

/**
 * Pairs each new object with the one that is gone whose place it takes, if any: of the same name in another namespace, of the same folder, with the same content, with nearly the
 * same, or the only one with data that goes where one with data comes. Workloads come first: what is about a workload goes where the workload goes.
 *
 * @param gone what only the base has
 * @param fresh what only the head has
 */
export function renamesBetween(sides: Sides<ObjectIndex>, gone: readonly KubernetesObject[], fresh: readonly KubernetesObject[]): Renames {
  const found = new Map<KubernetesObject, KubernetesObject>();
  if (gone.length === 0 || fresh.length === 0) return found;
  const taken = new Set<KubernetesObject>();
  const pair: Pair = (before, after) => {
    if (taken.has(before) || found.has(after)) return;
    found.set(after, before);
    taken.add(before);
  };
  const pairAlike: Pair = (before, after) => isSameComponent({ before, after }, sides, found) && pair(before, after);
  moved(gone, fresh, pair);
  ofSameFolder(gone, fresh, pair);
  for (const isWorkload of [true, false]) {
    const isMeant = (it: KubernetesObject) => (it.pod !== undefined) === isWorkload;
    const open = (group: Group): Group => ({
      gone: group.gone.filter((it) => !taken.has(it)),
      fresh: group.fresh.filter((it) => !found.has(it)),
    });
    for (const group of groupsOf(gone.filter(isMeant), fresh.filter(isMeant))) {
      equal(open(group), pairAlike);
      const left = open(group);
      for (const { before, after } of closest(left.gone, left.fresh)) pairAlike(before, after);
      onlyHolders(open(group), pair);
    }
  }
  return found;
}

type Pair = (before: KubernetesObject, after: KubernetesObject) => unknown;

function groupsOf(gone: readonly KubernetesObject[], fresh: readonly KubernetesObject[]): readonly Group[] {
  const [old, next] = [gone, fresh].map((objects) => {
    const groups = new Map<string, KubernetesObject[]>();
    for (const object of objects) append(groups, keyOf(object.type, object.namespace), object);
    return groups;
  }) as [Map<string, KubernetesObject[]>, Map<string, KubernetesObject[]>];
  return [...next].flatMap(([key, objects]) => (old.has(key) ? [{ gone: old.get(key) ?? [], fresh: objects }] : []));
}

function moved(gone: readonly KubernetesObject[], fresh: readonly KubernetesObject[], pair: Pair): void {
  const byName = new Map(gone.map((object) => [keyOf(object.type, object.name), object]));
  for (const after of fresh) {
    const before = byName.get(keyOf(after.type, after.name));
    if (before) pair(before, after);
  }
}

/** The only Application or Kustomization of a folder that goes, where only one of that folder comes, whatever else changes in it. */
function ofSameFolder(gone: readonly KubernetesObject[], fresh: readonly KubernetesObject[], pair: Pair): void {
  const [old, next] = [gone, fresh].map((objects) => {
    const byFolder = new Map<string, KubernetesObject[]>();
    for (const object of objects) {
      const folder = folderOf(object);
      if (folder !== undefined) append(byFolder, keyOf(object.type, folder), object);
    }
    return byFolder;
  }) as [Map<string, KubernetesObject[]>, Map<string, KubernetesObject[]>];
  for (const [folder, [after, ...more]] of next) {
    const [before, ...others] = old.get(folder) ?? [];
    if (before && after && more.length + others.length === 0) pair(before, after);
  }
}

function equal({ gone, fresh }: Group, pair: Pair): void {
  if (gone.length === 0 || fresh.length === 0) return;
  const byContent = new Map<string, KubernetesObject[]>();
  for (const before of gone) append(byContent, textOf(before), before);
  // Of several with the same content, each in its turn.
  for (const after of fresh) {
    const before = byContent.get(textOf(after))?.shift();
    if (before) pair(before, after);
  }
}

/** An object without content has nothing to tell it by but its name. */
function textOf(object: KubernetesObject): string {
  const values = [...valuesOf(object)];
  return values.length === 0 ? idOf(object) : values.join('\n');
}

/** The only one with data that goes, where one with data comes, is meant to be the same even if more of it changes. */
function onlyHolders({ gone, fresh }: Group, pair: Pair): void {
  const [[before, ...others], [after, ...more]] = [gone.filter(holdsData), fresh.filter(holdsData)];
  if (before && after && others.length + more.length === 0) pair(before, after);
}
