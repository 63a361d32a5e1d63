import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer } from '../cli/answer';
import { nines } from '../cli/run';
import { moving } from './shop';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nines-baseline-'));
  file = join(folder, 'baseline.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const check = (...more: string[]) => ['check', '@app.yaml', '--topology', 'minikube', '--baseline', file, ...more];
const update = (text: string, ...more: string[]) => nines(check('--update-baseline', ...more), { 'app.yaml': text });
const found = async (text: string, ...more: string[]) => (await answer(check('--fail-on', 'hint', ...more), { 'app.yaml': text })).answer;
const entries = () => JSON.parse(readFileSync(file, 'utf8')).findings;

test('what is known on the first day is neither shown nor fails, in every format', async () => {
  const { code, error } = await update(moving('web', 'api'), '--fail-on', 'hint');
  expect([code, error]).toEqual([0, `nines: ${file} has 4 entries, it had 0\n`]);
  const known = await found(moving('web', 'api'));
  expect([known.findings, known.hidden, known.notices]).toEqual([[], { rule: 0, namespace: 0, severity: 0, baseline: 4 }, []]);
  const { out } = await nines(check(), { 'app.yaml': moving('web', 'api') });
  expect(out).toMatch(/^No findings; 0 of 2 services proved\.\nNot shown: 4 in the baseline\.\n/);
  const sarif = JSON.parse((await nines(check('--format', 'sarif'), { 'app.yaml': moving('web') })).out);
  expect(sarif.runs[0].results).toEqual([]);
});

test('the file has a line for each finding, sorted', async () => {
  await update(moving('web', 'api'));
  expect(readFileSync(file, 'utf8').split('\n').slice(2, 6)).toEqual([
    '  "version": 1,',
    '  "findings": [',
    '    {"rule":"availability","object":"Deployment/shop/api","at":"/spec/replicas","severity":"warning"},',
    '    {"rule":"availability","object":"Deployment/shop/web","at":"/spec/replicas","severity":"warning"},',
  ]);
  expect(entries()[2]).toEqual({
    rule: 'image-is-pinned',
    object: 'Deployment/shop/api',
    at: '/spec/template/spec/containers[name=main]/image',
    severity: 'warning',
  });
});

test('a known finding stays known when lines move and lists change their order', async () => {
  await update(moving('web'));
  const moved = `# a comment\n\n${moving('api')}---\n${moving('web').replace(
    'containers:\n',
    'containers:\n        - { name: first, image: "registry.example/first:1", resources: { requests: { cpu: 1m, memory: 1Mi } } }\n',
  )}`;
  expect((await found(moved)).findings.map(({ rule, place }) => `${place.object?.name} ${rule}`).sort()).toEqual([
    'api availability',
    'api image-is-pinned',
  ]);
});

test('a new finding is shown, and a known one that gets worse too', async () => {
  await update(moving('web'));
  const { findings } = await found(moving('web', 'api'), '--target', '99.9', '--skip', 'error-budget');
  expect(findings.map(({ rule, place, severity }) => `${place.object?.name} ${rule} ${severity}`)).toEqual([
    'api image-is-pinned warning',
    ...['web availability error', 'api availability error'],
  ]);
});

test('entries that no longer occur are told, and an update removes them', async () => {
  await update(moving('web', 'api'));
  const { notices } = await found(moving('web'));
  expect(notices).toEqual([
    {
      place: { file },
      message: '2 entries no longer occur: availability of Deployment/shop/api, image-is-pinned of Deployment/shop/api',
      fix: 'remove them with --update-baseline',
    },
  ]);
  await update(moving('web'));
  expect(entries()).toHaveLength(2);
  expect((await found(moving('web'))).notices).toEqual([]);
});

test('a run that looks at less says nothing about the rest, and an update keeps it', async () => {
  await update(moving('web', 'api'));
  expect((await found(moving('web', 'api'), '--only', 'image-is-pinned')).notices).toEqual([]);
  await update(moving('web'), '--only', 'image-is-pinned');
  expect(entries().map(({ rule, object }: Record<string, string>) => `${object} ${rule}`)).toEqual([
    'Deployment/shop/api availability',
    'Deployment/shop/web availability',
    'Deployment/shop/web image-is-pinned',
  ]);
});

test('where there are more of an identity than the baseline knows, all are shown', async () => {
  const [one, two] = [moving('web'), `${moving('web')}---\n${moving('web')}`];
  await update(one);
  const pinned = (await found(two)).findings.filter(({ rule }) => rule === 'image-is-pinned');
  expect(pinned).toHaveLength(2);
  await update(two);
  expect((await found(two)).findings).toEqual([]);
  expect(entries()).toContainEqual(expect.objectContaining({ rule: 'image-is-pinned', count: 2 }));
});

test.each([
  ['{}', "1:1: baseline: 'version' is missing; add 'version', an integer"],
  ['{"version": 2, "findings": []}', '1:13: version: 2 is out of range; write an integer from 1 to 1'],
  [
    '{"version": 1, "findings": [{"rule": "a", "object": "b", "at": "", "severity": "bad"}]}',
    "1:80: findings[0].severity: unsupported value 'bad'; use error, warning or hint",
  ],
])('%s is no baseline', async (text, message) => {
  writeFileSync(file, text);
  const { code, error } = await nines(check(), { 'app.yaml': moving('web') });
  expect([code, error.split('\n')[0]]).toEqual([2, `nines: ${file}:${message}`]);
});

test('a baseline that cannot be read or written is refused', async () => {
  const app = { 'app.yaml': moving('web') };
  expect((await nines(check(), app)).error).toBe(`nines: no such file: ${file}; write it with --update-baseline\n`);
  writeFileSync(file, '');
  expect((await nines(check(), app)).error).toBe(`nines: ${file}: the baseline is empty; write it with --update-baseline\n`);
  const nowhere = join(folder, 'none', 'baseline.json');
  const { code, error } = await nines(['check', '@app.yaml', '--baseline', nowhere, '--update-baseline'], app);
  expect([code, error]).toEqual([
    2,
    `nines: ${nowhere}: ENOENT: no such file or directory, open '${nowhere}'; name a file that can be written\n`,
  ]);
  expect((await nines(['check', '@app.yaml', '--update-baseline'], app)).error).toBe(
    'nines: --update-baseline has no file to write; add --baseline nines-baseline.json\n',
  );
});
