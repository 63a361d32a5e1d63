import { hasColors } from '../../src/cli/colors';
import { main } from '../../src/cli/main';
import { withFiles } from './run';

test.each<[Parameters<typeof hasColors>, boolean]>([
  [['auto', {}, true], true],
  [['auto', {}, false], false],
  [['auto', { NO_COLOR: '1' }, true], false],
  [['auto', { NO_COLOR: '' }, true], true],
  [['auto', { TERM: 'dumb' }, true], false],
  [['auto', { FORCE_COLOR: '1', NO_COLOR: '1' }, false], true],
  [['auto', { FORCE_COLOR: '0' }, true], false],
  [['auto', { FORCE_COLOR: 'false' }, true], false],
  [['auto', { FORCE_COLOR: '' }, false], false],
  [['always', { NO_COLOR: '1' }, false], true],
  [['never', { FORCE_COLOR: '1' }, true], false],
])('%j: %s', (given, expected) => {
  expect(hasColors(...given)).toBe(expected);
});

test('--color always marks the report, whatever the output is', async () => {
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: A, namespace: shop }\n';
  const run = (choice: string) =>
    withFiles({ 'a.yaml': config }, async (folder) => {
      let out = '';
      const streams = {
        out: (text: string) => {
          out += text;
        },
        error: () => {},
        hasColors: (it: Parameters<typeof hasColors>[0]) => hasColors(it, {}, false),
      };
      await main(['check', `${folder}/a.yaml`, '--no-config', '--color', choice], streams);
      return out;
    });
  expect(await run('always')).toContain('\u001b[31merror:\u001b[39m');
  for (const choice of ['auto', 'never']) expect(await run(choice)).not.toContain('\u001b');
});
