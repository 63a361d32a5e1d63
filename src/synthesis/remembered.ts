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
  const key = store && keyOf(of);
  if (!store || !key) return compute();
  const known = store.read(key);
  if (known) return deserialize(known) as T;
  const value = compute();
  const bytes = bytesOf(value);
  if (bytes) store.write(key, bytes);
  return value;
}

/** Equal for equal data, as `serialize` isn't: that tells a part that two objects share from two equal parts. Undefined for what JSON can't write. */
function keyOf(of: readonly unknown[]): Buffer | undefined {
  try {
    return Buffer.from(JSON.stringify(of, (_, value) => written(value)));
  } catch {
    return undefined;
  }
}

/** What JSON would write as something else, by its name. @throws where it isn't data */
function written(value: unknown): unknown {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return `\0${value}`;
  if (['function', 'symbol'].includes(typeof value) || value instanceof Map || value instanceof Set) throw new Error('no data');
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
