const { base } = require('../../../../tools/jest/config');

module.exports = {
  ...base,
  displayName: 'protection',
  rootDir: __dirname,
  // The first run fetches Traefik.
  testTimeout: 2 * 60 * 1000,
  maxWorkers: 1,
};
