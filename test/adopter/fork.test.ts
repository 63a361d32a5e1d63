import { Fork } from './fork';

// Whole processes, on a machine that may be busy.
jest.setTimeout(300_000);

/** Those suites that are quick and nearest to what an adopter changes; `.ci/fork` runs them all. */
const SUITES = ['./main.test.ts', '/lib/', 'test/links', 'test/rules/application'];

let fork: Fork;
beforeAll(() => {
  fork = new Fork();
  fork.run('npm', 'run', '--silent', 'synth');
});
afterAll(() => fork.remove());

test('a fork with a worker, another environment and no staging only has to update its snapshots', () => {
  expect(() => fork.run('npx', 'jest', '--ci', './main.test.ts')).toThrow('is what was reviewed');
  fork.run('npx', 'jest', '--update-snapshot', './main.test.ts');
  fork.run('npx', 'jest', '--ci', '--maxWorkers=1', ...SUITES);
});
