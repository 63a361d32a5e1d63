/** What every project of tests shares. */
const base = {
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  // TypeScript first: JavaScript left beside a source must never be what the tests run.
  moduleFileExtensions: ['ts', 'js', 'json'],
};

/** For suites that compute: Node loads the modules, once for all suites of a worker. */
const shared = { ...base, runtime: require.resolve('./runtime'), testEnvironment: require.resolve('./environment') };

module.exports = { base, shared };
