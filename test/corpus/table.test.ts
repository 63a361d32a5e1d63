import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { severities } from '../../src/manifests/diagnostic';
import { sets } from './corpus';
import { repositories } from './sets';
import { judged, judgements, type Row } from './table';

const rows = judged();

test('each finding is judged once, with a sentence', () => {
  const unjudged = rows.filter(({ judgement, because }) => !judgements.some((it) => it === judgement) || !/^[A-Z].+\.$/.test(because));
  expect(unjudged).toEqual([]);
});

test('each finding belongs to a set, and each set to a commit', () => {
  const names = sets.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(rows.filter(({ set }) => !names.includes(set))).toEqual([]);
  for (const { commit } of Object.values(repositories)) expect(commit).toMatch(/^[0-9a-f]{40}$/);
});

test('an error is true', () => {
  const errors = rows.filter(({ severity }) => severity === 'error');
  const isTrue = ({ judgement }: Row) => judgement === 'true';
  expect(errors.filter((row) => !isTrue(row))).toEqual([]);
});

test('docs/precision.md has the figures of the table', () => {
  const page = readFileSync(join(__dirname, '../../docs/precision.md'), 'utf8');
  const line = (name: string, found: readonly Row[]) =>
    `| ${name} | ${[found.length, ...judgements.map((it) => found.filter(({ judgement }) => judgement === it).length)].join(' | ')} |`;
  const bySeverity = severities.map((severity) =>
    line(
      severity,
      rows.filter((row) => row.severity === severity),
    ),
  );
  expect(page).toContain(bySeverity.join('\n'));
  const found = [...new Set(rows.map(({ rule }) => rule))].map((rule) => ({ rule, of: rows.filter((row) => row.rule === rule) }));
  const frequent = found.filter(({ of }) => of.length >= 20).sort((one, other) => other.of.length - one.of.length);
  expect(page).toContain(frequent.map(({ rule, of }) => line(`[${rule}](rules/${rule}.md)`, of)).join('\n'));
  expect(page).toContain(`${sets.length} sets of manifests from ${Object.keys(repositories).length} repositories`);
});
