const factor: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};
const form = /^\+?(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,2})|(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]))?$/;

/** The number in a Kubernetes quantity such as `1900m`, `2.5Gi` or 1; undefined where it is none or negative. */
export function parseQuantity(quantity: unknown): number | undefined {
  if (typeof quantity === 'number') return Number.isFinite(quantity) && quantity >= 0 ? quantity : undefined;
  if (typeof quantity !== 'string' || quantity.length > 64) return undefined;
  const match = form.exec(quantity);
  if (!match) return undefined;
  return Number(match[1]) * (match[2] === undefined ? (factor[match[3] ?? ''] ?? 1) : 10 ** Number(match[2]));
}

/** Thousandths of a core, rounded up as the scheduler does. */
export function millicores(quantity: unknown): number | undefined {
  const cores = parseQuantity(quantity);
  return cores === undefined ? undefined : Math.ceil(Number((cores * 1000).toPrecision(12)));
}

/** Bytes, rounded up. */
export function bytes(quantity: unknown): number | undefined {
  const number = parseQuantity(quantity);
  return number === undefined ? undefined : Math.ceil(number);
}
