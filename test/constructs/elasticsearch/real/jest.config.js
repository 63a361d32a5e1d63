const { totalmem } = require('node:os');
const { base } = require('../../../../tools/jest/config');

module.exports = {
  ...base,
  displayName: 'elasticsearch',
  rootDir: __dirname,
  testSequencer: require.resolve('./longest-first'),
  // While one cluster waits, others compute: more than three would only wait for two processors. Each takes 4 GB of memory at most.
  maxWorkers: Math.max(1, Math.min(3, Math.floor(totalmem() / 4e9))),
  // A busy machine needs many times what a quiet one does: a test's own waits say first what never happens.
  testTimeout: 60 * 60 * 1000,
};
