import type { Diagnostic } from '../../src/manifests/diagnostic';
import { idOf } from '../../src/manifests/identity';
import { readManifests } from '../../src/manifests/read';
import { rules } from '../../src/rules';
import { fixturesOf, foldered, reviewOf } from './fixture';
import { followed } from './followed-fix';
import { rulesOver } from './reviewed';

const identity = ({ rule, place: { object, pointer }, message }: Diagnostic) => [rule, object && idOf(object), pointer, message].join('\n');

/** Each finding of each case whose fix can be followed to the letter, and what is found then. */
const trials = foldered.flatMap((rule) =>
  fixturesOf(rule).flatMap((fixture) => {
    const documents = readManifests([fixture.file]).documents;
    const { findings: before } = reviewOf(fixture);
    const known = new Set(before.map(identity));
    return before.flatMap((finding) =>
      followed(documents, finding).map((after) => {
        const provided = [...(fixture.options.provided ?? []), ...after.provided];
        const { findings } = rulesOver(
          after.documents.map((document) => ({ ...document, file: fixture.name })),
          { ...fixture.options, ...(provided.length > 0 && { provided }) },
        );
        return {
          name: `${rule}/${fixture.name}`,
          rule: finding.rule,
          fix: finding.fix,
          left: findings.some((it) => identity(it) === identity(finding)),
          fresh: findings.filter((it) => !known.has(identity(it))).map((it) => `${it.rule} ${it.place.pointer}: ${it.message}`),
        };
      }),
    );
  }),
);

/** Where following a fix shows what was hidden by the first mistake, and the fix or the rule says so. */
const revealing = [
  // The fix says: check the fields, which may differ.
  'served-api/a removed group',
  // Which connection is meant can't be told before the Service leads anywhere.
  'policies-allow-connections/a target that no container has',
];

test('what a fix says, done to the letter, takes its finding away and brings no new one', () => {
  const disappointing = trials.filter(({ name, left, fresh }) => left || (fresh.length > 0 && !revealing.includes(name)));
  expect(disappointing).toEqual([]);
  expect(trials.filter(({ name, fresh }) => fresh.length > 0 && revealing.includes(name))).toHaveLength(revealing.length);
});

test('every rule has such a fix, but for those where only a person knows what was meant', () => {
  const followable = new Set(trials.map(({ rule }) => rule));
  const personal = rules.map(({ id }) => id).filter((id) => !followable.has(id));
  expect(personal).toEqual([
    'required-field',
    'unique-items',
    'unique-names',
    'unique-service-ports',
    'non-root-user',
    'requests-under-limits',
    'plausible-quantity',
    'plausible-volume',
    'autoscaler-range',
    'password-in-secret',
    'placeholder-is-replaced',
    'unique-objects',
    'service-selects-one-program',
    'quota-within-cluster',
    'policies-allow-entry-points',
  ]);
});
