import { InputError } from '../manifests/input-error';
import { environmentsIn, exists } from '../manifests/read';

/** What to read. Several environments in one folder would be judged as one application. */
export function pathsOf(command: string, paths: readonly string[]): readonly string[] {
  if (paths.length > 0) return paths;
  const folders = exists('dist') ? environmentsIn('dist') : [];
  if (folders.length < 2) return ['dist'];
  const example = folders.includes('production') ? 'production' : folders[0];
  throw new InputError(`dist/ holds several environments: ${folders.join(', ')}`, `write nines ${command} dist/${example}`);
}
