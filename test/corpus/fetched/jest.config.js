const { base } = require('../../../tools/jest/config');

module.exports = {
  ...base,
  displayName: 'corpus',
  rootDir: __dirname,
  testTimeout: 5 * 60 * 1000,
};
