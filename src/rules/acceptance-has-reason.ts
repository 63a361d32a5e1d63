import { acceptancesOf } from '../manifests/annotations';
import type { Rule } from './rule';

export const acceptanceHasReason: Rule = {
  id: 'acceptance-has-reason',
  severity: 'warning',
  title: 'An accepted finding or risk has a reason',
  why: 'A later reader learns neither whether it was meant nor whether it still holds. Without a reason nothing is accepted.',
  fix: 'Write why: `nines.dev/accept.<rule>: because ...`.',
  appliesTo: 'every object',
  *check({ root }) {
    const annotations = root.at('metadata', 'annotations');
    for (const { annotation, name, because } of acceptancesOf(annotations.parts().map(({ key, value }) => [key, value] as const))) {
      if (because === '')
        yield { at: annotations.at(annotation), message: `${name} is accepted without a reason`, fix: 'write why: because ...' };
    }
  },
};
