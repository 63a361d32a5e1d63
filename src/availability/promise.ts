import type { Answer, ServiceResult } from './result';

/** The services that declare a target which is not proved: where there is one, manifests are not fit to be shipped. */
export function brokenPromises(answer: Answer): readonly ServiceResult[] {
  return answer.services.filter((service) => service.target !== undefined && service.verdict !== 'proved');
}
