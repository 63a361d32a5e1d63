import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampled } from '../budget';
import { Fork } from './fork';

// Whole processes, on a machine that may be busy.
jest.setTimeout(300_000);

/** Those suites that are quick and nearest to what an adopter changes; `.ci/fork` runs them all. */
const NEAREST = ['./main.test.ts', 'test/links'];
const SUITES = sampled(NEAREST, [...NEAREST, '/lib/', 'test/rules/application']);

let fork: Fork;
beforeAll(() => {
  fork = new Fork();
  // `.ci/fork` checks the types as well.
  fork.run('npm', 'run', '--silent', 'synth', '--', '--base', 'none', ...sampled(['--no-types'], []));
});
afterAll(() => fork.remove());

test('a fork with another service, other environments and other names only has to update its snapshots', () => {
  expect(readFileSync(join(fork.path, 'environments/index.ts'), 'utf8')).toContain('asia');
  const images = fork.run('git', 'grep', '--no-index', 'image: ', '--', 'dist');
  expect(images).toMatch(/asia.*\/30-worker.*image: registry\.acme\.example\/worker/);
  const addresses = fork.run('git', 'grep', '--no-index', '-h', 'git\\.', '--', 'dist/argocd', 'dist/flux');
  expect(new Set(addresses.match(/https:\S+/g))).toEqual(new Set(['https://git.acme.example/shop.git']));
  fork.run('npx', 'jest', '--update-snapshot', '--maxWorkers=1', ...SUITES);
});
