import { acceptancesOf } from './acceptance';
import type { Rule } from './rule';

export const acceptanceHasReason: Rule = {
  id: 'acceptance-has-reason',
  title: 'What an annotation accepts, it accepts for a reason',
  why: 'Whoever reads it later knows neither whether it was meant nor whether it still holds; without a reason nothing is accepted.',
  fix: 'Write why: `nines.dev/accept.<rule>: because ...`.',
  appliesTo: 'every object',
  *check(object) {
    for (const { rule, because } of acceptancesOf(object)) {
      const at = object.root.at('metadata', 'annotations', `nines.dev/accept.${rule}`);
      if (because === '') yield { at, message: `${rule} is accepted without a reason`, fix: 'write why: because ...' };
    }
  },
};
