import type { Written } from './dist';

/** Where a program that runs `main.ts`, and checks something beside it, stands between the run and its files: tools/synth/main.js. */
const WRITE = Symbol.for('nines.write');

/**
 * Writes files, or hands that to the program that runs the application, which does it once it knows that they may be written.
 *
 * @param change says what that changes in the files, before they are written
 */
export function write(files: () => Written, change: () => string): void {
  const later = (globalThis as Record<symbol, unknown>)[WRITE];
  if (typeof later === 'function') later(files, change);
  else files();
}
