import { Document, type Scalar, visit } from 'yaml';
import { scalarOf } from '../manifests/yaml/scalar';
import type { ManifestFile } from './manifest-file';

/** A file's text. It begins with a document's mark, so that files can be put one after the other. */
export function yamlOf(file: ManifestFile): string {
  return file.objects.map(({ manifest }) => `---\n${textOf(manifest)}`).join('');
}

/** As cdk8s writes it, but for the texts that Kubernetes would read as something else: cdk8s leaves `0o644` and `<<` without quotes. */
function textOf(manifest: object): string {
  const document = new Document(manifest, {
    version: '1.1',
    keepUndefined: true,
    // A manifest merges nothing; with the tag the package writes no quotes around such a key.
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

/** What ends a line for one reader and not for another, or can't be printed. They stand within double quotes alone, as {@link isMisread} has it. */
const lineBreaks = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function isMisread(text: string): boolean {
  return text === '<<' || scalarOf(text, true, undefined) !== text || text.search(lineBreaks) >= 0 || /^[ ]*\t|\r/m.test(text);
}
