import { changeRisks } from '../manifests/annotations';
import type { Mistake } from '../manifests/diagnostic';
import { nearest } from '../manifests/nearest';
import { show } from '../manifests/words';
import { acceptable, annotationValue, availability, errorBudget, groups, type RuleDescription, rules } from '../rules';

/** The rules that `nines check` reports and can leave out. An invalid declaration may be a promise, so nothing is judged beside it. */
const reported: ReadonlySet<string> = new Set([
  ...rules.filter(({ id }) => id !== annotationValue.id).map(({ id }) => id),
  availability.id,
  errorBudget.id,
]);

/** The risks that `nines check` finds itself: the others are taken by constructs alone. */
const risks = ['single-replica', 'uneven-spread'];

/** What `only` and `skip` name, and what an acceptance does: editors complete them by the schema. */
export const selectableRules: readonly string[] = [...reported];
export const acceptableRules: readonly string[] = [...acceptable.filter((it) => reported.has(it) || risks.includes(it)), ...changeRisks];

/** The problem with a name in `only` or `skip`; undefined if `nines check` reports a rule of that name. */
export function selectedMistake(name: string, own: readonly Pick<RuleDescription, 'id'>[]): Mistake | undefined {
  return mistakeIn(name, [...selectableRules, ...own.map(({ id }) => id)], 'cannot be selected');
}

/** The problem with the name of an accepted rule; undefined if it can be accepted. */
export function acceptedMistake(name: string, own: readonly Pick<RuleDescription, 'id'>[]): Mistake | undefined {
  return mistakeIn(name, [...acceptableRules, ...own.map(({ id }) => id)], 'cannot be accepted here');
}

function mistakeIn(name: string, known: readonly string[], refusal: string): Mistake | undefined {
  if (known.includes(name)) return undefined;
  const isRule = groups.some((group) => group.rules.some(({ id }) => id === name));
  if (isRule)
    return { message: `${show(name)} ${refusal}`, fix: 'remove it; nines check never reports it, or reports nothing else with it' };
  const meant = nearest(name, known);
  return { message: `unknown rule ${show(name)}`, fix: meant ? `write '${meant}'` : '`nines rules` lists every rule' };
}
