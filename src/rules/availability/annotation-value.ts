import { workloadTypes } from '../../availability/workload/workload';
import { declarationIn } from '../../manifests/declaration';
import type { KubernetesObject } from '../../manifests/object';
import type { Rule } from '../rule';

export const annotationValue: Rule = {
  id: 'annotation-value',
  severity: 'error',
  title: 'What an annotation declares of a workload can be read',
  why: 'A promise, a need or a dependency that cannot be read would not be looked at, so nothing is judged.',
  fix: 'Write what the message says.',
  appliesTo: workloadTypes,
  isAcceptable: false,
  *check(object) {
    const { mistakes } = declarationIn(written(object), object.namespace);
    for (const { annotation, message, fix } of mistakes) yield { at: object.root.at('metadata', 'annotations', annotation), message, fix };
  },
};

/** The API server reads an annotation without a value as an empty text. */
function written({ root, annotations }: KubernetesObject): ReadonlyMap<string, string> {
  const blank = root.parts('metadata', 'annotations').filter(({ value }) => value === null);
  return new Map([...annotations, ...blank.map(({ key }) => [key, ''] as const)]);
}
