import { mapped, product, total, withinYear, YEAR } from './estimate';
import type { Estimate, Risk } from './risk';

/** What a row is called, and what it is about in a sentence. */
export interface Cause {
  readonly id: string;
  readonly cause: string;
}

/** A risk that comes so many times a year: events x share x (notice + recover). */
export function eventRisk(
  cause: Cause,
  figures: { readonly events: Estimate; readonly share: Estimate; readonly notice: Estimate; readonly recover: Estimate },
): Risk {
  const { events, share, notice, recover } = figures;
  const seconds = product(events, share, total([notice, recover]));
  return { ...cause, ...figures, minutes: withinYear(mapped(seconds, (it) => it / 60)) };
}

/** A risk that is known as a share of the time. */
export function shareRisk(cause: Cause, figures: { readonly unavailability: Estimate; readonly share: Estimate }): Risk {
  const minutes = mapped(product(figures.unavailability, figures.share), (it) => (it * YEAR) / 60);
  return { ...cause, ...figures, minutes: withinYear(minutes) };
}
