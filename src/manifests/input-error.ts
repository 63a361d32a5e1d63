import { type Diagnostic, unreadable } from './diagnostic';

/** Where input stands, as far as that is known. */
export type InputPlace = Pick<Diagnostic['place'], 'file' | 'line' | 'column'>;

/** Input that can't be used: where it stands, what is wrong with it and what to write. The command prints it and exits with 2. */
export class InputError extends Error {
  readonly diagnostic: Diagnostic;

  constructor(message: string, fix: string, place: InputPlace = {}) {
    const where = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
    super(`${where ? `${where}: ` : ''}${message}; ${fix}`);
    this.diagnostic = { severity: 'error', rule: unreadable, place, message, fix };
  }
}

/** The first line of whatever was thrown. */
export function reasonOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return message.split('\n', 1)[0] ?? message;
}
