import { inWords } from '../../manifests/identity';
import { behind, selectorOf } from '../../manifests/service';
import type { Rule } from '../rule';
import { servicesBefore } from './leading';
import { runsToCompletion, runTheSame } from './programs';

/** The search for workloads that are left out stops after this many. */
const limit = 200;

export const serviceSelectsWholeProgram: Rule = {
  id: 'service-selects-whole-program',
  severity: 'warning',
  title: 'A Service selects all workloads that run its program under its labels',
  why: 'With one label too many in the selector, the pods that have it get all requests, and the others get none.',
  fix: 'Remove the label from the selector, or add it to the other pods. If they are meant to get no requests, give the label another value there.',
  appliesTo: ['Service'],
  *check(service, { index }) {
    const labels = selectorOf(service);
    if (labels.size < 2) return;
    const selected = behind(service, index)
      .slice(0, limit)
      .filter((it) => !runsToCompletion(it));
    if (selected.length === 0) return;
    for (const other of index.pods.in(service.namespace).slice(0, limit)) {
      if (selected.includes(other) || runsToCompletion(other) || servicesBefore(other, index).length > 0) continue;
      const [extra, ...more] = [...labels].filter(([name, value]) => other.pod.labels.get(name) !== value);
      // Another value says that the pods are told apart on purpose.
      if (extra === undefined || more.length > 0 || other.pod.labels.has(extra[0])) continue;
      // Of one name there are variants of one workload.
      const like = selected.find((it) => it.type === other.type && it.name !== other.name && runTheSame(it, other));
      if (!like) continue;
      yield {
        at: service.root.at('spec', 'selector', extra[0]),
        message: `${inWords(other)} runs the same image as ${inWords(like)} and has the other labels, but no ${extra[0]}: it gets no requests, and ${inWords(like)} gets all`,
        fix: `remove ${extra[0]} here, or add it to the pods of ${inWords(other)}`,
      };
    }
  },
};
