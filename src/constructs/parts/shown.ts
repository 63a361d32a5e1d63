const LONGEST = 80;

/** A value in an error message, on one line: a string in quotes, a size or a quantity as Kubernetes writes it, anything else as JSON. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return clipped(`'${JSON.stringify(value).slice(1, -1)}'`);
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol')
    return value === undefined ? 'nothing' : `a ${typeof value}`;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const { asString, amount } = (value ?? {}) as { asString?: unknown; amount?: unknown };
  if (typeof asString === 'function') return String(asString.call(value));
  if (typeof amount === 'string') return amount;
  return clipped(JSON.stringify(value));
}

function clipped(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}
