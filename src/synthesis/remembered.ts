import { deserialize, serialize } from 'node:v8';

/** Where a program that runs `main.ts` keeps what was computed before: tools/synth/held-back.js. */
const REMEMBERED = Symbol.for('nines.remembered');

/** Keeps values by the bytes that they follow from, and by the library that computed them. */
interface Store {
  read(of: Buffer): Buffer | undefined;
  write(of: Buffer, value: Buffer): void;
}

/**
 * What was computed for the same data before, by the same library; computed where nothing remembers it.
 *
 * @param of plain data that decides the result alone
 * @param compute pure, and its result is plain data
 */
export function remembered<T>(of: readonly unknown[], compute: () => T): T {
  const store = (globalThis as Record<symbol, unknown>)[REMEMBERED] as Store | undefined;
  const key = store && bytesOf(of);
  if (!store || !key) return compute();
  const known = store.read(key);
  if (known) return deserialize(known) as T;
  const value = compute();
  const bytes = bytesOf(value);
  if (bytes) store.write(key, bytes);
  return value;
}

/** Undefined for what isn't data, such as a function. */
function bytesOf(value: unknown): Buffer | undefined {
  try {
    return serialize(value);
  } catch {
    return undefined;
  }
}
