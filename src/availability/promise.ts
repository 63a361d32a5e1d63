import type { Answer, ServiceResult } from './result';

/** The services that declare a target which is not proved: where there is one, manifests are not fit to be shipped. */
export function brokenPromises({ services }: Pick<Answer, 'services'>): readonly ServiceResult[] {
  return services.filter((service) => service.target !== undefined && service.verdict !== 'proved');
}

/** What a service could promise, as it is, such as `99.94%`: where the figure alone is in the way of its target. */
export function provableTarget({ target, singlePointsOfFailure, stuck, unavailability: { upper } }: ServiceResult): string | undefined {
  if (target === undefined || upper <= 1 - target || upper > 0.5 || singlePointsOfFailure.length + stuck.length > 0) return undefined;
  // Two digits behind the nines, rounded towards what is proved.
  const digits = Math.max(0, Math.ceil(-Math.log10(upper * 100)) + 1);
  return `${(Math.floor((1 - upper) * 100 * 10 ** digits) / 10 ** digits).toFixed(digits)}%`;
}
