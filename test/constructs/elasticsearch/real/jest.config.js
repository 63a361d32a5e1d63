const { base } = require('../../../../tools/jest/config');

module.exports = {
  ...base,
  displayName: 'elasticsearch',
  rootDir: __dirname,
  // Nodes take memory, seconds to start, and fixed addresses.
  maxWorkers: 1,
  testTimeout: 15 * 60 * 1000,
};
