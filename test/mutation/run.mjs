import { Stryker } from '@stryker-mutator/core';

// Files of src/ (`path` or `path:from-to`, in lines) are mutated instead of all, files of test/ are run instead of all.
const [tests, mutate] = [true, false].map((isTest) => process.argv.slice(2).filter((path) => path.startsWith('test/') === isTest));
await new Stryker({
  configFile: 'test/mutation/stryker.config.mjs',
  ...(mutate.length > 0 && { mutate }),
  ...(tests.length > 0 && { testFiles: tests }),
}).runMutationTest();
