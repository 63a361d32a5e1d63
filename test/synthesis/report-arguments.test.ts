import { argumentsOf } from '../../src/synthesis/arguments';

test('reports are written once, or shown live on a port', () => {
  expect(argumentsOf(['--report', 'local'])).toMatchObject({ report: true, watch: false, names: ['local'] });
  expect(argumentsOf(['--report', '--watch']).port).toBeUndefined();
  expect(argumentsOf(['--report', '--watch', '--port', '0']).port).toBe(0);
});

test.each([
  [['--watch'], '--watch shows reports; write npm run report -- --watch'],
  [['--report', '--port', '8100'], '--port is where --watch shows reports; write npm run report -- --watch --port 8100'],
  [
    ['--report', '--watch', '--port', '65536'],
    "--port must be a port, got '65536'; write a number such as 8100, or 0 for any that is free",
  ],
  [['--report', '--watch', '--port', 'http'], "--port must be a port, got 'http'; write a number such as 8100, or 0 for any that is free"],
])('%j is refused', (args, message) => {
  expect(() => argumentsOf(args)).toThrow(new Error(message));
});
