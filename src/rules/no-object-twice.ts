import { inWords } from '../manifests/identity';
import type { Rule } from './rule';

export const noObjectTwice: Rule = {
  id: 'no-object-twice',
  severity: 'error',
  title: 'Every object is unique',
  why: 'The second one overwrites the first without a word, in whatever order the files are applied.',
  fix: 'Give each a name of its own, or remove one.',
  appliesTo: 'every object',
  *check(object, { index }) {
    if (object.name === '') return;
    const [first] = index.all(object.type, object.namespace, object.name);
    if (first === undefined || first === object) return;
    const { file, path } = first.document;
    const where = `${file === undefined ? '' : `, first in ${file}`}${path === undefined ? '' : `, made by ${path}`}`;
    yield {
      at: object.root.at('metadata', 'name'),
      message: `${inWords(object)} is there more than once${where}`,
      fix: 'give each a name of its own, or remove one',
    };
  },
};
