import { defineRule, type OwnRule } from '../../../src';
import { adapted } from '../../../src/rules/own/adapted';

const sound: OwnRule = {
  id: 'names-team',
  severity: 'warning',
  title: 'Deployments name their team',
  why: 'Nobody knows whom to call.',
  fix: 'add the label team',
  appliesTo: ['Deployment', 'StatefulSet.apps'],
  check: () => [],
};

test('a sound rule is given back as it is', () => {
  expect(defineRule(sound)).toBe(sound);
});

test.each([
  [
    { id: 'Names Team' },
    "rule 'Names Team': id must be kebab-case of at most 56 characters, got 'Names Team'; write for example names-team",
  ],
  [{ id: undefined }, 'id must be kebab-case of at most 56 characters, got nothing; write for example names-team'],
  [
    { id: 'a'.repeat(57) },
    /^defineRule: rule 'a+': id must be kebab-case of at most 56 characters, got 'a+'; write for example names-team$/,
  ],
  [{ id: 'known-field' }, "rule 'known-field': its id belongs to a built-in rule; choose another id; `nines rules` lists those in use"],
  [{ id: 'availability' }, "rule 'availability': its id belongs to a built-in rule; choose another id; `nines rules` lists those in use"],
  [
    { id: 'single-replica' },
    "rule 'single-replica': its id belongs to a built-in rule; choose another id; `nines rules` lists those in use",
  ],
  [{ severity: 'warn' }, "rule 'names-team': severity must be error, warning or hint, got 'warn'; write error, warning or hint"],
  [{ severity: 'eror' }, "rule 'names-team': severity must be error, warning or hint, got 'eror'; write error"],
  [{ title: '' }, "rule 'names-team': title must be a sentence, got ''; describe it in title"],
  [{ why: undefined }, "rule 'names-team': why must be a sentence, got nothing; describe it in why"],
  [{ fix: 3 }, "rule 'names-team': fix must be a sentence, got 3; describe it in fix"],
  [{ appliesTo: [] }, "rule 'names-team': appliesTo must be a list of kinds or 'every object', got []; write for example ['Deployment']"],
  [
    { appliesTo: 'Deployment' },
    "rule 'names-team': appliesTo must be a list of kinds or 'every object', got 'Deployment'; write for example ['Deployment']",
  ],
  [{ check: true }, "rule 'names-team': check must be a function, got true; write *check(object) { ... }"],
] as [object, string | RegExp][])('%p is refused', (change, message) => {
  const define = () => defineRule({ ...sound, ...change } as OwnRule);
  expect(define).toThrow(typeof message === 'string' ? new Error(`defineRule: ${message}`) : message);
});

test('what isn’t a rule is refused', () => {
  expect(() => defineRule('names-team' as never)).toThrow(
    new Error("defineRule: a rule must be an object, got 'names-team'; write defineRule({ id, ... })"),
  );
});

test('two rules of one id are refused, and what isn’t a list', () => {
  expect(() => adapted([sound, { ...sound }])).toThrow(new Error("rules: duplicate rule 'names-team'; give each rule an id of its own"));
  expect(() => adapted(sound as never)).toThrow(/^rules: the rules must be a list, got \{"id":.*; write \[defineRule\(\{ \.\.\. \}\)\]$/);
});
