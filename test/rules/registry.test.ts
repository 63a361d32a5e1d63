import { readdirSync, readFileSync } from 'node:fs';
import { groups, rules } from '../../src/rules';
import { examplesOf } from '../../tools/rules/examples';
import { rulePages } from '../../tools/rules/pages';
import { rulesOver } from './reviewed';

describe('the pages about the rules', () => {
  const pages = rulePages(groups);

  test('are those that are committed: npm run rules', () => {
    const committed = ['rules.md', ...readdirSync('docs/rules').map((file) => `rules/${file}`)];
    expect(committed.sort()).toEqual([...pages.keys()].sort());
    for (const [file, text] of pages) expect(readFileSync(`docs/${file}`, 'utf8')).toBe(text);
  });

  test.each(groups.flatMap(({ rules }) => rules))('show for $id an incorrect and a correct example', ({ id }) => {
    const page = pages.get(`rules/${id}.md`) ?? '';
    const examples = [...page.matchAll(/^## (Incorrect|Correct)\n[\s\S]*?```(?:yaml|ts)\n([\s\S]*?)```/gm)];
    expect(examples.map(([, heading]) => heading)).toEqual(['Incorrect', 'Correct']);
  });

  test.each(rules)('show what $id finds in the incorrect example, and nothing in the correct one', ({ id }) => {
    const { incorrect, correct } = examplesOf(id);
    expect(incorrect.findings).not.toEqual([]);
    expect(correct.findings).toEqual([]);
    expect([incorrect.yaml, ...incorrect.settings]).not.toEqual([correct.yaml, ...correct.settings]);
  });
});

test('every rule has a unique id', () => {
  const ids = groups.flatMap((group) => group.rules.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

const service = (annotations: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'a', namespace: 'shop', annotations },
  spec: { selector: { app: 'a' }, ports: [{ port: 80 }] },
});

test('an annotation with a reason accepts a finding, and the reason is reported', () => {
  const { findings, accepted } = rulesOver([
    { value: service({ 'nines.dev/accept.service-selects-pods': 'because its pods come later' }) },
  ]);
  expect(findings).toEqual([]);
  expect(accepted).toMatchObject([{ rule: 'service-selects-pods', because: 'its pods come later' }]);
});

test('an annotation without a reason accepts nothing and is a finding', () => {
  const { findings, accepted } = rulesOver([{ value: service({ 'nines.dev/accept.service-selects-pods': ' because ' }) }]);
  expect(findings.map(({ rule }) => rule)).toEqual(['acceptance-has-reason', 'service-selects-pods']);
  expect(accepted).toEqual([]);
});

test('rules that are not checked object by object are listed too', () => {
  const ids = groups.flatMap((group) => group.rules.map(({ id }) => id));
  expect(ids).toEqual(expect.arrayContaining(['availability', 'invalid-value', 'unreadable']));
});
