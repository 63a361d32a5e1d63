import { acceptAnnotationName } from '../manifests/annotations';
import { acceptancesIn } from './acceptances';
import type { Rule } from './rule';

export const acceptanceHasReason: Rule = {
  id: 'acceptance-has-reason',
  severity: 'warning',
  title: 'An accepted finding or risk has a reason',
  why: 'A later reader learns neither whether it was meant nor whether it still holds. Without a reason nothing is accepted.',
  fix: `Write why: \`${acceptAnnotationName('<rule>')}: because ...\`.`,
  appliesTo: 'every object',
  *check(object) {
    for (const { name, because, at } of acceptancesIn(object)) {
      if (because === '') yield { at, message: `${name} is accepted without a reason`, fix: 'write why: because ...' };
    }
  },
};
