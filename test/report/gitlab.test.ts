import { join } from 'node:path';
import Ajv from 'ajv';
import type { Location } from '../../src/manifests/diagnostic';
import { documentOf } from '../../src/report/formats';
import { gitlab } from '../../src/report/gitlab';
import { nines } from '../cli/run';
import { everyFixture, folders } from './every-fixture';
import { finding } from './finding';

const text = { type: 'string', minLength: 1 };
const integer = { type: 'integer', minimum: 1 };
/** What GitLab's documentation asks of a report, which has no published schema: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
const schema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: text,
      check_name: text,
      fingerprint: text,
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', minLength: 1, not: { pattern: '^(/|\\./)' } },
          lines: { type: 'object', required: ['begin'], properties: { begin: integer } },
        },
      },
    },
  },
};
const isReport = new Ajv({ allErrors: true }).compile(schema);
const wrongWith = (report: unknown) => (isReport(report) ? [] : isReport.errors);
const fingerprints = (...places: readonly Location[]) => {
  const findings = places.map((place) => finding({ place }));
  return gitlab({ findings }).map(({ fingerprint }) => fingerprint);
};

test('a finding is a problem with its rule, file and line', () => {
  expect(gitlab({ findings: [finding()] })).toEqual([
    {
      description: "Service shop/web: TCP port 'apy' is not declared; use api (8080).",
      check_name: 'service-target-port',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: 'critical',
      location: { path: 'dist/shop.yaml', lines: { begin: 7 } },
    },
  ]);
});

test('every severity has one of GitLab’s', () => {
  const findings = (['error', 'warning', 'hint'] as const).map((severity) => finding({ severity }));
  expect(gitlab({ findings }).map(({ severity }) => severity)).toEqual(['critical', 'major', 'info']);
});

test('a problem keeps its fingerprint when it moves in its file, and when others come before it', () => {
  const [before] = fingerprints({});
  expect(fingerprints({ line: 90, column: 1 })).toEqual([before]);
  expect(fingerprints({ pointer: '/spec/ports/1/targetPort' }, {})[1]).toBe(before);
});

test('no two problems of a report share one: of two environments, or of the same field', () => {
  const all = fingerprints({}, {}, { file: 'dist/other.yaml' }, { pointer: '/spec/ports/1' }, {});
  expect(new Set(all).size).toBe(5);
});

test('a path is one of the repository, whatever way it was named', () => {
  const paths = ['./dist/a.yaml', join(process.cwd(), 'dist/a.yaml'), 'dist\\a.yaml', 'standard input', undefined];
  const report = gitlab({ findings: paths.map((file) => finding({ place: { file, line: undefined } })) });
  expect(report.map(({ location }) => location.path)).toEqual(['dist/a.yaml', 'dist/a.yaml', 'dist/a.yaml', 'standard input', '.']);
  expect(wrongWith(report)).toEqual([]);
});

test('what every fixture comes to is as GitLab wants it', () => {
  const report = JSON.parse(documentOf('gitlab', everyFixture()));
  expect(wrongWith(report)).toEqual([]);
  expect(report.length).toBeGreaterThan(folders.length);
  expect(new Set(report.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(report.length);
});

test('what the command prints is as GitLab wants it: a fixture, none, and unusable input', async () => {
  const { code, out } = await nines(['check', join(__dirname, '../rules/fixtures/service-selects-pods'), '--format', 'gitlab']);
  expect([code, wrongWith(JSON.parse(out))]).toEqual([1, []]);
  expect(await nines(['check', '@', '--allow-empty', '--format', 'gitlab'], { 'a.yaml': '' })).toMatchObject({ code: 0, out: '[]\n' });
  const unusable = await nines(['check', '@gone.yaml', '--format', 'gitlab']);
  expect(unusable).toMatchObject({ code: 2, error: '' });
  expect(JSON.parse(unusable.out)).toMatchObject([{ check_name: 'unreadable', severity: 'critical', location: { path: '.' } }]);
});

test.each([
  ['a severity of ours', { severity: 'error' }],
  ['an absolute path', { location: { path: '/a.yaml', lines: { begin: 1 } } }],
  ['the line before the first', { location: { path: 'a.yaml', lines: { begin: 0 } } }],
])('GitLab has something against %s', (_, wrong) => {
  expect(wrongWith(gitlab({ findings: [finding()] }).map((it) => ({ ...it, ...wrong })))).not.toEqual([]);
});
