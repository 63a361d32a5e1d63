import { readdirSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectCopy } from '../project-copy';
import { CACHE, SmallProject } from './small-project';

// Whole processes, on a machine that may be busy.
jest.setTimeout(600_000);

const BACKEND = 'production/30-backend.yaml';
const DIGEST = 'sha256:10e0';
/** Milliseconds after which a file is known by what the file system says of it: tools/synth/inputs.js. */
const SETTLED = 3500;

/** A source that one test writes alone, and the time of writing that it keeps: a file system may have finer ones than can be set. */
const OLD = 'environments/staging.ts';
const WRITTEN = new Date('2026-01-01');

let project: SmallProject;
beforeAll(async () => {
  project = new SmallProject();
  utimesSync(join(project.path, OLD), WRITTEN, WRITTEN);
  await git('init', '--quiet');
  await quick();
  await commit();
});
afterAll(() => project.remove());

const write = (file: string, text: string) => project.write(file, text);
const read = (file: string) => project.read(file);
const git = (...args: string[]) => project.run('git', '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args);
const synth = (...args: string[]) => project.run('node', 'tools/synth/main.js', ...args);
const commit = async () => {
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'Next');
};
/** As quick as it can be: most of what follows is about the run, not about types, nor about the process. */
const quick = () => project.synth('--no-types');
const made = (file: string) => project.files('dist')[file] ?? '';
const withoutTimes = ({ stdout, ...rest }: { stdout: string }) => ({ ...rest, stdout: stdout.replaceAll(/in \d+ ms/g, '') });

test('writes what ts-node writes, and prints it again when nothing is edited', async () => {
  const shop = new ProjectCopy();
  const ran = (...args: string[]) => shop.run('node', ...args);
  try {
    rmSync(join(shop.path, 'dist'), { recursive: true });
    const slow = await ran('--require', 'ts-node/register', 'main.ts');
    const expected = shop.files('dist');
    rmSync(join(shop.path, 'dist'), { recursive: true });
    const fast = await ran('tools/synth/main.js');
    expect([fast.code, shop.files('dist'), withoutTimes(fast)]).toEqual([0, expected, withoutTimes(slow)]);
    // The durations are those of the run that made it: it was not made again. The first run made dist/ too.
    const again = await ran('tools/synth/main.js');
    expect(withoutTimes(again)).toEqual(withoutTimes(fast));
    expect(await ran('tools/synth/main.js')).toEqual(again);
    expect(shop.files('dist')).toEqual(expected);
    // Another application with the same manifests: what was said of them is remembered.
    shop.edit('main.ts', /$/, '// edited\n');
    expect(withoutTimes(await ran('tools/synth/main.js'))).toEqual(withoutTimes(fast));
    expect(shop.files('dist')).toEqual(expected);
  } finally {
    shop.remove();
  }
});

