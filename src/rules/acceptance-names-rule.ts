import { acceptAnnotationName } from '../manifests/annotations';
import { nearest } from '../manifests/nearest';
import { show } from '../manifests/words';
import { acceptancesIn } from './acceptances';
import type { Rule } from './rule';

export const acceptanceNamesRule: Rule = {
  id: 'acceptance-names-rule',
  severity: 'warning',
  title: 'An acceptance names a known rule or risk',
  why: 'An acceptance of an unknown rule has no effect.',
  fix: `Correct the name after \`${acceptAnnotationName('')}\`. \`nines rules\` lists every rule and risk.`,
  appliesTo: 'every object',
  *check(object, { acceptable }) {
    for (const { name, at } of acceptancesIn(object)) {
      if (acceptable.includes(name)) continue;
      const meant = nearest(name, acceptable);
      yield {
        at,
        message: `unknown rule or risk ${show(name)}`,
        fix: meant ? `write '${acceptAnnotationName(meant)}'` : 'remove the annotation, or use a name that `nines rules` lists',
      };
    }
  },
};
