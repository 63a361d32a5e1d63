const { base } = require('../../../tools/jest/config');

module.exports = {
  ...base,
  displayName: 'openslo',
  rootDir: __dirname,
  // The first run fetches and builds the Go module.
  testTimeout: 5 * 60 * 1000,
};
