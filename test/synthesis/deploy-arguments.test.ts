import { argumentsOf, requireKnown, requireOne } from '../../src/synthesis/arguments';

test('a deployment has a time without progress, and may be a preview', () => {
  expect(argumentsOf(['--deploy', 'local', '--timeout', '900', '--dry-run']).deploy).toEqual({
    dryRun: true,
    uncommitted: false,
    timeout: 900,
  });
  expect(argumentsOf(['--deploy', 'local', '--uncommitted']).deploy).toEqual({ dryRun: false, uncommitted: true });
  expect(argumentsOf(['local']).deploy).toBeUndefined();
});

test.each([
  [['--deploy', 'local', '--timeout', '0'], "--timeout must be a number of seconds, got '0'; write a number such as 900"],
  [['--deploy', 'local', '--timeout', '5m'], "--timeout must be a number of seconds, got '5m'; write a number such as 900"],
  [
    ['--deploy', 'local', '--dryrun'],
    "unknown option '--dryrun'; write npm run deploy -- ENVIRONMENT, and --dry-run, --uncommitted or --timeout SECONDS",
  ],
  [['--deploy', 'local', '--base', 'none'], 'a deployment compares with its cluster; remove --base'],
  [['local', '--dry-run'], '--dry-run is an option of a deployment; write npm run deploy -- ENVIRONMENT'],
  [['local', '--timeout', '9'], '--timeout is an option of a deployment; write npm run deploy -- ENVIRONMENT'],
  [['local', '--uncommitted'], '--uncommitted is an option of a deployment; write npm run deploy -- ENVIRONMENT'],
  [['local', '--live'], '--live compares with a cluster; write npm run diff -- ENVIRONMENT --live'],
  [['--diff', 'local', '--live', '--base', 'none'], '--live and --base name two things to compare with; remove one of them'],
])('%j is refused', (args, message) => {
  expect(() => argumentsOf(args)).toThrow(new Error(message));
});

test.each([
  [[], 'deploy takes one environment, got none; write npm run deploy -- ENVIRONMENT: local or staging'],
  [['local', 'staging'], 'deploy takes one environment, got local staging; write npm run deploy -- ENVIRONMENT: local or staging'],
])('%j names no environment to deploy', (names, message) => {
  expect(() => requireOne(['local', 'staging'], names)).toThrow(new Error(message));
});

test('an unknown environment is refused with a list of the known ones', () => {
  expect(() => requireKnown(['local', 'staging'], ['local', 'prod'])).toThrow(
    new Error("unknown environment 'prod'; write local or staging"),
  );
});
