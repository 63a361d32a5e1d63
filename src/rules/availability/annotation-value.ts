import { workloadTypes } from '../../availability/workload/workload';
import { declarationIn } from '../../manifests/declaration';
import type { KubernetesObject } from '../../manifests/object';
import type { Rule } from '../rule';

export const annotationValue: Rule = {
  id: 'annotation-value',
  severity: 'error',
  title: 'Every nines.dev annotation has a valid value',
  why: 'A promise with an invalid value cannot be checked.',
  fix: 'Write one of the values that the message suggests.',
  appliesTo: workloadTypes,
  isAcceptable: false,
  *check(object) {
    const { mistakes } = declarationIn(written(object), object.namespace);
    for (const { annotation, message, fix } of mistakes) yield { at: object.root.at('metadata', 'annotations', annotation), message, fix };
  },
};

/** The API server reads an annotation without a value as an empty string. */
function written({ root, annotations }: KubernetesObject): ReadonlyMap<string, string> {
  const blank = root.parts('metadata', 'annotations').filter(({ value }) => value === null);
  return new Map([...annotations, ...blank.map(({ key }) => [key, ''] as const)]);
}
