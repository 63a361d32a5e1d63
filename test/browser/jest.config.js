const { base } = require('../../tools/jest/config');

/** What needs Chromium: `npm run test:browser`. */
module.exports = {
  ...base,
  displayName: 'browser',
  rootDir: __dirname,
  testMatch: ['<rootDir>/**/*.test.ts'],
  maxWorkers: 1,
  testTimeout: 120_000,
};
