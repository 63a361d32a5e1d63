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

test('merges are done where they stand', () => {
  const merged = values('a: &a {x: 1, w: 1}\nb: &b {w: 2}\nc:\n  <<: [*b, *a]\n  z: 3\nd:\n  <<: *a\n  x: 4\n')[0];
  expect(merged).toMatchObject({ c: { x: 1, w: 2, z: 3 }, d: { x: 4, w: 1 } });
});

test.each([
  ['a: 1\na: 2\n', "a.yaml:2:1: 'a' is set twice in one object; keep one of the two"],
  ['1: a\n"1": b\n', "a.yaml:2:1: '1' is set twice in one object; keep one of the two"],
  ['a: &a {x: 1}\nb:\n  x: 2\n  <<: *a\n', "a.yaml:4:3: 'x' is set before '<<' merges another value over it; write '<<' first"],
  ['a:\n  <<: 1\n', "a.yaml:2:7: '<<' merges an object or a list of objects; write an alias of one"],
  ['a: *x\n', "a.yaml:1:4: unknown alias '*x'; set the anchor '&x' before it"],
  ['a: &x [*x]\n', 'a.yaml:1:8: an alias stands within what it stands for; write the value out'],
  ['~: 1\n', "a.yaml:1:1: '~' can't be a key; write a string"],
  ['[a]: 1\n', "a.yaml:1:1: a list or an object can't be a key; write a string"],
  ['a: .inf\n', "a.yaml:1:4: JSON has no number '.inf'; quote it"],
  ['a: !!int x\n', "a.yaml:1:10: 'x' is not a !!int; leave the tag out"],
  ['a: !!binary x\n', 'a.yaml:1:13: !!binary is not base64; write its data in base64'],
  ['a: !!binary /w==\n', 'a.yaml:1:13: !!binary is not UTF-8, and JSON has no bytes; leave the tag out to keep the base64'],
  ['a: !!timestamp 2001-01-01\n', 'a.yaml:1:16: !!timestamp is not read: Kubernetes has no such type; quote the text'],
  ['a: 1\n...\nb: 2\n', "a.yaml:3:1: text after '...', which kubectl never reads; begin the document with '---'"],
  ['%YAML 1.2\n---\na: 1\n', "a.yaml: a directive that Kubernetes does not read; remove the line that begins with '%'"],
  ['a: x\u2028y\n', 'a.yaml:1:5: U+2028 ends a line in Kubernetes\' YAML; remove it, or write "\\u2028" within double quotes'],
  ['a: 1\rb: 2\n', 'a.yaml:1:5: a carriage return without a line feed; end lines with a line feed'],
  ['a: 1\n\t\n', 'a.yaml:2:1: a tab as indentation; write spaces'],
  ['-\t1\n', "a.yaml:1:2: a tab after '-'; write a space"],
  ['a: "\\/"\n', "a.yaml:1:4: '\\/' is an escape of JSON, not of YAML; write '/'"],
  ['{a:}\n', "a.yaml:1:2: 'a:' is read as a word; write a space after ':'"],
  ['a: [x?y]\n', "a.yaml:1:5: 'x?y' has a mark of YAML within brackets; quote it"],
  ['a: [1\n', 'a.yaml:2:1: Flow sequence in block collection must be sufficiently indented and end with a ]; correct the syntax'],
])('%j is refused', (text, message) => {
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
    message: "'a' is set twice in one object",
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
