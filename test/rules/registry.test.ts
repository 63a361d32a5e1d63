import { readFileSync } from 'node:fs';
import { rulesPage } from '../../src/report/rules-page';
import { groups } from '../../src/rules';
import { rulesOver } from './reviewed';

test('docs/rules.md is what the registry says: npm run rules', () => {
  expect(readFileSync('docs/rules.md', 'utf8')).toBe(rulesPage(groups));
});

test('every rule has an id of its own', () => {
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

test('an annotation with a reason accepts a finding, and the reason is shown', () => {
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

test('what is not checked object by object is listed too', () => {
  const ids = groups.flatMap((group) => group.rules.map(({ id }) => id));
  expect(ids).toEqual(expect.arrayContaining(['availability', 'invalid-value', 'unreadable']));
});
