/**
 * P(exactly j of n fail) for j = 0..most, each independently with probability p.
 *
 * By the recurrence b(j + 1) = b(j) (n - j) / (j + 1) p / (1 - p), which multiplies positive numbers only and so keeps the relative precision of tiny tails.
 */
export function binomial(n: number, p: number, most = n): number[] {
  const terms = new Array<number>(Math.min(n, most) + 1).fill(0);
  if (p >= 1) {
    if (n < terms.length) terms[n] = 1;
    return terms;
  }
  let term = Math.exp(n * Math.log1p(-p));
  for (let j = 0; j < terms.length; j++) {
    terms[j] = term;
    term *= ((n - j) / (j + 1)) * (p / (1 - p));
  }
  return terms;
}

/** P(at least j of n fail): summed from the far end, so that small terms are not lost. */
export function binomialTail(n: number, p: number, j: number): number {
  if (j <= 0) return 1;
  if (j > n) return 0;
  const terms = binomial(n, p);
  let sum = 0;
  for (let i = n; i >= j; i--) sum += terms[i] as number;
  return Math.min(1, sum);
}
