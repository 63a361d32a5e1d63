module.exports = {
  displayName: 'protection',
  rootDir: __dirname,
  // The first run fetches Traefik.
  testTimeout: 2 * 60 * 1000,
  maxWorkers: 1,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  moduleFileExtensions: ['ts', 'js', 'json'],
};
