const { base } = require('../../../../tools/jest/config');

module.exports = {
  ...base,
  displayName: 'alerts',
  rootDir: __dirname,
  testTimeout: 5 * 60 * 1000,
};
