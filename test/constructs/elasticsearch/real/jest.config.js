const { base } = require('../../../../tools/jest/config');

module.exports = {
  ...base,
  displayName: 'elasticsearch',
  rootDir: __dirname,
  // Nodes take memory, seconds to start, and fixed addresses.
  maxWorkers: 1,
  // A busy machine needs many times what a quiet one does: a test's own waits say first what never happens.
  testTimeout: 60 * 60 * 1000,
};
