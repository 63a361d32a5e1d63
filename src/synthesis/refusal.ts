import { DeclarationError } from '../availability';
import { RefusedError } from '../constructs/parts/refuse';
import type { Diagnostic, Location, Mistake } from '../manifests/diagnostic';
import { preconditions } from '../rules';

/** What ended the making of an environment. A refusal explains itself; any other error is a fault in somebody's code, and says where only in its stack. */
export function refusalsOf(error: unknown): readonly Diagnostic[] {
  if (error instanceof RefusedError || error instanceof DeclarationError) return [invalidValue(error.message, placeIn(error.message))];
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [{ ...identity('unexpectedError'), place: {}, message, fix: '' }];
}

/** A refusal in words as a diagnostic. */
export function invalidValue(text: string, place: Location = {}): Diagnostic {
  return { ...identity('invalidValue'), place, ...mistakeIn(text) };
}

/** Which precondition a diagnostic is of. */
export function identity(name: keyof typeof preconditions): Pick<Diagnostic, 'severity' | 'rule'> {
  const { id, severity } = preconditions[name];
  return { severity, rule: id };
}

/** `masters must be odd, got 2; use 3 or 5` says the fix last. */
function mistakeIn(text: string): Mistake {
  const end = text.lastIndexOf('; ');
  return end < 0 ? { message: text, fix: '' } : { message: text.slice(0, end), fix: text.slice(end + 2) };
}

/** A construct's refusal begins with its kind and its path: `web service 'production/backend': ...`. */
function placeIn(text: string): Location {
  const [, construct] = /^[a-z ]+ '([^']+)': /.exec(text) ?? [];
  return construct === undefined ? {} : { construct };
}
