import { type KubernetesObject, objectsOf } from '../../manifests/object';
import { ObjectIndex } from '../../manifests/object-index';
import { isObject } from '../../manifests/value';

/** An object of the manifests as plain data. It is shared by all that read it: {@link replaced} changes a copy. */
export type Draft = Record<string, unknown>;

const drafts = new WeakMap<KubernetesObject, Draft>();

/** Objects as plain data, each with the namespace that it is read in. */
export function draftsOf(objects: readonly KubernetesObject[]): readonly Draft[] {
  return objects.map((object) => {
    const known = drafts.get(object) ?? draftOf(object);
    drafts.set(object, known);
    return known;
  });
}

/** An object without a namespace is in the default one; a draft says so. */
function draftOf({ root, namespace }: KubernetesObject): Draft {
  const draft = root.value as Draft;
  if (!namespace) return { ...draft };
  const metadata = isObject(draft['metadata']) ? draft['metadata'] : {};
  return { ...draft, metadata: { ...metadata, namespace } };
}

/** The drafts with copies of those in question, after `change` has been made to them. The others are what they were, and needn't be read again. */
export function replaced(
  all: readonly Draft[],
  isMeant: (draft: Readonly<Draft>) => boolean,
  change: (copy: Draft) => void,
): readonly Draft[] {
  return all.map((draft) => {
    if (!isMeant(draft)) return draft;
    const copy = structuredClone(draft);
    change(copy);
    return copy;
  });
}

const objects = new WeakMap<Draft, readonly KubernetesObject[]>();

/** Reads drafts, each once: what follows from an object alone is kept with it. */
export function indexOfDrafts(all: readonly Draft[]): ObjectIndex {
  return new ObjectIndex(
    all.flatMap((draft) => {
      const known = objects.get(draft) ?? objectsOf([{ value: draft }]);
      objects.set(draft, known);
      return known;
    }),
  );
}
