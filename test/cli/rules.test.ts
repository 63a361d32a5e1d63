import { join } from 'node:path';
import { stringify } from 'yaml';
import { workload } from '../availability/manifests';
import { nines, ninesProcess } from './run';

const barrel = join(__dirname, '../../src');
const rule = (id = 'names-team') => `{
  id: '${id}', severity: 'warning', title: 'Deployments name their team', why: 'Nobody knows whom to call.', fix: 'add the label team',
  appliesTo: ['Deployment'],
  *check({ root, labels }) { if (!labels.has('team')) yield { at: root.at('metadata', 'labels'), message: "the label 'team' is missing" }; },
}`;
const files = {
  'app.yaml': stringify(workload()),
  'rules.js': `const { defineRule } = require('${barrel}');\nexports.namesTeam = defineRule(${rule()});\n`,
  'list.js': `module.exports = [${rule()}, ${rule('names-owner')}];\n`,
  'one.js': `module.exports = ${rule()};\n`,
};
const check = (file: string) => ['check', '@app.yaml', '--topology', 'aws-3x2', '--rules', file];

test('nines check --rules checks rules of your own', async () => {
  const { code, out } = await nines([...check('@rules.js'), '--fail-on', 'warning'], files);
  expect(code).toBe(1);
  expect(out).toMatch(
    /^warning: \S+app\.yaml:\d+:\d+ Deployment shop\/web \/metadata\/labels\n {2}the label 'team' is missing \[names-team\]\n {2}add the label team$/m,
  );
});

test.each(['list.js', 'one.js'])('%s: a list and a single rule are exports as well', async (file) => {
  const { out } = await nines([...check(`@${file}`), '--format', 'json'], files);
  expect(JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule)).toContain('names-team');
});

test('a SARIF log describes them behind the built-in rules, without a page', async () => {
  const { out } = await nines([...check('@rules.js'), '--format', 'sarif'], files);
  const [{ tool, results }] = JSON.parse(out).runs;
  const { ruleIndex } = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'names-team');
  expect(tool.driver.rules[ruleIndex]).toEqual({
    id: 'names-team',
    shortDescription: { text: 'Deployments name their team.' },
    fullDescription: { text: 'Nobody knows whom to call.' },
    help: { text: 'add the label team' },
    defaultConfiguration: { level: 'warning' },
  });
});

test('an ES module is loaded as well', () => {
  const { code, out } = ninesProcess(['rules', '--rules', join(__dirname, 'fixtures/own-rules.mjs')]);
  expect(code).toBe(0);
  expect(out).toMatch(/\n {2}names-team +warning {2}Deployments name their team\n$/);
});

test('nines rules --rules lists them last', async () => {
  const { code, out } = await nines(['rules', '--rules', '@list.js'], files);
  expect(code).toBe(0);
  expect(out).toMatch(
    /\nYour own, from \S+list\.js\n {2}names-team +warning {2}Deployments name their team\n {2}names-owner +warning {2}Deployments name their team\n$/,
  );
});

test.each<[string, Record<string, string>, string]>([
  ['a missing file', {}, 'nines: no such file: @own.js; name one that exists\n'],
  [
    'an error in it',
    { 'own.js': "throw new Error('oops')" },
    'nines: @own.js: oops; correct the file; it must be JavaScript that Node.js can load\n',
  ],
  ['nothing exported', { 'own.js': '' }, 'nines: @own.js: no rule is exported; write exports.rules = [defineRule({ ... })]\n'],
  [
    'something else exported',
    { 'own.js': 'exports.a = 1' },
    'nines: @own.js: a rule must be an object, got 1; write defineRule({ id, ... })\n',
  ],
  [
    'the id of a built-in rule',
    { 'own.js': `exports.a = ${rule('known-field')}` },
    "nines: @own.js: rule 'known-field': its id belongs to a built-in rule; choose another id; `nines rules` lists those in use\n",
  ],
])('%s is unusable input', async (_, own, error) => {
  expect(await nines(check('@own.js'), { ...files, ...own })).toEqual({ code: 2, out: '', error });
  expect(await nines(['rules', '--rules', '@own.js'], own)).toEqual({ code: 2, out: '', error });
});
