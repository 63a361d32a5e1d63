import { isProvidedEntry } from '../cluster/provided';
import { syntaxes } from '../cluster/topology-values';
import { isReason } from '../manifests/annotations';
import type { Mistake } from '../manifests/diagnostic';
import type { Syntaxes } from '../manifests/schema-problems';
import { mustBe, show } from '../manifests/words';

/** The grammars of the values in `nines.yaml`. */
export const configurationSyntaxes: Syntaxes = {
  ...syntaxes,
  'object-reference': (value) => (isProvidedEntry(value) ? undefined : not('an object reference', value)),
  reason: (value) => (isReason(value) ? undefined : not('a reason', value)),
  day: dayMistake,
};

function dayMistake(value: unknown): Mistake | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return not('a day', value);
  const time = new Date(`${value}T00:00:00Z`);
  // Date counts on from the end of a month: 31 February would be 3 March.
  const isDay = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value);
  return isDay ? undefined : { message: `${value} is not in the calendar`, fix: '' };
}

function not(what: string, value: unknown): Mistake {
  return { message: typeof value === 'object' ? mustBe(what, value) : `${show(value)} is not ${what}`, fix: '' };
}
