module.exports = {
  displayName: 'alerts',
  rootDir: __dirname,
  testTimeout: 5 * 60 * 1000,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  moduleFileExtensions: ['ts', 'js', 'json'],
};
