import { rules } from '../../lib/rules';
import { fixturesOf, foldered, inWords, isLookedAt, reviewOf, verdicts } from './fixture';

/** Rules whose cases are still to be written. This list only shrinks: a rule that has all of its cases must leave it. */
const withoutFixtures = [
  'acceptance-has-reason',
  'no-object-twice',
  // lib/rules/schema
  'known-kind',
  'served-api',
  'known-field',
  'required-field',
  'value-type',
  'known-value',
  'value-syntax',
  'value-range',
  'exclusive-fields',
  'unique-items',
  // lib/rules/containers
  'grace-period-covers-stop',
  'heap-under-limit',
  'image-is-pinned',
  'non-root-user',
  'plausible-quantity',
  'probe-port-exists',
  'requests-under-limits',
  'unique-names',
  // lib/rules/pods
  'claim-exists',
  'config-map-key-exists',
  'mount-has-volume',
  'priority-class-exists',
  'runtime-class-exists',
  'selector-matches-template',
  'service-account-exists',
  // lib/rules/policies
  'policies-let-edges-through',
  'policies-let-requests-in',
  'policy-port-exists',
  'policy-selects-pods',
  // lib/rules/quota
  'quota-covers-pods',

];

test('each folder is called like a rule', () => {
  const ids = rules.map(({ id }) => id);
  expect(foldered.filter((name) => !ids.includes(name))).toEqual([]);
});

describe.each(rules)('$id', (rule) => {
  const fixtures = foldered.includes(rule.id) ? fixturesOf(rule.id) : [];

  test('has a case of each verdict', () => {
    const missing = verdicts.filter((verdict) => !fixtures.some((it) => it.verdict === verdict));
    if (withoutFixtures.includes(rule.id)) expect(missing).not.toEqual([]);
    else expect(missing).toEqual([]);
  });

  for (const it of fixtures) {
    test(`${it.name}: ${it.verdict}`, () => {
      const review = reviewOf(it);
      // All findings of all rules: a case is wrong in nothing but what it says.
      expect(inWords(review)).toBe(it.expected);
      for (const { object, kind, namespace, name, line } of [...review.findings, ...review.accepted])
        expect([object, line]).toEqual([[kind, namespace, name].filter(Boolean).join('/'), expect.any(Number)]);

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
