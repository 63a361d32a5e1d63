import { acceptAnnotationName } from '../manifests/annotations';
import { nearest } from '../manifests/nearest';
import { show } from '../manifests/words';
import { acceptancesIn } from './acceptances';
import type { Rule } from './rule';

export const acceptanceNamesRule: Rule = {
  id: 'acceptance-names-rule',
  severity: 'warning',
  title: 'An acceptance names an existing rule or risk',
  why: 'It accepts nothing, and its reader believes that it does.',
  fix: `Correct the name after \`${acceptAnnotationName('')}\`; \`nines rules\` lists the rules.`,
  appliesTo: 'every object',
  *check(object, { acceptable }) {
    for (const { name, at } of acceptancesIn(object)) {
      if (acceptable.includes(name)) continue;
      const meant = nearest(name, acceptable);
      yield {
        at,
        message: `${show(name)} is not the name of a rule or of a risk`,
        fix: meant ? `write '${acceptAnnotationName(meant)}'` : 'remove the annotation, or name a rule that `nines rules` lists',
      };
    }
  },
};
