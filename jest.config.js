const unit = {
  displayName: 'unit',
  testMatch: ['<rootDir>/main.test.ts', '<rootDir>/lib/**/*.test.ts', '<rootDir>/test/**/*.test.ts', '<rootDir>/examples/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/browser/',
    '<rootDir>/test/cluster/',
    '<rootDir>/test/gitops/',
    '<rootDir>/test/constructs/elasticsearch/real/',
    '<rootDir>/test/constructs/ingress/real/',
    '<rootDir>/test/manifests/yaml/go/',
    '<rootDir>/test/report/openslo/',
    '<rootDir>/test/constructs/observability/collector/',
    '<rootDir>/test/constructs/observability/promtool/',
    '<rootDir>/test/corpus/fetched/',
  ],
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  // Handed to each module: in Jest's sandbox a module that looks up a global goes through an interceptor each time, which takes longer than what it computes.
  sandboxInjectedGlobals: [
    'Array',
    'Boolean',
    'Error',
    'Float64Array',
    'Infinity',
    'JSON',
    'Map',
    'Math',
    'Number',
    'Object',
    'Set',
    'String',
    'WeakMap',
  ],
  // TypeScript first: JavaScript left beside a source must never be what the tests run.
  moduleFileExtensions: ['ts', 'js', 'json'],
};

// One worker for each processor: jest's default leaves one idle, which is half of a machine with two.
// A test that hangs ends; none passes or fails by how busy its machine is.
module.exports = { projects: [unit], maxWorkers: '100%', testTimeout: 120_000 };
