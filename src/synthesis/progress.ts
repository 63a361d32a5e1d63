/** As much of a stream as is used here: standard error. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const START_OF_LINE_AND_CLEAR = '\r\x1b[K';

/**
 * Does a piece of work whose end nobody knows, and says on a terminal what it is until it is done. It says so from the start: nothing else runs
 * while it works. A log gets nothing of it, since each environment has its line there as soon as it is done.
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
