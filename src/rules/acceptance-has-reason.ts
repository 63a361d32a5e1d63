import { acceptAnnotationName } from '../manifests/annotations';
import { acceptancesIn } from './acceptances';
import type { Rule } from './rule';

export const acceptanceHasReason: Rule = {
  id: 'acceptance-has-reason',
  severity: 'warning',
  title: 'An accepted finding or risk has a reason',
  why: 'Without a reason, later readers cannot tell whether the acceptance still applies. An acceptance without a reason has no effect.',
  fix: `State the reason: \`${acceptAnnotationName('<rule>')}: because ...\`.`,
  appliesTo: 'every object',
  *check(object) {
    for (const { name, because, at } of acceptancesIn(object)) {
      if (because === '') yield { at, message: `${name} is accepted without a reason`, fix: "write 'because ...' with the reason" };
    }
  },
};
