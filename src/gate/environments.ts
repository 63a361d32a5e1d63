import { dirname, sep } from 'node:path';
import type { KubernetesObject } from '../manifests/object';
import { podMakers } from '../manifests/pod';

/** A folder of manifests that are a variant of those in the folders beside it: `overlays/staging`. */
export interface Environment {
  /** The path of the folder. */
  readonly name: string;

  /** Whether a file belongs to it alone, or to all environments. */
  readonly holds: (file: string | undefined) => boolean;

  /** Whether a file belongs to it alone. */
  readonly owns: (file: string | undefined) => boolean;
}

/**
 * The folders beside each other that define the same application; none if there is one application.
 *
 * Two folders are environments of one application if half of the objects of the smaller one, and one of those that make pods, are in both: two
 * applications may both define the namespace that they share. Applied together, the later one would overwrite the other.
 */
export function environmentsOf(objects: readonly KubernetesObject[]): readonly Environment[] {
  const [folders = []] = siblingsOf(objects).sort((one, other) => other.length - one.length);
  const isWithin = (file: string | undefined, folder: string) => file?.startsWith(`${folder}${sep}`) ?? false;
  return folders.map((name) => ({
    name,
    owns: (file) => isWithin(file, name),
    holds: (file) => isWithin(file, name) || !folders.some((other) => isWithin(file, other)),
  }));
}

/** The groups of folders in one folder that are variants of each other. */
function siblingsOf(objects: readonly KubernetesObject[]): string[][] {
  const parents = new Map<string, Set<string>>();
  for (const [first, second] of twinsOf(objects)) {
    const [one, other] = forked(first, second) ?? [];
    if (one === undefined || other === undefined) continue;
    const children = parents.get(dirname(one)) ?? new Set();
    parents.set(dirname(one), children.add(one).add(other));
  }
  return [...parents.values()].flatMap((children) => {
    const variants = [...children].filter((child) => isVariant(child, [...children], objects));
    return variants.length > 1 ? [variants.sort()] : [];
  });
}

/** The folders of the definitions of each object that several files define. */
function twinsOf(objects: readonly KubernetesObject[]): readonly (readonly [string, string])[] {
  const first = new Map<string, string>();
  const pairs = new Map<string, readonly [string, string]>();
  for (const object of objects) {
    const { file } = object.document;
    if (file === undefined) continue;
    const folder = dirname(file);
    const before = first.get(idOf(object));
    if (before === undefined) first.set(idOf(object), folder);
    else if (before !== folder) pairs.set(JSON.stringify([before, folder]), [before, folder]);
  }
  return [...pairs.values()];
}

/** Where two paths part: the folders beside each other that they are in. A folder within the other has none. */
function forked(one: string, other: string): readonly [string, string] | undefined {
  const [first, second] = [one.split(sep), other.split(sep)];
  const at = first.findIndex((step, index) => step !== second[index]);
  if (at < 0 || second[at] === undefined) return undefined;
  return [first.slice(0, at + 1).join(sep), second.slice(0, at + 1).join(sep)];
}

function isVariant(folder: string, siblings: readonly string[], objects: readonly KubernetesObject[]): boolean {
  const own = idsIn(folder, objects);
  return siblings.some((sibling) => {
    if (sibling === folder) return false;
    const others = idsIn(sibling, objects);
    const shared = [...own].filter((id) => others.has(id));
    return shared.some(makesPods) && shared.length * 2 >= Math.min(own.size, others.size);
  });
}

function idsIn(folder: string, objects: readonly KubernetesObject[]): ReadonlySet<string> {
  return new Set(objects.filter(({ document }) => document.file?.startsWith(`${folder}${sep}`)).map(idOf));
}

function makesPods(id: string): boolean {
  return podMakers.includes(id.split('\n', 1)[0] ?? '');
}

function idOf({ type, namespace, name }: KubernetesObject): string {
  return [type, namespace, name].join('\n');
}
