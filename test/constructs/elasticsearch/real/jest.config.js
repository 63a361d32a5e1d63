module.exports = {
  displayName: 'elasticsearch',
  rootDir: __dirname,
  // Nodes take memory, seconds to start, and fixed addresses.
  maxWorkers: 1,
  testTimeout: 15 * 60 * 1000,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  moduleFileExtensions: ['ts', 'js', 'json'],
};