describe('is never stale after an edit of', () => {
  // Each edit follows a run whose output is remembered.
  beforeEach(async () => {
    expect(await quick()).toEqual(await quick());
  });

  test('an environment', async () => {
    project.edit('environments/production.ts', 'replicas: 3', 'replicas: 4');
    expect((await quick()).code).toBe(0);
    expect(made(BACKEND)).toContain('replicas: 4');
  });

  test('the application', async () => {
    project.edit('application.ts', 'docs: 8100', 'docs: 8200');
    await quick();
    expect(made(BACKEND)).toContain('port: 8200');
  });

  test('the library', async () => {
    project.edit('src/constructs/annotations.ts', '=> []', "=> ['example.com/edited: yes']");
    await quick();
    expect(made(BACKEND)).toContain('example.com/edited: yes');
  });

  test('what the library says of manifests, which is remembered for those that stay as they are', async () => {
    const results = () => project.remembered().filter((name) => name.startsWith('result-')).length;
    const before = results();
    expect(made(BACKEND)).toMatch(/^size: \d+$/m);
    project.edit('application.ts', /$/, '// edited\n');
    await quick();
    expect(results()).toBe(before);
    project.edit('environments/production.ts', 'storage: 100', 'storage: 1000');
    await quick();
    expect(results()).toBe(before + 1);
    expect(made(BACKEND)).toContain(
      `size: ${
        made(BACKEND)
          .replace(/\nsize: .*\n$/, '')
          .replaceAll('\n', ',').length
      }\n`,
    );
    project.edit('src/size.ts', "'size'", "'length'");
    await quick();
    expect(results()).toBe(before + 3);
    expect(made(BACKEND)).toMatch(/^length: \d+$/m);
    project.edit('src/size.ts', "'length'", "'size'");
    project.edit('environments/production.ts', 'storage: 1000', 'storage: 100');
  });

  test('a script of the library, which is read when the application runs', async () => {
    project.edit('src/constructs/start.sh', /$/, '\n# edited');
    await quick();
    expect(made(BACKEND)).toContain('# edited');
  });

  test('an installed package', async () => {
    write('node_modules/price/index.js', "exports.image = 'registry.shop.example/backend:2.0.0';");
    await quick();
    expect(made(BACKEND)).toContain('backend:2.0.0@');
  });

  test('the types of an installed package', async () => {
    write('node_modules/price/index.d.ts', 'export const image: number; export const other: string;');
    write(
      'environments/index.ts',
      `${read('environments/index.ts')}\nimport { image } from 'price';\nexport const text: string = image;\n`,
    );
    const before = project.files('dist');
    expect(await synth()).toMatchObject({ code: 1, stderr: expect.stringMatching(/^environments\/index\.ts\(\d+,14\): error TS2322: /m) });
    expect(project.files('dist')).toEqual(before);
    write('node_modules/price/index.d.ts', 'export const image: string;');
    expect((await synth()).code).toBe(0);
    await synth();
    write('node_modules/price/index.d.ts', 'export const image: 7;');
    expect((await synth()).code).toBe(1);
    write('node_modules/price/index.d.ts', 'export const image: string;');
  });

  test('the types of the library, by which the application is wrong from then on, or the library itself', async () => {
    await synth();
    project.edit('src/index.ts', 'readonly replicas: number;', 'readonly replicas: string;');
    expect(await synth()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^environments\/production\.ts\(\d+,3\): error TS2322: /m),
    });
    project.edit('src/index.ts', 'readonly replicas: string;', 'readonly replicas: number;');
    expect((await synth()).code).toBe(0);
    project.edit('src/constructs/annotations.ts', 'readonly string[]', 'readonly number[]');
    project.edit('environments/production.ts', 'storage: 100', 'storage: 101');
    expect(await synth()).toMatchObject({ code: 1, stderr: expect.stringContaining('src/constructs/annotations.ts(1,') });
    project.edit('src/constructs/annotations.ts', 'readonly number[]', 'readonly string[]');
    project.edit('environments/production.ts', 'storage: 101', 'storage: 100');
    expect((await synth()).code).toBe(0);
  });

  test('an application that is checked by the declarations of the library, deleted ones included', async () => {
    await synth();
    for (const replicas of ["'3'", '3']) {
      project.edit('environments/production.ts', /replicas: .*,/, `replicas: ${replicas},`);
      expect((await synth()).code).toBe(replicas === '3' ? 0 : 1);
    }
    const declarations = Object.keys(project.files('build/synth-types')).filter((file) => file.endsWith('src/index.d.ts'));
    expect(declarations).toHaveLength(1);
    for (const file of declarations) rmSync(join(project.path, 'build/synth-types', file));
    for (const replicas of [5, 6, 3]) {
      project.edit('environments/production.ts', /replicas: .*,/, `replicas: ${replicas},`);
      expect((await synth()).code).toBe(0);
    }
    expect(Object.keys(project.files('build/synth-types'))).toEqual(expect.arrayContaining(declarations));
  });

  test('a path that lies below a file from then on, or below a folder again', async () => {
    project.edit(
      'environments/production.ts',
      "readFileSync('image.txt', 'utf8')",
      "readFileSync(existsSync('extra/tag.txt') ? 'extra/tag.txt' : 'image.txt', 'utf8')",
    );
    project.edit('environments/production.ts', 'import { readFileSync }', 'import { existsSync, readFileSync }');
    write('extra/tag.txt', 'sha256:30e0');
    for (const _ of [1, 2]) await quick();
    expect(made(BACKEND)).toContain('sha256:30e0');
    rmSync(join(project.path, 'extra'), { recursive: true });
    write('extra', '');
    for (const _ of [1, 2]) expect((await quick()).code).toBe(0);
    expect(made(BACKEND)).not.toContain('sha256:30e0');
    rmSync(join(project.path, 'extra'));
    write('extra/tag.txt', 'sha256:30e0');
    for (const _ of [1, 2]) await quick();
    expect(made(BACKEND)).toContain('sha256:30e0');
    rmSync(join(project.path, 'extra'), { recursive: true });
  });

  test('a source whose size and time of writing stay the same', async () => {
    const { ctimeMs } = statSync(join(project.path, OLD));
    // Until then it is read each time.
    await new Promise((done) => setTimeout(done, ctimeMs + SETTLED - Date.now()));
    for (const _ of [1, 2]) await quick();
    project.edit(OLD, 'storage: 10', 'storage: 20');
    utimesSync(join(project.path, OLD), WRITTEN, WRITTEN);
    await quick();
    expect(made('staging/30-backend.yaml')).toContain('storage: 20');
  });

  test('tsconfig.json', async () => {
    write('environments/unused.ts', 'export const unused = (value: string) => { if (value) return 1; };\n');
    project.edit('environments/index.ts', /^/, "export { unused } from './unused';\n");
    expect(await synth()).toMatchObject({ code: 1, stderr: expect.stringContaining('TS7030') });
    project.edit('tsconfig.json', '"noImplicitReturns": true', '"noImplicitReturns": false');
    expect((await synth()).code).toBe(0);
    await synth();
    project.edit('tsconfig.json', '"noImplicitReturns": false', '"noImplicitReturns": true');
    expect((await synth()).code).toBe(1);
    project.edit('environments/index.ts', "export { unused } from './unused';\n", '');
  });

  test('package.json and the lockfiles, by which everything is compiled again', async () => {
    const libraries = () => project.remembered().filter((name) => name.startsWith('library-')).length;
    for (const file of ['package.json', 'package-lock.json', 'node_modules/.package-lock.json']) {
      const before = libraries();
      project.edit(file, '"version": "0.1.0"', '"version": "0.1.1"');
      expect((await quick()).code).toBe(0);
      expect(libraries()).toBe(before + 1);
    }
  });

  test('a file that the application reads', async () => {
    write('image.txt', DIGEST.replace('10e0', '20e0'));
    await quick();
    expect(made(BACKEND)).toContain('sha256:20e0');
  });

  test('an environment variable, and an option of npm', async () => {
    const own = () => synth('--no-types');
    expect(await own()).toEqual(await own());
    await project.run('env', 'npm_config_host=third.example', 'node', 'tools/synth/main.js', '--no-types');
    expect(Object.values(project.files('dist')).join()).toContain('third.example');
    const { code } = await project.run('env', 'HOST=other.example', 'node', 'tools/synth/main.js', '--no-types');
    expect(code).toBe(0);
    expect(Object.values(project.files('dist')).join()).toContain('other.example');
    await own();
    expect(Object.values(project.files('dist')).join()).not.toContain('other.example');
  });

  test('a file in dist/, or of one that is missing or too many', async () => {
    const expected = project.files('dist');
    write(`dist/${BACKEND}`, 'edited');
    await quick();
    expect(project.files('dist')).toEqual(expected);
    rmSync(join(project.path, 'dist', BACKEND));
    await quick();
    expect(project.files('dist')).toEqual(expected);
    write('dist/production/99-extra.yaml', 'extra');
    await quick();
    expect(project.files('dist')).toEqual(expected);
  });

  test('a file that takes the place of another by its name', async () => {
    write('application.tsx', "throw new Error('found first');");
    const { stderr } = await quick();
    rmSync(join(project.path, 'application.tsx'));
    expect(stderr).toMatch(/^Error: found first\n {4}at application\.tsx:1:7$/m);

    write('extra/deep/index.ts', 'export {};\n');
    project.edit('environments/index.ts', /^/, "import '../extra/deep';\n");
    expect((await quick()).code).toBe(0);
    write('extra/deep.ts', "throw new Error('found first');");
    const second = await quick();
    project.edit('environments/index.ts', "import '../extra/deep';\n", '');
    expect(second.stderr).toMatch(/^Error: found first\n {4}at extra\/deep\.ts:1:7$/m);
  });

  test('the commit that the manifests are compared with', async () => {
    await commit();
    expect((await quick()).code).toBe(0);
    const synthesized = read(`dist/${BACKEND}`);
    project.edit(`dist/${BACKEND}`, 'storage: 100', 'storage: 200');
    await commit();
    // Then nothing differs but the commit.
    write(`dist/${BACKEND}`, synthesized);
    expect(await quick()).toMatchObject({ code: 1, stderr: expect.stringContaining('production: storage changes from 200 to 100') });
    await git('reset', '--quiet', '--hard', 'HEAD~1');
    expect((await quick()).code).toBe(0);
  });

  test('the version of Node', async () => {
    write('node_modules/other-node.js', "Object.defineProperty(process, 'version', { value: 'v99.0.0' });");
    const libraries = () => project.remembered().filter((name) => name.startsWith('library-')).length;
    const before = libraries();
    const { code } = await project.run('node', '--require', './node_modules/other-node.js', 'tools/synth/main.js', '--no-types');
    expect([code, libraries()]).toEqual([0, before + 1]);
  });
});

