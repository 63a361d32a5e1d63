import { isAscii } from 'node:buffer';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeShop } from '../fixtures/manifests';
import { packed } from '../packed';
import { command, type Run } from './run';

const ROOT = join(__dirname, '../..');
const built = (file: string) => join(packed().nines, 'build/src', file);

/** Runs each of the command lines by the bundle and by the modules that it was made of, in one process. */
const PROGRAM = `
const mains = process.argv.slice(1, 3).map((file) => require(file).main);
async function run(main, args) {
  const said = { out: '', error: '' };
  const code = await main(args, { out: (text) => (said.out += text), error: (text) => (said.error += text), today: '2026-11-23' });
  return { code, ...said };
}
(async () => {
  const all = [];
  for (const args of JSON.parse(process.argv[3])) all.push([await run(mains[0], args), await run(mains[1], args)]);
  console.log(JSON.stringify(all));
})();
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nines-bundle-'));
  writeShop(join(folder, 'dist'));
  mkdirSync(join(folder, 'broken'));
  writeFileSync(join(folder, 'broken/app.yaml'), 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: [\n');
  writeFileSync(join(folder, 'nines.yaml'), 'paths: [dist/production]\ntopology: aws-3x2\nservices: [{ name: nobody, target: 99.9% }]\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const plain = (...args: string[]) => [...args, '--no-config'];
const check = (...args: string[]) => plain('check', 'dist/production', ...args);

test('the command in one file answers as the modules that it was made of', () => {
  const commands = [
    ['--help'],
    ['--version'],
    ['rules'],
    ['nonsense'],
    ['check'],
    check(),
    ...['json', 'markdown', 'sarif', 'gitlab', 'junit'].map((format) =>
      check('--topology', 'dist/topology/production.yaml', '--format', format),
    ),
    check('--topology', 'aws-3x2', '--explain', 'backend'),
    check('--topology', 'nowhere'),
    plain('check', 'dist'),
    plain('check', 'broken', '--format', 'sarif'),
    plain('check', join(ROOT, 'examples/manifests'), '--topology', join(ROOT, 'examples/topology.yaml')),
    ['diff', 'dist/production', 'dist/staging', '--topology', 'aws-3x2', '--format', 'json', '--no-config'],
    ['diff', 'dist/staging', 'dist/production', '--no-config'],
    ['slo', 'dist/production', '--topology', 'dist/topology/production.yaml', '--no-config'],
    ['topology', 'broken/app.yaml'],
    ['report', 'dist/production', '--topology', 'dist/topology/production.yaml', '-o', 'report.html', '--no-config'],
  ];
  const files = [built('cli/bundle.js'), built('cli/main.js')];
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', PROGRAM, ...files, JSON.stringify(commands)], options);
  expect(stderr).toBe('');
  const answers = JSON.parse(stdout) as readonly (readonly [Run, Run])[];
  expect(answers.map(([bundle]) => bundle)).toEqual(answers.map(([, modules]) => modules));
  expect(answers.map(([{ code }]) => code)).toEqual([0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2, 1, 3, 3, 0, 2, 0]);
  expect(answers.filter(([{ out, error }]) => out === '' && error === '')).toEqual([]);
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('</html>');
});

test('an error in it names the function and the line of a file that can be read', () => {
  const program = `require(${JSON.stringify(built('cli/bundle.js'))}).main(['check', 'dist', '--no-config'], { out() { throw new Error('full'); } }).catch((error) => console.log(error.stack));`;
  const { stdout } = spawnSync(process.execPath, ['-e', program], { cwd: folder, encoding: 'utf8' });
  const [, line] = /at judged \(.*bundle\.js:(\d+):\d+\)/.exec(stdout) ?? [];
  const text = readFileSync(built('cli/bundle.js'), 'utf8').split('\n')[Number(line) - 1];
  expect(text).toContain('streams.out(');
});

test('it is ASCII, which V8 reads in half of the time', () => {
  expect(isAscii(readFileSync(built('cli/bundle.js')))).toBe(true);
});

test('V8 knows the options that the command gives it', () => {
  const { stderr, status } = spawnSync(process.execPath, [command(), 'check', 'dist/production', '--no-config'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
});
