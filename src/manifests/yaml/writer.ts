import { Document, type Scalar, visit } from 'yaml';
import { plainText, type Scalars, unwritten } from './plain-writer';
import { scalarOf } from './scalar';

/** An object as YAML, with quotes around strings that Kubernetes would parse as another type, such as `0o644` and `<<`. */
export function yamlTextOf(value: object): string {
  try {
    return plainText(value, scalars);
  } catch (error) {
    if (error === unwritten) return packageTextOf(value);
    throw error;
  }
}

/** The same by the npm package alone. */
export function packageTextOf(value: object): string {
  const document = new Document(value, {
    version: '1.1',
    keepUndefined: true,
    // Manifests don't use merge keys; with the merge tag, the package wouldn't quote such a key.
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:merge'),
  });
  visit(document, {
    Scalar: (_, scalar: Scalar) => {
      if (typeof scalar.value === 'string' && isMisread(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document
    .toString({ lineWidth: 0 })
    .replaceAll(lineBreaks, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Characters that only some parsers treat as line breaks, or that can't be printed. They are written only in double quotes: see {@link isMisread}. */
const lineBreaks = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function isMisread(text: string): boolean {
  return text === '<<' || scalarOf(text, true, undefined) !== text || text.search(lineBreaks) >= 0 || /^[ ]*\t|\r/m.test(text);
}

/** The same scalars are in many objects. */
const known = new Map<string, string>();
const MOST_KNOWN = 10_000;

const scalars: Scalars = {
  key: (key) =>
    once(`key ${key}`, () => {
      if (!/^[\w./-]+$/.test(key) || /^(?:---|\.\.\.)/.test(key)) throw unwritten;
      return packageTextOf({ [key]: true }).slice(0, -' true\n'.length);
    }),
  value: (value) =>
    once(`${typeof value} ${Object.is(value, -0) ? '-0' : value}`, () => {
      // Line breaks at the end concern what follows.
      if (typeof value === 'string' && /\n\s*\n$|^\s*\n/.test(value)) throw unwritten;
      return packageTextOf({ k: value }).slice('k: '.length, -'\n'.length);
    }),
};

function once(question: string, answer: () => string): string {
  const found = known.get(question);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const text = answer();
  known.set(question, text);
  return text;
}
