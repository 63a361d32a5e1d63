module.exports = {
  displayName: 'openslo',
  rootDir: __dirname,
  // The first run fetches and builds the Go module.
  testTimeout: 5 * 60 * 1000,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  moduleFileExtensions: ['ts', 'js', 'json'],
};
