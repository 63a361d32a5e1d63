import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../src/manifests/input-error';
import { SharedDocuments } from '../../src/manifests/shared-documents';
import { parseYaml } from '../../src/manifests/yaml';

/** The values and the places of all first fields, or the message. */
function parsed(parse: (text: string, file: string) => ReturnType<typeof parseYaml>, text: string): unknown {
  try {
    return parse(text, 'a.yaml').map(({ value, locate }) => [value, locate(['kind']), locate(['b', 1])]);
  } catch (error) {
    if (error instanceof InputError) return error.diagnostic;
    throw error;
  }
}

test.each([
  'kind: A\n---\nkind: B\nb: [1, 2]\n',
  '---\nkind: A\n---\nkind: B\n',
  '# a comment\n\n---\nkind: A\n# of the next\n---\nkind: B\n---\n',
  '---\n---\nkind: A\n',
  'kind: A\r\n---\r\nkind: B\r\n',
  'kind: |\n  text\n  ---\n  more\n--- \nkind: B\n',
  'kind: A\n--- # comment\nkind: B\n--- {kind: C}\n---d: 1\n',
  'kind: A\n---\nkind: "text\n---\nmore"\n',
  '%YAML 1.1\n---\nkind: A\n---\nkind: B\n',
  '%YAML 2.0\n---\nkind: A\n',
  'kind: A\n...\n---\nkind: B\n',
  'kind: A\n...\nkind: B\n',
  'kind: &a A\n---\nkind: *a\n',
  'kind: A\n---\nkind: B\n---\nb: [1, 2\n',
  'kind: A\n---\nkind: B\n  b: 1\n',
  '{"kind": "A"}\n',
  'kind: A\r---\rkind: B\n',
  'kind: A\u2028---\nkind: B\n',
  '# nothing\n',
  '',
])('documents are parsed as if by themselves: %j', (text) => {
  const expected = parsed(parseYaml, text);
  const shared = new SharedDocuments();
  const parse = (it: string, file: string) => shared.parse(it, file);
  expect(parsed(parse, text)).toEqual(expected);
  expect(parsed(parse, `kind: Other\n---\nkind: A\n---\nkind: B\nb: [1, 2]\n`)).toEqual(
    parsed(parseYaml, `kind: Other\n---\nkind: A\n---\nkind: B\nb: [1, 2]\n`),
  );
  expect(parsed(parse, text)).toEqual(expected);
});

test('manifests of the tests are the same', () => {
  const text = readFileSync(join(__dirname, '../cluster/changes/objects.yaml'), 'utf8');
  const shared = new SharedDocuments();
  expect(shared.parse(text, 'a.yaml').map(({ value }) => value)).toEqual(parseYaml(text, 'a.yaml').map(({ value }) => value));
});

test('equal documents have one value', () => {
  const shared = new SharedDocuments();
  const [one, two] = [shared.parse('kind: A\n---\nkind: B\n', 'a.yaml'), shared.parse('---\nkind: C\n---\nkind: B\n', 'b.yaml')];
  expect(two[1]?.value).toBe(one[1]?.value);
  expect(two[0]?.value).not.toBe(one[0]?.value);
});
