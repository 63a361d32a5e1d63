import { isAtLeast } from '../../src/manifests/diagnostic';
import { rules } from '../../src/rules';
import { fixturesOf, foldered, inWords, isLookedAt, reviewOf, rewrite, verdicts } from './fixture';

test('each folder has the name of a rule', () => {
  const ids = rules.map(({ id }) => id);
  expect(foldered.filter((name) => !ids.includes(name))).toEqual([]);
});

describe.each(rules)('$id', (rule) => {
  const fixtures = foldered.includes(rule.id) ? fixturesOf(rule.id) : [];

  test('has a case for each verdict', () => {
    const possible = verdicts.filter((verdict) => verdict !== 'accepted' || rule.isAcceptable !== false);
    const missing = possible.filter((verdict) => !fixtures.some((it) => it.verdict === verdict));
    expect(missing).toEqual([]);
  });

  for (const it of fixtures) {
    test(`${it.name}: ${it.verdict}`, () => {
      const review = reviewOf(it);
      // All findings of all rules: a case is wrong in nothing but what it says.
      if (process.env['REWRITE']) rewrite(it, inWords(review));
      else expect(inWords(review)).toBe(it.expected);
      for (const { rule, severity, place } of [...review.findings, ...review.accepted]) {
        // A finding is never worse than its rule.
        const worst = rules.find(({ id }) => id === rule)?.severity ?? 'hint';
        expect([isAtLeast(worst, severity), place.line]).toEqual([true, expect.any(Number)]);
      }

      const found = review.findings.some((finding) => finding.rule === rule.id);
      const accepted = review.accepted.some((finding) => finding.rule === rule.id);
      if (found || accepted) expect(it.verdict).toBe(found ? 'fails' : 'accepted');
      else expect(it.verdict).toMatch(/^(passes|does not apply)$/);
      // What passes was looked at; what the rule has nothing to say of says why.
      if (it.verdict === 'passes') expect(isLookedAt(it, rule)).toBe(true);
      expect(it.reason !== '').toBe(it.verdict === 'does not apply');
    });
  }
});
