const cluster = require('../cluster/jest.config.js');

module.exports = {
  ...cluster,
  displayName: 'gitops',
  rootDir: __dirname,
  globalSetup: '<rootDir>/../cluster/harness/global-setup.ts',
  globalTeardown: undefined,
  // All tests share the clusters.
  maxWorkers: 1,
  // The waits have limits of their own.
  testTimeout: 60 * 60 * 1000,
};
