import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../../src/manifests/input-error';
import { parseYaml } from '../../../src/manifests/yaml';
import { parseSyntax } from '../../../src/manifests/yaml/parser';
import { partsOf } from '../../../src/manifests/yaml/parts';
import { plainDocument } from '../../../src/manifests/yaml/plain';
import { runs } from '../../budget';
import { fc } from '../../random';
import { foldedTexts, plainTexts } from './plain-texts';
import { recorded } from './table';

/** What the reader of any syntax says. */
function other(text: string): unknown {
  try {
    return parseSyntax(text, 'a.yaml').map(({ value }) => value);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

/** All that both say; of a document that isn't plain, nothing. */
function requireSame(text: string): void {
  const plain = plainDocument(text);
  if (plain !== undefined) expect([text, JSON.stringify([plain.value])]).toEqual([text, JSON.stringify(other(text))]);
}

/** Each field and item of a plain document has the place that the reader of any syntax finds. */
function requireSamePlaces(text: string): void {
  const plain = plainDocument(text);
  if (plain === undefined) return;
  const [[found], [expected]] = [parseYaml(text, 'a.yaml'), parseSyntax(text, 'a.yaml')];
  for (const path of [...pathsIn(plain.value), ['none']])
    expect([text, path, found?.locate(path)]).toEqual([text, path, expected?.locate(path)]);
}

function pathsIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([step, within]) => pathsIn(within).map((path) => [step, ...path]))];
}

test.each([
  ['a: 1\nb:\n  c: text # comment\n  d: "x"\n', { a: 1, b: { c: 'text', d: 'x' } }],
  ['a:\n- b\n- c: 1\n  d:\n  - e\n', { a: ['b', { c: 1, d: ['e'] }] }],
  ['a:\n  - - b\n    - c\n  - d\n', { a: [['b', 'c'], 'd'] }],
  ['---\n# comment\na: |\n  one\n\n    two\nb: |-\n    three\n\n', { a: 'one\n\n  two\n', b: 'three' }],
  ['a: \'it\'\'s\'\n"b c": "\\"x\\"\\n"\n\'d\': ~\n', { a: "it's", 'b c': '"x"\n', d: null }],
  ['a: {}\nb: []\nc: [x, "y", 1]\nd: { e: { f: g h }, i: [j] }\n', { a: {}, b: [], c: ['x', 'y', 1], d: { e: { f: 'g h' }, i: ['j'] } }],
  ['a: 0644\nb: yes\nc: 1e3\nd: -0\ne: 12:30:00\n', { a: 420, b: true, c: 1000, d: 0, e: '12:30:00' }],
  ['a: b\n  c\n\n  - d\n\ne:\n- f\n  g\n', { a: 'b c\n- d', e: ['f g'] }],
  ["a: 'b \n\n  c'\nd: 'it''s\n  '\n", { a: 'b\nc', d: "it's " }],
  ['a: "b\\n\\\n  \\ c\n  d"\ne: 1\n', { a: 'b\n c d', e: 1 }],
  ['a:\nb: http://c:80/d\n', { a: null, b: 'http://c:80/d' }],
])('%j is plain', (text, value) => {
  expect(plainDocument(text)).toEqual({ value });
  expect(other(text)).toEqual([value]);
});

test.each([
  ['an anchor and an alias', 'a: &x 1\nb: *x\n'],
  ['a merge', 'a: {b: 1}\n<<: {c: 1}\n'],
  ['a tag', 'a: !!str 1\n'],
  ['a duplicate key', 'a: 1\na: 2\n'],
  ['a key that is no text', 'on: 1\n'],
  ['a name that every object has', 'constructor: 1\n'],
  ['a text of two lines, and a comment', 'a: b\n  c # d\n'],
  ['a second line that ends like a key', 'a: b\n  c:\n'],
  ['quotes whose second line is not indented', 'a:\n  b: "c\n  d"\n'],
  ['a backslash before an empty line', 'a: "b\\\n\n  c"\n'],
  ['quotes that do not end', 'a: "b\n  c\n'],
  ['brackets of two lines', 'a: [b,\n  c]\n'],
  ['a folded text', 'a: >\n  b\n'],
  ['a literal that keeps its empty lines', 'a: |+\n  b\n\n'],
  ['a literal without an end of line', 'a: |\n  b'],
  ['a tab', 'a: b\tc\n'],
  ['a carriage return', 'a: b\r\n'],
  ['other escapes', 'a: "\\u0041"\n'],
  ['no number of JSON', 'a: .inf\n'],
  ['wrong indentation', 'a:\n    b: 1\n  c: 1\n'],
  ['a list and an object in one', 'a: 1\n- b\n'],
  ['no text at all', '# comment\n'],
  ['deep nesting', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`],
])('%s is left to the other reader', (_, text) => expect(plainDocument(text)).toBeUndefined());

test('both readers agree on each text of the table', () => {
  for (const { yaml } of recorded()) requireSame(yaml);
});

test('both readers agree on random documents, and many of them are plain', () => {
  const texts = fc.sample(plainTexts, { seed: 7, numRuns: runs(10_000) });
  for (const text of texts) requireSame(text);
  expect(texts.filter((text) => plainDocument(text) !== undefined).length).toBeGreaterThan(texts.length / 10);
});

test('both readers agree on random texts of several lines, and many of them are plain', () => {
  const texts = fc.sample(foldedTexts, { seed: 9, numRuns: runs(10_000) });
  for (const text of texts) requireSame(text);
  for (const text of texts) requireSamePlaces(text);
  expect(texts.filter((text) => /["'\w]\s*\n +\S/.test(text) && plainDocument(text) !== undefined).length).toBeGreaterThan(
    texts.length / 100,
  );
});

test('values, places and messages are those of the reader of any syntax', () => {
  const texts = fc
    .sample(fc.array(plainTexts, { minLength: 1, maxLength: 3 }), { seed: 8, numRuns: runs(1000) })
    .map((it) => it.join('---\n'));
  for (const text of texts.flatMap((it) => partsOf(it).map((part) => part.text))) requireSamePlaces(text);
  const said = (parse: typeof parseYaml, text: string) => {
    try {
      return parse(text, 'a.yaml').map(({ value, locate, template }) => [value, template, locate(['a']), locate(['b', 1])]);
    } catch (error) {
      if (error instanceof InputError) return error.diagnostic;
      throw error;
    }
  };
  for (const text of texts) expect([text, said(parseYaml, text)]).toEqual([text, said(parseSyntax, text)]);
});

test('what synth writes is plain', () => {
  for (const file of ['20-elasticsearch', '30-backend', '40-ingress']) {
    const parts = partsOf(readFileSync(join(__dirname, `../../../dist/production/${file}.yaml`), 'utf8'));
    for (const { text } of parts) {
      expect(plainDocument(text)).toBeDefined();
      requireSame(text);
      requireSamePlaces(text);
    }
  }
});
