import { InputError } from './input-error';
import { indexOf, type ObjectIndex } from './object-index';
import { manifestsIn } from './read';
import { isRevision, readRevision } from './revision';

/** The manifests at a path in a git revision; undefined if git doesn't know the revision, or they can't be read. @param path relative to the working directory */
export function indexAt(revision: string, path: string): ObjectIndex | undefined {
  if (!isRevision(revision)) return undefined;
  try {
    return indexOf(manifestsIn(readRevision(revision, path), { allowEmpty: true }).documents);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
