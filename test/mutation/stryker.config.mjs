export default {
  mutate: ['src/{availability,manifests,cli}/**/*.ts'],
  testRunner: 'mocha',
  mochaOptions: {
    require: ['./test/mutation/jest-globals.js'],
    // Mocha splits a pattern at a comma, so none has braces.
    spec: ['test/manifests/**/*.test.ts', 'test/cli/**/*.test.ts', 'test/availability/**/*.test.ts'],
    ignore: [
      // A process that a test starts doesn't see the mutant.
      'test/cli/exit-code.test.ts',
      'test/manifests/yaml/go/**',
      'test/report/openslo/**',
      // Random systems and large ones take minutes, and each mutant may need all of them.
      'test/availability/large.test.ts',
      'test/availability/prediction.test.ts',
      'test/availability/process.test.ts',
      'test/availability/worst-case.test.ts',
      'test/availability/joint/**',
      'test/availability/risk/laws.test.ts',
      'test/availability/risk/simulation.test.ts',
      'test/availability/placement/placements.test.ts',
      'test/availability/placement/joint/orders.test.ts',
    ],
  },
  coverageAnalysis: 'perTest',
  // What a module computes as it loads would need a new process for each mutant.
  ignoreStatic: true,
  ignorePatterns: ['build'],
  tempDirName: 'build/mutation/sandbox',
  incremental: true,
  incrementalFile: 'build/mutation/incremental.json',
  reporters: ['clear-text', 'progress-append-only', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: 'build/mutation/report.html' },
  // A busy machine is no reason to call a mutant detected; Stryker counts loops to recognize endless ones.
  timeoutMS: Number(process.env.TIMEOUT_MS ?? 120_000),
  dryRunTimeoutMinutes: 60,
  concurrency: Number(process.env.CONCURRENCY ?? 2),
};
