import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '../../../src/manifests/yaml';
import { packageTextOf, yamlTextOf } from '../../../src/manifests/yaml/writer';
import { runs } from '../../budget';
import { fc } from '../../random';

const DIST = join(__dirname, '../../../dist');

/** Texts that need quotes or lines of their own, or nearly. */
const text = fc.oneof(
  fc.constantFrom(
    'a',
    'nginx:1.0@sha256:10e0',
    '/healthz',
    '',
    ' ',
    '-',
    '---',
    '...',
    '?',
    '<<',
    '~',
    'y',
    'No',
    'TRUE',
    'null',
    '%a',
    '#a',
    '@a',
  ),
  fc.constantFrom(
    '1',
    '-1',
    '0o644',
    '0644',
    '1e3',
    '1_000',
    '12:30:00',
    '.inf',
    '.5',
    '+1',
    '10Gi',
    '2026-11-23',
    '0x1f',
    '100m',
    '=',
    '--- a',
    '- a',
    'a: b',
  ),
  fc.constantFrom(
    'a:',
    'a #b',
    'a#b',
    "it's",
    '"a"',
    `'"`,
    'a\n',
    'a\nb',
    'a\n\n',
    '\na',
    ' a\nb',
    'a\n  b\n\nc\n',
    'a \nb',
    'a\tb',
    '\t',
    'a\r\nb',
    '\n',
    'a\n---\nb',
  ),
  fc.constantFrom(
    'é',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u0000',
    '\ud800',
    '😀',
    'a'.repeat(100),
    `${'long words '.repeat(20)}\n${'a"'.repeat(50)}`,
  ),
  fc.string({ maxLength: 8 }),
  // Amounts, addresses, expressions and sentences, and what looks like them.
  fc
    .array(fc.constantFrom('0', '1', '12', 'e', 'E', 'x', 'm', 'Gi', '%', '.', '..', '/', '_', '+', '-', 'y', 'on', 'null'), {
      maxLength: 5,
    })
    .map((it) => it.join('')),
  fc
    .array(
      fc.constantFrom(
        'a',
        'The',
        '1',
        ' ',
        ',',
        ', ',
        ': ',
        ':',
        ' #',
        '#',
        "'",
        '"',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '*',
        '&',
        '!',
        '-',
        ' - ',
        '?',
      ),
      {
        maxLength: 8,
      },
    )
    .map((it) => it.join('')),
  fc
    .array(fc.constantFrom('a', ' ', '\n', ':', '#', '-', "'", '"', '%', '\\', '1', '\t', '{', ',', '|', '>'), { maxLength: 8 })
    .map((it) => it.join('')),
);
const scalar = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: fc.oneof(fc.boolean(), fc.integer(), fc.double(), fc.constantFrom(null, undefined, -0, 1e21, Number.NaN)) },
);
const { value } = fc.letrec<{ value: unknown; field: unknown }>((tie) => ({
  value: fc.oneof(
    fc.dictionary(fc.oneof(fc.constantFrom('name', 'a.b/c-d', 'spec'), text), tie('field'), { maxKeys: 4 }),
    fc.array(tie('field'), { maxLength: 4 }),
  ),
  field: fc.oneof({ depthSize: 'small' }, scalar, tie('value')),
}));

test('is what the npm package writes', () => {
  fc.assert(
    fc.property(value, (it) => {
      expect(yamlTextOf(it as object)).toBe(packageTextOf(it as object));
    }),
    { numRuns: runs(20_000) },
  );
});

test('is what the npm package writes of objects that are repeated, and of those that are more than data', () => {
  const shared = { name: 'a' };
  const empty: unknown[] = [];
  for (const it of [
    { a: shared, b: shared },
    { a: empty, b: [empty] },
    { a: new Date(0) },
    { a: { toJSON: () => 1 } },
    { a: 1n },
    Object.create(null),
  ])
    expect(yamlTextOf(it)).toBe(packageTextOf(it));
});

test('what synth writes', () => {
  const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  const objects = files.flatMap((name) => parseYaml(readFileSync(join(DIST, name), 'utf8'), name).map((it) => it.value as object));
  expect(objects.length).toBeGreaterThan(100);
  for (const it of objects) expect(yamlTextOf(it)).toBe(packageTextOf(it));
});
