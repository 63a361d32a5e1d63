import { idOf, inWords } from '../../manifests/identity';
import type { Rule } from '../rule';
import { isOneFile } from '../variants';

/** Source: k8s.io/kubernetes v1.36.3, pkg/controller/podautoscaler/horizontal.go, validateAndParseSelector: AmbiguousSelector. */
export const autoscalerIsAlone: Rule = {
  id: 'autoscaler-is-alone',
  severity: 'error',
  title: 'A workload has at most one HorizontalPodAutoscaler',
  why: 'Of several for the same pods none follows its metrics: each reports AmbiguousSelector, and only moves the number of pods into its own range. Two files often hold variants, so between files it is a warning.',
  fix: 'Write all metrics into one autoscaler, and remove the others. Check variants one at a time.',
  appliesTo: ['HorizontalPodAutoscaler.autoscaling'],
  *check(object, { index }) {
    const workload = index.scaledBy(object);
    const [first] = workload ? index.autoscalersOf(workload) : [];
    // The same object twice is one, and another rule says so.
    if (!workload || !first || idOf(first) === idOf(object)) return;
    yield {
      at: object.root,
      message: `${inWords(first)} scales ${inWords(workload)} too, so neither follows its metrics`,
      fix: 'remove it, and write its metrics into the other one, or let it scale another workload',
      ...(isOneFile(object, first) ? {} : { severity: 'warning' as const }),
    };
  },
};
