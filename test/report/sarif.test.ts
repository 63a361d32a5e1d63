import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { Diagnostic, Severity } from '../../src/manifests/diagnostic';
import { documentOf } from '../../src/report/formats';
import { sarif } from '../../src/report/sarif';
import { groups } from '../../src/rules';
import { nines } from '../cli/run';
import { shopManifests } from '../fixtures/manifests';
import { production } from '../fixtures/shop/environments';
import { rulesOver } from '../rules/reviewed';
import { everyFixture, folders } from './every-fixture';

const value = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'a', namespace: 'shop' },
  spec: { selector: { app: 'a' }, ports: [{ port: 80 }] },
};

/** What SARIF's own schema has against a log. It is written for draft 4, whose `id` the validator refuses; nothing else of that draft is in it. */
const wrongWith = (() => {
  const { $schema, id, ...schema } = JSON.parse(readFileSync(join(__dirname, 'sarif/sarif-schema-2.1.0.json'), 'utf8'));
  const date = (text: string) => !Number.isNaN(Date.parse(text));
  const formats = { uri: (text: string) => URL.canParse(text), 'uri-reference': isReference, 'date-time': date };
  const validate = new Ajv({ allErrors: true, strictTypes: false, formats }).compile(schema);
  return (log: unknown) => (validate(log) ? [] : validate.errors);
})();

/** RFC 3986: no space, no quote, and a percent sign before two hexadecimal digits alone. */
function isReference(text: string): boolean {
  return /^([\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/.test(text) && URL.canParse(text, 'file:///');
}

test('a finding is a result of its rule, with file, line and column', () => {
  const log = sarif(rulesOver([{ value, file: 'a b.yaml', locate: () => ({ line: 3, column: 5 }) }]));
  expect(log).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        results: [
          {
            ruleId: 'service-selects-pods',
            ruleIndex: groups.flatMap((group) => group.rules).findIndex(({ id }) => id === 'service-selects-pods'),
            // Another chart may create the pods: less than the rule's own level.
            level: 'note',
            locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.yaml' }, region: { startLine: 3, startColumn: 5 } } }],
          },
        ],
      },
    ],
  });
  expect(wrongWith(log)).toEqual([]);
});

test('the severity of a rule is its level, and that of its results', () => {
  const { runs } = JSON.parse(JSON.stringify(sarif({ findings: (['error', 'warning', 'hint'] as const).map(diagnostic), accepted: [] })));
  expect(runs[0].results.map(({ level }: Result) => level)).toEqual(['error', 'warning', 'note']);
  const levels = new Map(
    runs[0].tool.driver.rules.map(({ id, defaultConfiguration }: Result) => [id, (defaultConfiguration as { level: string }).level]),
  );
  expect(levels.size).toBe(groups.flatMap((group) => group.rules).length);
  expect(['availability', 'spread-selects-itself', 'dependency-exists', 'unreadable'].map((id) => levels.get(id))).toEqual([
    'error',
    'warning',
    'note',
    'error',
  ]);
});

const diagnostic = (severity: Severity): Diagnostic => ({
  severity,
  rule: 'invalid-value',
  place: { construct: 'production/backend', setting: 'backend.replicas' },
  message: 'replicas must be 1 or more, got 0',
  fix: 'write 1 or more',
});

test('what has no object is placed by its construct and by what the user wrote', () => {
  const log = sarif({ findings: [diagnostic('error')], accepted: [] });
  expect(log).toMatchObject({
    runs: [
      {
        results: [
          {
            ruleId: 'invalid-value',
            message: { text: 'replicas must be 1 or more, got 0; write 1 or more.' },
            locations: [
              {
                logicalLocations: [
                  { fullyQualifiedName: 'production/backend', kind: 'construct' },
                  { fullyQualifiedName: 'backend.replicas', kind: 'setting' },
                ],
              },
            ],
          },
        ],
      },
    ],
  });
  expect(wrongWith(log)).toEqual([]);
});

test('a log without a finding, and one without a known place, are as SARIF wants them', () => {
  expect(wrongWith(sarif({ findings: [], accepted: [] }))).toEqual([]);
  expect(wrongWith(sarif(rulesOver([{ value }])))).toEqual([]);
});

test('what the command prints is as SARIF wants it: accepted findings, and files of any name', async () => {
  const accepted = {
    ...value,
    metadata: { ...value.metadata, annotations: { 'nines.dev/accept.service-selects-pods': 'because "later"' } },
  };
  const files = {
    'ä "100%" #1.yaml': JSON.stringify(value),
    'accepted.yaml': JSON.stringify(accepted),
    'shop.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: shopManifests(production) }),
  };
  const { code, out } = await nines(['check', '@', '--topology', 'aws-3x2', '--format', 'sarif'], files);
  const log = JSON.parse(out);
  expect([code, wrongWith(log)]).toEqual([0, []]);
  expect(log.runs[0].results).toContainEqual(expect.objectContaining({ suppressions: [{ kind: 'inSource', justification: '"later"' }] }));
});

test('what every fixture comes to is as SARIF wants it', () => {
  const log = JSON.parse(documentOf('sarif', everyFixture()));
  expect(wrongWith(log)).toEqual([]);
  expect(new Set(log.runs[0].results.map(({ ruleId }: Result) => ruleId)).size).toBeGreaterThan(folders.length / 2);
});

test.each([
  ['a word that is no level', (result: Result) => ({ ...result, level: 'bad' })],
  ['a result without a message', ({ message, ...rest }: Result) => rest],
  ['a line before the first', (result: Result) => ({ ...result, locations: [{ physicalLocation: { region: { startLine: 0 } } }] })],
  ['a URI with a space', (result: Result) => ({ ...result, locations: [{ physicalLocation: { artifactLocation: { uri: 'a b' } } }] })],
  ['a property that SARIF has not', (result: Result) => ({ ...result, fix: 'it' })],
])('SARIF has something against %s', (_, change) => {
  const { runs, ...log } = JSON.parse(JSON.stringify(sarif(rulesOver([{ value }]))));
  const [run] = runs;
  expect(wrongWith({ ...log, runs: [{ ...run, results: run.results.map(change) }] })).not.toEqual([]);
});

type Result = Readonly<Record<string, unknown>>;
