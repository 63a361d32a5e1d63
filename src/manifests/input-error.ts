/** Input that can't be used: where it stands and what is wrong with it. The command prints it and exits with 2. */
export class InputError extends Error {
  constructor(message: string, file?: string, line?: number, column?: number) {
    const place = [file, line, column].filter((part) => part !== undefined).join(':');
    super(place ? `${place}: ${message}` : message);
  }
}

/** The first line of whatever was thrown. */
export function reasonOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return message.split('\n', 1)[0] ?? message;
}
