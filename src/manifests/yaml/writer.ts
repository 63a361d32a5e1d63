import { Document, type Scalar, visit } from 'yaml';
import { scalarOf } from './scalar';

/** An object as YAML, with quotes around strings that Kubernetes would parse as another type, such as `0o644` and `<<`. */
export function yamlTextOf(value: object): string {
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
