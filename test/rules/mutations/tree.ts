/** The way to a value in plain data. */
export type Path = readonly (string | number)[];

/** Every value that has no parts, with the way to it. */
export function* leaves(value: unknown, path: Path = []): Generator<{ readonly path: Path; readonly value: unknown }> {
  if (typeof value !== 'object' || value === null) yield { path, value };
  else for (const [key, part] of Object.entries(value)) yield* leaves(part, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** A copy with another value at the end of a way. */
export function replaced(value: unknown, [step, ...rest]: Path, to: unknown): unknown {
  if (step === undefined) return to;
  if (Array.isArray(value)) return value.with(Number(step), replaced(value[Number(step)], rest, to));
  return { ...(value as object), [step]: replaced((value as Record<string, unknown>)[step], rest, to) };
}
