const { base } = require('../../tools/jest/config');

module.exports = {
  ...base,
  displayName: 'cluster',
  rootDir: __dirname,
  testMatch: ['<rootDir>/**/*.test.ts'],
  globalSetup: '<rootDir>/harness/global-setup.ts',
  globalTeardown: '<rootDir>/harness/global-teardown.ts',
  // Waiting is what most of the time goes to, and two clusters take less than 2 GiB.
  maxWorkers: 2,
  // Threads and not processes of their own: whoever kills the runner kills them too, and the clusters with them.
  workerThreads: true,
  // Each wait has a limit of its own with a better message; this one is for what nobody thought of.
  testTimeout: 10 * 60 * 1000,
  transform: { '\\.[jt]s$': base.transform['\\.ts$'] },
  // The client library and what it imports are ES modules.
  transformIgnorePatterns: ['/node_modules/(?!(@kubernetes/client-node|openid-client|oauth4webapi|jose)/)'],
};
