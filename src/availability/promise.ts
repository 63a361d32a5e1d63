import { parseTarget } from '../manifests/percentage';
import type { Answer, ServiceResult } from './result';
import { YEAR } from './risk/estimate';
import type { Range } from './risk/risk';

/** The services whose target is not proved, or whose error budget is not kept: where there is one, manifests are not fit to be shipped. */
export function brokenPromises({ services }: Pick<Answer, 'services'>): readonly ServiceResult[] {
  return services.filter(
    (service) => service.target !== undefined && (service.verdict !== 'proved' || service.downtime.verdict !== 'kept'),
  );
}

/** What a service could promise, as it is, such as `99.94%`: where the figure alone is in the way of its target. */
export function provableTarget({ target, singlePointsOfFailure, stuck, unavailability: { upper } }: ServiceResult): string | undefined {
  if (target === undefined || upper <= 1 - target || upper > 0.5 || singlePointsOfFailure.length + stuck.length > 0) return undefined;
  // Two digits behind the nines, rounded towards what is proved.
  const digits = Math.max(0, Math.ceil(-Math.log10(upper * 100)) + 1);
  return `${(Math.floor((1 - upper) * 100 * 10 ** digits) / 10 ** digits).toFixed(digits)}%`;
}

/** The most that a service can promise so that a year's downtime surely leaves it, such as `99.9%`; undefined where that is under 1%. */
export function keepableTarget({ downtime: { sum } }: Pick<ServiceResult, 'downtime'>): string | undefined {
  const lost = sum.high / (YEAR / 60);
  if (lost >= 0.99) return undefined;
  const digits = lost <= 0 ? 2 : Math.max(0, Math.ceil(-Math.log10(lost * 100)));
  const percent = (Math.floor((1 - lost) * 100 * 10 ** digits) / 10 ** digits).toFixed(digits);
  // No one writes 99.90%.
  return `${Number(percent)}%`;
}

/** The minutes a year that a target leaves for changes where every row is at its upper end. */
export function minutesLeftBy(target: string, { high }: Pick<Range, 'high'>): number {
  return ((1 - (parseTarget(target) ?? 0)) * YEAR) / 60 - high;
}
