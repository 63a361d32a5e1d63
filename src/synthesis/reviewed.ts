import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../manifests/input-error';
import { indexOf, type ObjectIndex } from '../manifests/object-index';
import { isManifest, type ManifestText, manifestsIn } from '../manifests/read';
import { isRevision, readRevision } from '../manifests/revision';
import { readText } from '../manifests/text';
import type { Synthesis } from './synthesis';
import { yamlOf } from './yaml';

/**
 * The manifests that are deployed: those in `dist/`, as they were reviewed.
 *
 * @param uncommitted whether to accept what isn't in the last commit. Outside a git repository there is nothing to compare with
 * @throws InputError if they aren't those of a fresh synth, or of the last commit
 */
export function reviewedManifests(output: string, synthesis: Synthesis, uncommitted: boolean): ObjectIndex {
  const { name } = synthesis.environment;
  const folder = join(output, name);
  if (!existsSync(folder)) throw new InputError(`there is no ${folder}`, 'run npm run synth, and commit what it writes');
  const files = readdirSync(folder).filter(isManifest).sort();
  const texts = files.map((file) => ({ file: join(folder, file), text: readText(join(folder, file), join(folder, file)) }));
  const fresh = synthesis.files.map((file) => ({ file: join(folder, file.name), text: yamlOf(file) }));
  const stale = differing(texts, fresh);
  if (stale.length > 0)
    throw new InputError(`${stale.join(', ')}: not what a fresh synth writes`, 'run npm run synth, and commit what it writes');
  if (!uncommitted && isRevision('HEAD')) {
    const committed = readRevision('HEAD', folder).map(({ file, text }) => ({
      file: join(folder, file.slice(file.lastIndexOf('/') + 1)),
      text,
    }));
    const changed = differing(texts, committed);
    if (changed.length > 0) {
      const fix = 'commit it, so that what is reviewed is what runs, or add --uncommitted';
      throw new InputError(`${changed.join(', ')}: not what the last commit has`, fix);
    }
  }
  return indexOf(manifestsIn(texts).documents);
}

/** The files that only one side has, or that differ. */
function differing(some: readonly ManifestText[], others: readonly ManifestText[]): readonly string[] {
  const [left, right] = [textsOf(some), textsOf(others)];
  return [...new Set([...left.keys(), ...right.keys()])].filter((file) => left.get(file) !== right.get(file)).sort();
}

function textsOf(texts: readonly ManifestText[]): ReadonlyMap<string, string> {
  return new Map(texts.map(({ file, text }) => [file, text]));
}