test('an error in a source names its line, and leaves dist/ as it was', async () => {
  const before = project.files('dist');
  const application = read('application.ts');
  const line = application.split('\n').length;
  write('application.ts', `${application}throw new RangeError('wrong');\n`);
  const { code, stderr } = await synth();
  expect([code, stderr.split('\n').slice(0, 2)]).toEqual([1, ['RangeError: wrong', `    at application.ts:${line}:7`]]);
  write('application.ts', `${application}const = ;\n`);
  expect(await synth()).toMatchObject({ code: 1, stderr: expect.stringContaining(`application.ts(${line},7): error TS1134`) });
  expect(await synth('--no-types')).toMatchObject({ code: 1, stderr: expect.stringContaining(`application.ts:${line}:6: ERROR`) });
  expect((await synth('--no-types')).stderr).toMatch(/^The sources do not compile: nothing was written, /m);
  write('application.ts', application);
  expect(project.files('dist')).toEqual(before);
});

test('without a cache, with a broken one, where none can be written, and in two runs at once only the time differs', async () => {
  await synth();
  const expected = project.files('dist');
  const cache = join(project.path, CACHE);
  const check = async () => {
    expect((await synth()).code).toBe(0);
    expect(project.files('dist')).toEqual(expected);
  };
  for (const name of readdirSync(cache)) writeFileSync(join(cache, name), '{');
  await check();
  for (const name of readdirSync(cache).filter((it) => it.endsWith('.js'))) truncateSync(join(cache, name), 1000);
  expect(await quick()).toMatchObject({ code: 0, stderr: '' });
  rmSync(cache, { recursive: true });
  project.edit('application.ts', 'docs: 8200', 'docs: 8300');
  const both = await Promise.all([synth(), synth()]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  expect(made(BACKEND)).toContain('port: 8300');
  project.edit('application.ts', 'docs: 8300', 'docs: 8200');
  // Nobody can write below a file, not even root.
  rmSync(cache, { recursive: true });
  writeFileSync(cache, '');
  await check();
  rmSync(cache);
});

describe('another run of other sources, which ends while this one does', () => {
  // It writes a file right after this run has moved one, once.
  const otherRun = (moved: string, file: string, text: string) => {
    write('node_modules/other-run.json', JSON.stringify({ moved, file, text }));
    write(
      'node_modules/other-run.js',
      `const fs = require('node:fs');
const { resolve } = require('node:path');
const { renameSync } = fs;
let other = fs.existsSync(__dirname + '/other-run.json') ? require('./other-run.json') : undefined;
fs.renameSync = (from, to) => {
  renameSync(from, to);
  if (!other || resolve(to) !== resolve(other.moved)) return;
  fs.writeFileSync(other.file, other.text);
  other = undefined;
};`,
    );
  };
  const alone = () => rmSync(join(project.path, 'node_modules/other-run.json'));
  const run = (...args: string[]) => project.run('node', '--require', './node_modules/other-run.js', 'tools/synth/main.js', ...args);

  test.each([BACKEND, 'production/99-extra.yaml'])('leaves %s in dist/, which the next run replaces', async (file) => {
    project.edit('application.ts', /docs: 8\d00/, file === BACKEND ? 'docs: 8400' : 'docs: 8500');
    otherRun('dist', `dist/${file}`, 'of other sources');
    expect((await run('--no-types')).code).toBe(0);
    expect(made(file)).toBe('of other sources');
    alone();
    expect((await run('--no-types')).code).toBe(0);
    expect(made(file)).not.toBe('of other sources');
    expect(made(BACKEND)).toContain(file === BACKEND ? 'port: 8400' : 'port: 8500');
  });

  test.each([
    ['the application', 'build/synth-types/application.tsbuildinfo', 'build/synth-types/application.tsbuildinfo'],
    ['everything', 'build/synth-types', 'build/synth-types/all.tsbuildinfo'],
  ])('leaves another list of the files that were checked in %s, which says nothing of those of this run', async (whole, moved, list) => {
    project.edit('application.ts', /docs: 8\d00/, whole === 'everything' ? 'docs: 8600' : 'docs: 8700');
    if (whole === 'everything') rmSync(join(project.path, 'build/synth-types'), { recursive: true });
    otherRun(moved, list, '{"fileNames":[]}');
    expect((await run()).code).toBe(0);
    expect(read(list)).toBe('{"fileNames":[]}');
    alone();
    write('node_modules/price/index.d.ts', 'export const image: { readonly name: string };\nexport const = 1;\n');
    expect((await run()).code).toBe(1);
    write('node_modules/price/index.d.ts', 'export const image: string;');
  });
});
