import { nines } from './run';

const check = ['check', '@app.yaml', '--topology', 'minikube'];
const files = { 'app.yaml': '' };

test.each<[string, readonly string[], string]>([
  [
    'a value that begins with a dash',
    [...check, '--target', '-5'],
    "--target '-5' is not a percentage above 1% and up to 100%; write a percentage such as 99.95%",
  ],
  ['a format that does', [...check, '--format', '-x'], "unknown format '-x'; write text, json, sarif, gitlab, junit or markdown"],
  ['a value that is missing at the end', [...check, '--target'], '--target has no value; write one, such as --target 99.95'],
  [
    'a value before another option',
    ['check', '--topology', '--format', 'json'],
    '--topology has no value; write one, such as --topology aws-3x2',
  ],
  ['one before a short option', [...check, '--explain', '-h'], '--explain has no value; write one, such as --explain backend'],
  ['a short option without a value', ['check', '-t'], '--topology has no value; write one, such as --topology aws-3x2'],
  ['a switch with a value', [...check, '--allow-empty=yes'], "--allow-empty takes no value, got 'yes'; write --allow-empty"],
  [
    'an option of another command',
    ['slo', '--explain', 'web'],
    'slo takes no --explain; remove it; slo takes --topology, --target, --namespace, --fail-on, --config, --no-config, --format, --allow-empty',
  ],
  [
    'one that topology does not take',
    ['topology', '--topology', 'minikube'],
    'topology takes no --topology; remove it; topology takes files only',
  ],
  ['one that rules does not take', ['rules', '--target', '99'], 'rules takes no --target; remove it; rules takes --rules'],
])('%s is refused in our own words', async (_, args, message) => {
  expect(await nines([...args], files)).toMatchObject({ code: 2, out: '', error: `nines: ${message}\n` });
});

test('a topology whose name begins with a dash is looked for', async () => {
  const { code, error } = await nines(['check', '@app.yaml', '-t', '-x'], files);
  expect([code, error.split('\n')[0]]).toEqual([
    2,
    "nines: unknown topology '-x'; name a file, or one of minikube, digitalocean-3, aws-3x2, three-zones",
  ]);
});

test('what follows -- is a path', async () => {
  const { code, error } = await nines(['check', '--topology', 'minikube', '--', '--target'], files);
  expect(code).toBe(2);
  expect(error).toContain('--target');
  expect(error).not.toContain('has no value');
});
