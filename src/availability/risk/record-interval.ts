import type { Range } from './risk';

/** The ends of the intervals: nine times of ten the figure lies between them. */
const [LOW, HIGH] = [0.05, 0.95];

/**
 * The rate of events, a year, of which some were counted in some years: the posterior of a Poisson process' rate under Jeffreys' prior, its mean and its
 * 5th and 95th percentile. Whoever asks has counted at least one: a cause without an incident keeps the model's row.
 *
 * Source: Atwood et al., Handbook of Parameter Estimation for Probabilistic Risk Assessment, NUREG/CR-6823 (2003), 6.2.2.5: Gamma(n + 1/2, T), whose
 * percentiles are chi-square quantiles of 2 n + 1 degrees of freedom over 2 T.
 */
export function rateInterval(events: number, years: number): Range {
  const quantile = (p: number) => chiSquareQuantile(p, 2 * events + 1) / (2 * years);
  return { value: (events + 0.5) / years, low: quantile(LOW), high: quantile(HIGH) };
}

/**
 * The mean of durations of which some were observed, if they are distributed exponentially: 2 n times the observed mean over chi-square quantiles of 2 n
 * degrees of freedom.
 *
 * Source: Epstein and Sobel, "Life Testing", Journal of the American Statistical Association 48 (1953).
 */
export function meanInterval(mean: number, count: number): Range {
  const bound = (p: number) => (2 * count * mean) / chiSquareQuantile(p, 2 * count);
  return { value: mean, low: bound(HIGH), high: bound(LOW) };
}

/** The counts of events in some years that a rate leads one to expect, nine times of ten. The rate is Gamma distributed over its range, so the count is negative binomial. */
export function countInterval(rate: Range, years: number): { readonly low: number; readonly high: number } {
  const shape = shapeOf(rate);
  const mean = rate.value * years;
  if (mean === 0) return { low: 0, high: 0 };
  // p(0), and from each count to the next the factor of the negative binomial, or of Poisson where the rate is a point.
  const isPoint = shape === Number.POSITIVE_INFINITY;
  const step = (count: number) => (isPoint ? mean / (count + 1) : ((shape + count) * mean) / ((count + 1) * (shape + mean)));
  let logarithm = isPoint ? -mean : -shape * Math.log1p(mean / shape);
  let [count, below, low] = [0, Math.exp(logarithm), -1];
  for (;;) {
    if (low < 0 && below >= LOW) low = count;
    if (below >= HIGH || count > mean * 100 + 1000) return { low: Math.max(0, low), high: count };
    logarithm += Math.log(step(count));
    count += 1;
    below += Math.exp(logarithm);
  }
}

/** The shape of the Gamma distribution whose 95th percentile is as many times its 5th as the ends of a range; infinite for a point. */
function shapeOf({ low, high }: Range): number {
  if (low <= 0) return high > 0 ? 0.5 : Number.POSITIVE_INFINITY;
  if (high / low < 1.05) return Number.POSITIVE_INFINITY;
  const ratio = (shape: number) => gammaQuantile(HIGH, shape) / gammaQuantile(LOW, shape);
  return bisected((logarithm) => ratio(Math.exp(logarithm)) < high / low, Math.log(1e-2), Math.log(1e4), Math.exp);
}

/** The quantile of the chi-square distribution. */
export function chiSquareQuantile(p: number, degrees: number): number {
  return 2 * gammaQuantile(p, degrees / 2);
}

/** The quantile of the Gamma distribution of scale 1. Its distribution function increases, so halving finds it to the last digit. */
function gammaQuantile(p: number, shape: number): number {
  let most = Math.max(1, shape);
  while (gammaBelow(most, shape) < p) most *= 2;
  return bisected((logarithm) => gammaBelow(Math.exp(logarithm), shape) >= p, Math.log(1e-300), Math.log(most), Math.exp);
}

/** The least argument at which a condition holds that holds from somewhere on. */
function bisected(holds: (x: number) => boolean, low: number, high: number, read: (x: number) => number): number {
  let [below, above] = [low, high];
  for (;;) {
    const middle = (below + above) / 2;
    if (middle <= below || middle >= above) return read(above);
    if (holds(middle)) above = middle;
    else below = middle;
  }
}

/**
 * The distribution function of the Gamma distribution of scale 1: the regularized lower incomplete gamma function, by its series below shape + 1 and by
 * Lentz' continued fraction above.
 *
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 6.5.29 and 6.5.31.
 */
function gammaBelow(x: number, shape: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  return x < shape + 1 ? front * series(x, shape) : 1 - front * fraction(x, shape);
}

function series(x: number, shape: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

function fraction(x: number, shape: number): number {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 1e6; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 4 * Number.EPSILON) break;
  }
  return value;
}

/** Stirling's series from 10 up, shifted there for smaller arguments (Abramowitz and Stegun, 6.1.41). */
function logGamma(x: number): number {
  let [shift, z] = [0, x];
  for (; z < 10; z++) shift += Math.log(z);
  const r = 1 / (z * z);
  const tail = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - (r * 691) / 360360))))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + tail - shift;
}
