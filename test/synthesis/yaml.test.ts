import { parseYaml } from '../../src/manifests/yaml';
import { yamlOf } from '../../src/synthesis/yaml';
import { runs } from '../budget';
import { fc } from '../random';

/** Written and read again. */
function readBack(manifest: Record<string, unknown>): unknown {
  const text = yamlOf({ name: '10-a.yaml', objects: [{ manifest: manifest as never, path: 'a' }] });
  return parseYaml(text, '10-a.yaml').map(({ value }) => value);
}

const configMap = (data: Record<string, string>) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data });

const words =
  'yes Yes y Y n N no on off 1.10 true False null Null ~ 0644 0o644 0O17 08 09 1_000 _1 0x1F -0x1F +0x1F 0b1 -0b1 0B11 1e3 1E3 1.5e3 .5 5. .5_0 ._5 +1 -1 -0 12:30:00 1:30 2001-01-01 2001-12-14t21:59:43.10-05:00 = << - ? : NaN .nan .NaN .inf -.inf 18446744073709551616 !x &x *x @x %x #x |x >x [x] {x} ,x a:b a#b'.split(
    ' ',
  );
const others = [
  '',
  ' ',
  '  x',
  'x  ',
  '\t',
  '\tx',
  'x\ty',
  'a: b',
  'a #b',
  '- a',
  '? a',
  "'",
  '"',
  '\\',
  '\\/',
  '---',
  '...',
  '--- a',
  '\n',
  'a\n',
  'a\n\n',
  '\na',
  'a\n b\n',
  ' a\nb',
  'a\n\tb',
  '\ta\nb',
  'a\r\nb',
  'a\rb',
  'a\u0085b',
  'a\u2028b',
  'a\u0000b',
  'a\u0007',
  'a\u007fb',
  '\ufeffa',
  'é',
  '😀',
  `${'long '.repeat(60)}`,
  'x'.repeat(300),
];

test.each([...words, ...others])('%j is the same value when it is read again', (text) => {
  const written = configMap({ value: text, [text]: 'key', script: `#!/bin/sh\n${text}\n` });
  expect(readBack(written)).toEqual([written]);
});

test('any text is the same when it is read again, as a value and as a key', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...'0123456789_.-+eExob:#\n \t,[]{}"\'yn~!&*|>%@`?=<') }),
  );
  fc.assert(
    fc.property(fc.dictionary(text, text), (data) => {
      expect(readBack(configMap(data))).toEqual([configMap(data)]);
    }),
    { seed: 12, numRuns: runs(500) },
  );
});
