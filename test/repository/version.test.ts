import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const CHANGELOG = `# Changelog

What changed.

## Unreleased

### Added

- A first thing.
`;

/** A repository with as much in it as a version changes. */
let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'nines-version-'));
  mkdirSync(join(repository, '.ci'));
  for (const file of ['.ci/version', '.ci/publish', 'package.json', 'package-lock.json']) cpSync(join(ROOT, file), join(repository, file));
  writeFileSync(join(repository, 'CHANGELOG.md'), CHANGELOG);
  symlinkSync(join(ROOT, 'node_modules'), join(repository, 'node_modules'));
});
afterEach(() => rmSync(repository, { recursive: true, force: true }));

const text = (file: string) => readFileSync(join(repository, file), 'utf8');
const json = (file: string) => JSON.parse(text(file));
const version = (...args: string[]) => spawnSync(join(repository, '.ci/version'), args, { cwd: repository, encoding: 'utf8' });

test('a version is written into the package, the lockfile and the changelog', () => {
  expect(version('7.8.9')).toMatchObject({ status: 0 });
  expect([json('package.json').version, json('package-lock.json').version, json('package-lock.json').packages[''].version]).toEqual(
    Array(3).fill('7.8.9'),
  );
  expect(text('CHANGELOG.md').replace(/\d{4}-\d\d-\d\d/, 'today')).toBe(`# Changelog

What changed.

## Unreleased

## [7.8.9] - today

### Added

- A first thing.

[7.8.9]: ${json('package.json').homepage}/releases/tag/v7.8.9
`);
});

test('the examples of the documentation pin it', () => {
  const examples = ['docs/check.md', 'examples/ci'];
  for (const path of examples) cpSync(join(ROOT, path), join(repository, path), { recursive: true });
  const old = json('package.json').version;
  expect(version('7.8.9')).toMatchObject({ status: 0 });
  const changed = execFileSync('grep', ['-rhoE', '(@v?|rev: v)7\\.8\\.9', ...examples], { cwd: repository, encoding: 'utf8' });
  expect([...new Set(changed.trim().split('\n'))].sort()).toEqual(['@7.8.9', '@v7.8.9', 'rev: v7.8.9']);
  expect(spawnSync('grep', ['-rF', old, ...examples], { cwd: repository }).status).toBe(1);
});

test.each([
  [[], 'expected one argument, the version: .ci/version 0.2.0'],
  [['1.2'], "'1.2' is not a semantic version such as 0.2.0"],
  [['v1.2.3'], "'v1.2.3' is not a semantic version such as 0.2.0"],
])('%j is refused, and nothing changes', (args, problem) => {
  const before = text('package.json');
  expect(version(...args)).toMatchObject({ status: 1, stderr: `version: ${problem}\n` });
  expect([text('package.json'), text('CHANGELOG.md')]).toEqual([before, CHANGELOG]);
});

test('a version that was released, or nothing to release, is refused', () => {
  version('7.8.9');
  expect(version('7.8.9').stderr).toBe('version: CHANGELOG.md already has a section for 7.8.9\n');
  writeFileSync(join(repository, 'CHANGELOG.md'), '# Changelog\n');
  expect(version('8.0.0').stderr).toBe("version: CHANGELOG.md has no section '## Unreleased', so there is nothing to release\n");
});

test('nothing is published before the changelog has the version', () => {
  const { version } = json('package.json');
  expect(execFileSync(join(repository, '.ci/publish'), { cwd: repository, encoding: 'utf8', stdio: 'pipe' })).toBe(
    `publish: ${version} is not the latest version in CHANGELOG.md: nothing to publish until '.ci/version ${version}' is merged\n`,
  );
});
