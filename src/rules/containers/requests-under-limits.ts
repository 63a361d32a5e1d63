import { podMakers } from '../../manifests/pod';
import { parseQuantity } from '../../manifests/quantity';
import type { RefusalRule } from '../rule';

export const requestsUnderLimits: RefusalRule = {
  id: 'requests-under-limits',
  severity: 'error',
  title: 'No request exceeds its limit',
  why: 'The API server rejects the object.',
  fix: 'Raise the limit or lower the request.',
  isRefusal: true,
  appliesTo: podMakers,
  *check({ pod }) {
    for (const container of pod?.containers ?? []) {
      const limits = container.at('resources', 'limits');
      for (const request of container.parts('resources', 'requests')) {
        const asked = parseQuantity(request.value);
        const most = parseQuantity(limits.at(request.key).value);
        if (asked === undefined || most === undefined || asked <= most) continue;
        const message = `${request.key} request ${request.value} must be less than or equal to the limit of ${limits.at(request.key).value}`;
        yield { at: request, message, fix: 'raise the limit, lower the request, or correct the unit' };
      }
    }
  },
};
