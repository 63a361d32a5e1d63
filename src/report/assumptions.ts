import type { Answer } from '../availability';
import { append } from '../manifests/multimap';

type Assumption = Answer['assumptions'][number];

/** The subjects that a line spells out. */
const SPELLED = 4;

/** What a proof rests on: a line for all that share a value and a source. */
export function assumptionsText({ assumptions }: Pick<Answer, 'assumptions'>): string {
  const grouped = new Map<string, string[]>();
  for (const { what, value, source } of withDefaults(withRates(assumptions))) append(grouped, `${value} (${source})`, what);
  return `The proof assumes:\n${[...grouped].map(([value, whats]) => `  ${subjects(whats)}: ${value}`).join('\n')}`;
}

/** All times that are the software's defaults in one. */
function withDefaults(assumptions: readonly Assumption[]): readonly Assumption[] {
  const isDefault = ({ source, what }: Assumption) => source === 'default' && /^[a-zA-Z]+$/.test(what);
  const defaults = assumptions.filter(isDefault);
  const [first] = defaults;
  if (!first) return assumptions;
  const all = { what: 'times', value: defaults.map(({ what, value }) => `${what} ${value}`).join(', '), source: 'default' };
  return assumptions.flatMap((it) => (it === first ? [all] : isDefault(it) ? [] : [it]));
}

/** Both figures of a rate in one, each with its source where they have two. */
function withRates(assumptions: readonly Assumption[]): readonly Assumption[] {
  return assumptions.flatMap((it, index) => {
    const [last, next] = [assumptions[index - 1], assumptions[index + 1]];
    const subject = it.what.replace(/ (mtbf|mttr)$/, '');
    if (it.what === `${subject} mttr` && last?.what === `${subject} mtbf`) return [];
    if (it.what !== `${subject} mtbf` || next?.what !== `${subject} mttr`) return [it];
    const from = it.source === next.source ? '' : ` (${it.source})`;
    return [{ what: subject, value: `mtbf ${it.value}${from}, mttr ${next.value}`, source: next.source }];
  });
}

/** Several subjects, with the words that all begin or end with said once: `zone a, b, c`. */
function subjects(whats: readonly string[]): string {
  const words = whats.map((what) => what.split(' '));
  const [first = []] = words;
  const shared = (at: (of: readonly string[], index: number) => string | undefined) => {
    const different = first.findIndex((_, index) => words.some((of) => at(of, index) !== at(first, index)));
    return different < 0 || whats.length === 1 ? 0 : different;
  };
  const before = shared((of, index) => of[index]);
  const after = shared((of, index) => of[of.length - 1 - index]);
  const middles = words.map((of) => of.slice(before, of.length - after).join(' '));
  const spelled = middles.length > SPELLED ? [...middles.slice(0, SPELLED - 1), `${middles.length - SPELLED + 1} more`] : middles;
  return [...first.slice(0, before), spelled.join(', '), ...first.slice(first.length - after)].filter((it) => it !== '').join(' ');
}
