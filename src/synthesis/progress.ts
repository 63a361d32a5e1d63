/** The part of a stream that is used here: standard error. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const START_OF_LINE_AND_CLEAR = '\r\x1b[K';

/**
 * Runs work of unknown duration, and names it on a terminal until it is done. The name is written first, because the work is synchronous. Nothing is
 * written to a log, which gets a line for each environment anyway.
 */
export function showing<T>(what: string, work: () => T, terminal: Terminal = process.stderr): T {
  if (!terminal.isTTY) return work();
  terminal.write(`${what} ...`);
  try {
    return work();
  } finally {
    terminal.write(START_OF_LINE_AND_CLEAR);
  }
}
