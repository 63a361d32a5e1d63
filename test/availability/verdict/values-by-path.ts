/** Values by path, such as `strategy.surge` or `spreads[].maxSkew`: `[]` stands for the items of a list. */
type ValuesByPath = ReadonlyMap<string, readonly unknown[]>;

/**
 * The values that some records have at each path, each once. Lists and records count as values of their own as well, so that one may be left out as a whole.
 *
 * @param samples arguments whose results tell functions apart
 */
export function valuesByPath(records: readonly object[], samples: readonly unknown[]): ValuesByPath {
  const found = new Map<string, Map<string, unknown>>();
  const collect = (path: string, value: unknown): void => {
    if (path !== '') found.set(path, (found.get(path) ?? new Map<string, unknown>()).set(described(value, samples), value));
    if (Array.isArray(value)) for (const item of value) collect(`${path}[]`, item);
    else if (isRecord(value)) for (const [key, part] of Object.entries(value)) collect(path === '' ? key : `${path}.${key}`, part);
  };
  for (const record of records) collect('', record);
  return new Map([...found].map(([path, values]) => [path, [...values.values()]]));
}

/** The same record with another value at a path, in the first item of each list on the way; undefined where it has no such place, or has that value. */
export function withValueAt<T extends object>(record: T, path: string, value: unknown): T | undefined {
  return changed(record, path.split(/\.|(?=\[\])/), value) as T | undefined;
}

function changed(whole: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return whole === value ? undefined : value;
  if (step === '[]') {
    if (!Array.isArray(whole) || whole.length === 0) return undefined;
    const item = changed(whole[0], rest, value);
    return item === undefined ? undefined : [item, ...whole.slice(1)];
  }
  if (!isRecord(whole)) return undefined;
  if (rest.length === 0) return whole[step] === value ? undefined : { ...whole, [step]: value };
  const part = changed(whole[step], rest, value);
  return part === undefined ? undefined : { ...whole, [step]: part };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function described(value: unknown, samples: readonly unknown[]): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'function') return samples.map((sample) => resultOf(part as (sample: unknown) => unknown, sample));
    if (part instanceof Map) return [...part];
    return typeof part === 'number' || part === undefined ? String(part) : part;
  });
}

/** Not every function takes every sample. */
function resultOf(of: (sample: unknown) => unknown, sample: unknown): unknown {
  try {
    return of(sample);
  } catch {
    return 'refused';
  }
}
