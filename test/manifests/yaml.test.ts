import { InputError } from '../../src/manifests/input-error';
import { parseYaml } from '../../src/manifests/yaml';

const values = (text: string) => parseYaml(text, 'a.yaml').map(({ value }) => value);
const at = (text: string, ...path: (string | number)[]) => {
  const { line, column } = parseYaml(text, 'a.yaml')[0]?.locate(path) ?? {};
  return [line, column];
};

test.each([
  ['0644', 420],
  ['0o644', 420],
  ['yes', true],
  ['off', false],
  ['12:30:00', '12:30:00'],
  ['2001-01-01', '2001-01-01'],
  ['1_000', 1000],
  ['0x1F', 31],
  ['0b101', 5],
  ['1e3', 1000],
  ['~', null],
  ['!!str 0644', '0644'],
  ['"0644"', '0644'],
  ['!!binary aGVsbG8=', 'hello'],
])('%s is %j', (text, value) => {
  expect(values(`a: ${text}\n`)).toEqual([{ a: value }]);
});

test('keys are strings', () => {
  expect(values('yes: a\n1: b\n0644: c\n1.5: d\n')).toEqual([{ true: 'a', 1: 'b', 420: 'c', 1.5: 'd' }]);
});

test('a merge applies where it is written', () => {
  const merged = values('a: &a {x: 1, w: 1}\nb: &b {w: 2}\nc:\n  <<: [*b, *a]\n  z: 3\nd:\n  <<: *a\n  x: 4\n')[0];
  expect(merged).toMatchObject({ c: { x: 1, w: 2, z: 3 }, d: { x: 4, w: 1 } });
});

test.each([
  ['a: 1\na: 2\n', "a.yaml:2:1: duplicate key 'a'; keep one of the two"],
  ['1: a\n"1": b\n', "a.yaml:2:1: duplicate key '1'; keep one of the two"],
  ['a: &a {x: 1}\nb:\n  x: 2\n  <<: *a\n', "a.yaml:4:3: '<<' overrides 'x', which is set before it; write '<<' first"],
  ['a:\n  <<: 1\n', 'a.yaml:2:7: map merge requires map or sequence of maps as the value; write an alias of an object'],
  ['a: *x\n', "a.yaml:1:4: unknown anchor 'x' referenced; define the anchor '&x' before the alias"],
  ['a: &x [*x]\n', 'a.yaml:1:8: anchor value contains itself; replace the alias with the value'],
  ['~: 1\n', "a.yaml:1:1: '~' is not a valid key; write a string"],
  ['[a]: 1\n', 'a.yaml:1:1: a list or an object is not a valid key; write a string'],
  ['a: .inf\n', "a.yaml:1:4: '.inf' is not a valid JSON number; quote it"],
  ['a: !!int x\n', "a.yaml:1:10: cannot decode 'x' as a !!int; remove the tag"],
  ['a: !!binary x\n', 'a.yaml:1:13: !!binary value contains invalid base64 data; encode it in base64'],
  ['a: !!binary /w==\n', 'a.yaml:1:13: !!binary value is not UTF-8 text, which JSON requires; remove the tag to keep the base64 string'],
  ['a: !!timestamp 2001-01-01\n', 'a.yaml:1:16: !!timestamp is not supported; remove the tag and quote the text'],
  ['a: 1\n...\nb: 2\n', "a.yaml:3:1: kubectl ignores the text after '...'; start the document with '---'"],
  ['%YAML 1.2\n---\na: 1\n', "a.yaml: unsupported YAML directive; remove the line that starts with '%'"],
  ['a: x\u2028y\n', 'a.yaml:1:5: U+2028 is a line break in YAML 1.1; remove it, or write "\\u2028" in double quotes'],
  ['a: 1\rb: 2\n', 'a.yaml:1:5: carriage return without a line feed; end lines with a line feed'],
  ['a: 1\n\t\n', 'a.yaml:2:1: tab used as indentation; replace it with spaces'],
  ['-\t1\n', "a.yaml:1:2: tab after '-'; replace it with a space"],
  ['a: "\\/"\n', "a.yaml:1:4: '\\/' is an escape sequence of JSON, not of YAML; write '/'"],
  ['{a:}\n', "a.yaml:1:2: missing space after 'a:'; write a space after ':'"],
  ['a: [x?y]\n', "a.yaml:1:5: 'x?y' contains a YAML indicator within brackets; quote it"],
  ['a: [1\n', 'a.yaml:2:1: Flow sequence in block collection must be sufficiently indented and end with a ]; correct the syntax'],
])('%j is rejected', (text, message) => {
  expect(() => values(text)).toThrow(new Error(message));
});

test('an error is a diagnostic as well', () => {
  let thrown: unknown;
  try {
    values('a: 1\na: 2\n');
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(InputError);
  expect((thrown as InputError).diagnostic).toEqual({
    severity: 'error',
    rule: 'unreadable',
    place: { file: 'a.yaml', line: 2, column: 1 },
    message: "duplicate key 'a'",
    fix: 'keep one of the two',
  });
});

describe('the place of a value', () => {
  const text = 'base: &base\n  x: 1\n  deep: { w: 2 }\nuse: *base\nmerged:\n  <<: *base\n  z: 3\n8080: a\n';

  test.each([
    [
      ['base', 'x'],
      [2, 6],
    ],
    [
      ['use', 'deep', 'w'],
      [3, 14],
    ],
    [
      ['merged', 'x'],
      [2, 6],
    ],
    [
      ['merged', 'deep', 'w'],
      [3, 14],
    ],
    [
      ['merged', 'z'],
      [7, 6],
    ],
    [['8080'], [8, 7]],
    [
      ['merged', 'none'],
      [5, 1],
    ],
  ])('%j', (path, place) => {
    expect(at(text, ...path)).toEqual(place);
  });

  test('of a list in JSON', () => {
    expect(at('[\n  {"a": 1},\n  {"a": [1,\n2]}\n]', 1, 'a', 1)).toEqual([4, 1]);
  });
});
