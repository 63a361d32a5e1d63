import { answer } from '../cli/answer';
import { nines } from '../cli/run';
import { moving, movingIn } from './shop';

const check = ['check', '@app.yaml', '--topology', 'minikube'];
const files = { 'app.yaml': `${moving('web', 'api')}---\n${movingIn('other', 'mail')}` };

const rulesOf = (found: Awaited<ReturnType<typeof answer>>) =>
  found.answer.findings.map(({ rule, place }) => `${place.object?.name} ${rule}`);

test('everything is reported where nothing is selected', async () => {
  const found = await answer(check, files);
  expect(rulesOf(found)).toEqual([
    ...['web', 'api', 'mail'].map((name) => `${name} image-is-pinned`),
    ...['web', 'api', 'mail'].map((name) => `${name} availability`),
  ]);
  expect(found.answer.hidden).toEqual({ rule: 0, namespace: 0, severity: 0, baseline: 0 });
});

test.each([
  ['--only', 'image-is-pinned', ['web image-is-pinned', 'api image-is-pinned', 'mail image-is-pinned'], 0],
  ['--skip', 'image-is-pinned', ['web availability', 'api availability', 'mail availability'], 3],
])('%s %s', async (option, rules, expected, hidden) => {
  const found = await answer([...check, option, rules], files);
  expect(rulesOf(found)).toEqual(expected);
  expect(found.answer.hidden).toMatchObject({ rule: hidden });
});

test('several rules are separated by commas, or each has an option of its own', async () => {
  for (const skips of [
    ['--skip', 'image-is-pinned,availability'],
    ['--skip', 'image-is-pinned', '--skip', 'availability'],
  ]) {
    expect(rulesOf(await answer([...check, ...skips], files))).toEqual([]);
  }
});

test('where no verdict is asked for, nothing is judged', async () => {
  const { answer: found } = await answer([...check, '--only', 'image-is-pinned'], files);
  expect([found.services, found.assumptions, found.skipped]).toEqual([[], [], []]);
  const { out } = await nines([...check, '--only', 'image-is-pinned'], files);
  expect(out).toMatch(/^3 warnings\.\n\n/);
  expect(out).not.toContain('Availability is not judged');
});

test('--severity leaves out what is less severe, in every format', async () => {
  const args = [...check, '--severity', 'error'];
  const { code, answer: found } = await answer(args, files);
  expect([code, found.findings, found.hidden]).toEqual([0, [], { rule: 0, namespace: 0, severity: 6, baseline: 0 }]);
  expect((await nines(args, files)).out).toMatch(/^No findings; 0 of 3 services proved\.\nNot shown: 6 less severe\.\n/);
  expect(JSON.parse((await nines([...args, '--format', 'sarif'], files)).out).runs[0].results).toEqual([]);
});

test('--namespace leaves out what is elsewhere, findings and services', async () => {
  const { answer: found } = await answer([...check, '-n', 'other'], files);
  expect(found.services.map(({ service }) => service)).toEqual(['mail']);
  expect(found.findings.map(({ place }) => place.object?.namespace)).toEqual(['other', 'other']);
  expect(found.hidden).toMatchObject({ namespace: 4 });
  const both = await answer([...check, '--namespace', 'other', '--namespace', 'shop'], files);
  expect(both.answer.findings).toHaveLength(6);
  expect((await nines([...check, '-n', 'other'], files)).out).toContain('\nNot shown: 4 outside of the namespaces.\n');
});

test.each([
  [['--only', 'image-is-pined'], "--only unknown rule 'image-is-pined'; write 'image-is-pinned'"],
  [['--skip', 'quite-another-thing'], "--skip unknown rule 'quite-another-thing'; `nines rules` lists every rule"],
  [
    ['--skip', 'unreadable'],
    "--skip 'unreadable' cannot be selected; remove it; nines check never reports it, or reports nothing else with it",
  ],
  [['--skip', 'availability,'], "--skip has an empty name: 'availability,'; write --skip image-is-pinned"],
  [['--skip', 'availability', '--only', 'availability'], "'availability' is in --only and in --skip; remove it from one of them"],
  [['--severity', 'note'], "unknown severity 'note'; write error, warning or hint"],
  [['--namespace', 'shpo'], "--namespace no object is in namespace 'shpo'; write 'shop'"],
  [['--namespace', 'elsewhere-by-far'], "--namespace no object is in namespace 'elsewhere-by-far'; use shop, other"],
  [
    ['--severity', 'error', '--fail-on', 'warning'],
    '--fail-on warning fails on findings that --severity error hides; write --severity warning',
  ],
])('%j is refused', async (args, message) => {
  expect(await nines([...check, ...args], files)).toEqual({ code: 2, out: '', error: `nines: ${message}\n` });
});
