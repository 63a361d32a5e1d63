/** Powers of ten. */
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
/** Powers of two. */
const binary: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const form = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:[eE]([+-]?\d+)|([KMGTPE]i|[numkMGTPE])?)$/;

/** The finest step that Kubernetes keeps. Smaller quantities are rounded up to it. */
const finest = 1e-9;

/**
 * Parses a Kubernetes quantity such as `1900m`, `-2.5Gi`, `1e3` or 1; undefined if it is invalid.
 *
 * Two quantities that the API server accepts are invalid here: one without digits (`Mi`), which it parses as 0 although its documentation requires
 * digits, and one that exceeds a double (`1e400`).
 *
 * Source: k8s.io/apimachinery/pkg/api/resource, Quantity.UnmarshalJSON (which trims) and ParseQuantity.
 */
export function parseSignedQuantity(quantity: unknown): number | undefined {
  if (typeof quantity === 'number') return Number.isFinite(quantity) ? quantity : undefined;
  if (typeof quantity !== 'string') return undefined;
  const before = parsed.get(quantity);
  if (before !== undefined) return before;
  const found = parsedText(quantity);
  if (found !== undefined && parsed.size < mostParsed) parsed.set(quantity, found);
  return found;
}

/** Manifests write few quantities, again and again. */
const parsed = new Map<string, number>();
const mostParsed = 1000;

function parsedText(quantity: string): number | undefined {
  const match = form.exec(quantity.trim());
  if (!match) return undefined;
  const [, digits, exponent, suffix = ''] = match;
  const power = binary[suffix];
  // Shifting the decimal point in the text keeps 1900m equal to 1.9; multiplying doesn't.
  const number = power === undefined ? Number(`${digits}e${exponent ?? decimal[suffix]}`) : Number(digits) * 2 ** power;
  if (!Number.isFinite(number)) return undefined;
  const isLost = Math.abs(number) < finest && /[1-9]/.test(digits as string);
  return isLost ? Math.sign(Number(digits)) * finest : number;
}

/** Parses a quantity that cannot be negative, such as a request; undefined if it is invalid or negative. */
export function parseQuantity(quantity: unknown): number | undefined {
  const number = parseSignedQuantity(quantity);
  return number !== undefined && number >= 0 ? number : undefined;
}

/** Thousandths of a core, rounded up as the scheduler does. */
export function millicores(quantity: unknown): number | undefined {
  const cores = parseQuantity(quantity);
  return cores === undefined ? undefined : Math.ceil(Number((cores * 1000).toPrecision(12)));
}

/** Bytes as a quantity of whole mebibytes: `64Mi`. */
export function inMebibytes(bytes: number, round: (size: number) => number = Math.ceil): string {
  return `${round(bytes / 2 ** 20)}Mi`;
}

/** Bytes, rounded up. */
export function bytes(quantity: unknown): number | undefined {
  const number = parseQuantity(quantity);
  return number === undefined ? undefined : Math.ceil(number);
}

/**
 * The text that the API server stores for a quantity: the largest unit without a fraction, in powers of two only if it was written so. `1024Mi` becomes
 * `1Gi`, and `1073741824` stays. Undefined if it is invalid.
 *
 * Source: k8s.io/apimachinery/pkg/api/resource, Quantity.CanonicalizeBytes.
 */
export function canonicalQuantity(quantity: unknown): string | undefined {
  const number = parseSignedQuantity(quantity);
  const match = typeof quantity === 'string' ? form.exec(quantity.trim()) : null;
  if (number === undefined) return undefined;
  const [, , exponent, suffix = ''] = match ?? [];
  if (number === 0) return '0';
  const isBinary = suffix in binary && Math.abs(number) >= 1024;
  if (isBinary && Number.isInteger(number)) return scaled(BigInt(number), 1024n, ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']);
  const nanos = Number.isInteger(number) ? BigInt(number) * 10n ** 9n : BigInt(Math.round(number * 1e9));
  if (exponent === undefined) return scaled(nanos, 1000n, ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']);
  return scaled(nanos, 1000n, ['e-9', 'e-6', 'e-3', '', 'e3', 'e6', 'e9', 'e12', 'e15', 'e18']);
}

/** A number with the largest unit that divides it. */
function scaled(number: bigint, step: bigint, units: readonly string[]): string {
  let [amount, unit] = [number, 0];
  for (; unit < units.length - 1 && amount % step === 0n; unit++) amount /= step;
  return `${amount}${units[unit]}`;
}
