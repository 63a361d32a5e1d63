const { totalmem } = require('node:os');
const { base } = require('../../../../tools/jest/config');

module.exports = {
  ...base,
  displayName: 'elasticsearch',
  rootDir: __dirname,
  // While one cluster waits, another one computes; more than two would only wait for processors. Each takes 3 GB of memory.
  maxWorkers: totalmem() > 12e9 ? 2 : 1,
  // A busy machine needs many times what a quiet one does: a test's own waits say first what never happens.
  testTimeout: 60 * 60 * 1000,
};
