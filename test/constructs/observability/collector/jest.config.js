module.exports = {
  displayName: 'logs',
  rootDir: __dirname,
  // The first run builds the collector.
  testTimeout: 30 * 60 * 1000,
  maxWorkers: 1,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  moduleFileExtensions: ['ts', 'js', 'json'],
};
