import { inWords } from '../manifests/identity';
import type { Rule } from './rule';

export const noObjectTwice: Rule = {
  id: 'no-object-twice',
  severity: 'error',
  title: 'Every object is defined once',
  why: 'The object that is applied last silently overwrites the other.',
  fix: 'Rename one of them, or remove it.',
  appliesTo: 'every object',
  *check(object, { index }) {
    if (object.name === '') return;
    const [first] = index.all(object.type, object.namespace, object.name);
    if (first === undefined || first === object) return;
    const { file, path } = first.document;
    const where = `${file === undefined ? '' : `, first defined in ${file}`}${path === undefined ? '' : `, made by ${path}`}`;
    yield {
      at: object.root.at('metadata', 'name'),
      message: `duplicate ${inWords(object)}${where}`,
      fix: 'rename one of them, or remove it',
    };
  },
};
