import { readFileSync, rmSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import { record } from './survivors.mjs';

// Files of src/ (`path` or `path:from-to`, in lines) are mutated instead of all, files of test/ are run instead of all.
const [tests, mutate] = [true, false].map((isTest) => process.argv.slice(2).filter((path) => path.startsWith('test/') === isTest));

// A mutant may be noticed by one case of many.
process.env.NINES_TESTS ??= 'full';

/** What is kept of a file is the report of its last run, from which the next one goes on. */
const reportOf = (file) => `build/mutation/${file.replace(/^src\//, '').replaceAll('/', '.')}.json`;

const run = (options) =>
  new Stryker({
    configFile: 'test/mutation/stryker.config.mjs',
    ...(tests.length > 0 && { testFiles: tests }),
    ...options,
  }).runMutationTest();

// One file after the other: a run that is interrupted loses one of them.
const whole = mutate.filter((path) => path.endsWith('.ts') && !path.includes('*'));
const parts = mutate.filter((path) => /\.ts:\d/.test(path));
const others = mutate.filter((path) => !whole.includes(path) && !parts.includes(path));
if (others.length > 0 || mutate.length === 0) await run(others.length > 0 ? { mutate: others } : {});
for (const file of whole) {
  await run({ mutate: [file], incrementalFile: reportOf(file) });
  console.log(record(file, JSON.parse(readFileSync(reportOf(file), 'utf8'))));
}
for (const file of new Set(parts.map((path) => path.replace(/:[^:]*$/, '')))) {
  const incrementalFile = 'build/mutation/part.json';
  rmSync(incrementalFile, { force: true });
  await run({ mutate: parts.filter((path) => path.startsWith(`${file}:`)), incrementalFile });
  console.log(record(file, JSON.parse(readFileSync(incrementalFile, 'utf8')), true));
}
