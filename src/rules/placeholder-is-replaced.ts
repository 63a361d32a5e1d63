import { show } from '../manifests/words';
import { placeholdersIn } from './placeholders';
import type { Rule } from './rule';

export const placeholderIsReplaced: Rule = {
  id: 'placeholder-is-replaced',
  severity: 'hint',
  title: 'No placeholder is left in a value',
  why: 'The manifests are a template, or instructions to fill in. Nothing else is reported about such values, and they are reported once for each file.',
  fix: 'Check what the template renders, or replace the placeholder.',
  appliesTo: 'every object',
  *check(object, { index }) {
    for (const { object: first, at, texts } of placeholdersIn(index)) {
      if (first !== object) continue;
      const others = texts.size - 1;
      const more = others === 0 ? '' : `, and so ${others === 1 ? 'is 1 more value' : `are ${others} more values`} of the file`;
      yield { at, message: `${show(String(at.value))} is a placeholder${more}`, fix: 'check what the template renders, or replace it' };
    }
  },
};
