import { shown } from '../constructs/parts/shown';
import { isReason } from '../manifests/annotations';
import type { Diagnostic } from '../manifests/diagnostic';
import { invalidValue } from './refusals';

/** An environment that is removed on purpose, with everything that runs in it. */
export interface RemovedEnvironment {
  /** The name that it had: its folder in `dist/`. */
  readonly environment: string;

  /** The reason. Write it for a reader a year from now. */
  readonly because: string;
}

/** The problems of a list of removed environments. @param names those of the environments that there are */
export function removedRefusals(removed: readonly RemovedEnvironment[], names: readonly string[]): Diagnostic[] {
  return removed.flatMap(({ environment, because }, index) => {
    const setting = `removed[${index}]`;
    if (names.includes(environment)) {
      const message = `'${environment}' is removed, and still one of the environments`;
      return [invalidValue(message, 'remove it from one of the two lists', { setting: `${setting}.environment` })];
    }
    if (isReason(because)) return [];
    const message = `must say why '${environment}' is removed, got ${shown(because)}`;
    return [invalidValue(message, 'write a reason that still makes sense in a year', { setting: `${setting}.because` })];
  });
}
