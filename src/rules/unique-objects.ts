import { inWords } from '../manifests/identity';
import type { KubernetesObject } from '../manifests/object';
import type { Rule } from './rule';
import { overlapOf } from './variants';

export const uniqueObjects: Rule = {
  id: 'unique-objects',
  severity: 'error',
  title: 'Every object is defined once',
  why: 'The object that is applied last silently overwrites the other. Files that define the same objects are usually variants of each other, so between two files it is a warning, reported once, and a hint if the objects are equal.',
  fix: 'Rename one of them, or remove it. Check variants one at a time.',
  appliesTo: 'every object',
  *check(object, { index }) {
    if (object.name === '') return;
    const [first] = index.all(object.type, object.namespace, object.name);
    if (first === undefined || first === object) return;
    const at = object.root.at('metadata', 'name');
    const overlap = overlapOf(object, first, index);
    if (overlap === undefined) {
      yield { at, message: `duplicate ${inWords(object)}${whereIs(first)}`, fix: 'rename one of them, or remove it' };
    } else if (overlap.objects[0] === object) {
      const { objects, isEqual } = overlap;
      const others = objects.length > 1 ? `, and ${objects.length - 1} more of this file` : '';
      const message = `duplicate ${inWords(object)}${whereIs(first)}${others}`;
      if (isEqual) yield { at, message, fix: 'remove one of the equal definitions', severity: 'hint' };
      else
        yield {
          at,
          message,
          fix: 'check one of the two files at a time if they are variants, else rename or remove it',
          severity: 'warning',
        };
    }
  },
};

function whereIs({ document: { file, path } }: KubernetesObject): string {
  return `${file === undefined ? '' : `, first defined in ${file}`}${path === undefined ? '' : `, made by ${path}`}`;
}
