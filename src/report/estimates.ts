import type { Estimate, Risk } from '../availability';

/** A risk and the dependency that it comes from: `node-failover (elasticsearch)`. */
export function riskName({ id, of }: Pick<Risk, 'id' | 'of'>): string {
  return of === undefined ? id : `${id} (${of.split('/').at(-1)})`;
}

/** The estimates that a row multiplies, with their names. */
export function estimatesOf({ events, unavailability, share, notice, recover }: Risk): readonly (readonly [string, Estimate])[] {
  const named = { 'a year': events, 'share of time': unavailability, 'share of requests': share, notice, recover };
  return Object.entries(named).flatMap(([name, estimate]) => (estimate === undefined ? [] : [[name, estimate] as const]));
}

/** Where the rate of a risk comes from, and whether any of its figures is an assumption. */
export function sourceOf(risk: Risk): string {
  const { source = '', basis } = risk.events ?? risk.unavailability ?? {};
  const assumed = estimatesOf(risk).filter(([, it]) => it.basis === 'assumption' && it.high > 0);
  if (assumed.length === 0 || /\bassum/.test(source)) return source;
  return basis === 'assumption' ? `assumption: ${source}` : `${source}; assumed: ${assumed.map(([name]) => name).join(', ')}`;
}
