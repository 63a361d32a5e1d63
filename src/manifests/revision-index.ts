import { InputError } from './input-error';
import { indexOf, type ObjectIndex } from './object-index';
import { manifestsIn } from './read';
import { isRemote, isRevision, readRevision } from './revision';

/**
 * The manifests at a path in a git revision of a repository; undefined if that is no remote of the one here, if git doesn't know the revision, or if they can't
 * be read.
 *
 * @param path relative to the working directory
 * @param repository its address
 */
export function indexAt(revision: string, path: string, repository: string): ObjectIndex | undefined {
  if (!isRemote(repository) || !isRevision(revision)) return undefined;
  try {
    return indexOf(manifestsIn(readRevision(revision, path), { allowEmpty: true }).documents);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
