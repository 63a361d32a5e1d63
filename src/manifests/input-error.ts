import { type Diagnostic, unreadable } from './diagnostic';

/** The place of input, as far as it is known. */
export type InputPlace = Pick<Diagnostic['place'], 'file' | 'line' | 'column'>;

/** Invalid input: where, what is wrong, and what to write. The command prints it and exits with 2. */
export class InputError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(message: string, fix: string, place: InputPlace = {}) {
    const where = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
    super(`${where ? `${where}: ` : ''}${message}; ${fix}`);
    this.diagnostic = { severity: 'error', rule: unreadable, place, message, fix };
  }
}

/** Several problems with input, reported at once. */
export class InputErrors extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(errors: readonly InputError[]) {
    super(errors.map(({ message }) => message).join('\n'));
    this.diagnostics = errors.map(({ diagnostic }) => diagnostic);
  }

  /** The error itself if it is the only one. */
  static of(errors: readonly InputError[]): InputError | InputErrors {
    const [first, ...others] = errors;
    return first && others.length === 0 ? first : new InputErrors(errors);
  }
}

/** The first line of an error message. */
export function reasonOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return message.split('\n', 1)[0] ?? message;
}
