const { base, shared } = require('./tools/jest/config');

/** What counts the operations of functions, which V8 does only of those that haven't run before. */
const OWN_MODULES = ['<rootDir>/test/growth.test.ts'];

const unit = {
  ...shared,
  displayName: 'unit',
  testMatch: ['<rootDir>/main.test.ts', '<rootDir>/lib/**/*.test.ts', '<rootDir>/test/**/*.test.ts', '<rootDir>/examples/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    ...OWN_MODULES,
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
};

const isolated = { ...base, displayName: 'isolated', testMatch: OWN_MODULES, modulePathIgnorePatterns: unit.modulePathIgnorePatterns };

// One worker for each processor: jest's default leaves one idle, which is half of a machine with two.
// A test that hangs ends; none passes or fails by how busy its machine is.
module.exports = { projects: [unit, isolated], maxWorkers: '100%', testTimeout: 120_000 };
