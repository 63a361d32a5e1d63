import { judge } from '../../../src/availability';
import { stepsOf } from '../../../src/availability/advice/advice';
import { contextOf } from '../../../src/availability/judge';
import { verdictOf } from '../../../src/availability/verdict/verdict';
import type { Topology } from '../../../src/cluster/topology';
import { idOf } from '../../../src/manifests/identity';
import { indexOf, type ObjectIndex } from '../../../src/manifests/object-index';
import { findingsIn } from '../../../src/rules';

type Draft = Record<string, unknown>;

/** What is wrong after one suggestion was followed. */
interface Disappointment {
  readonly service: string;
  readonly suggestion: string;

  /** What the rules find that they did not find before, and the verdict if it is not what was said. */
  readonly found: readonly string[];
}

/**
 * Follows each suggestion of each service by itself: writes its changes into the manifests, and judges all of them again.
 *
 * @param most services whose suggestions are followed
 */
export function followed(index: ObjectIndex, topology: Topology, most = Number.POSITIVE_INFINITY) {
  const options = { findings: (changed: ObjectIndex) => findingsIn(changed, topology) };
  const before = new Set(findingsIn(index, topology));
  const advised = judge(index, topology, options).services.filter(({ advice }) => advice.length > 0);
  const context = contextOf(index, topology, options);
  const disappointments: Disappointment[] = [];
  let suggestions = 0;
  for (const { kind, namespace, service, advice } of advised.slice(0, most)) {
    const id = idOf({ kind, namespace, name: service });
    const workload = context.workloads.find((it) => idOf(it) === id);
    const steps = workload ? stepsOf(workload, verdictOf(workload, context)) : [];
    for (const { change } of advice) {
      const words = change.split('; ');
      const others = words.findIndex((it) => it.startsWith('and prove its dependencies'));
      const own = others < 0 ? words : words.slice(0, others);
      const taken = own.map((it) => steps.find((step) => step.change === it));
      // Another node or zone is no change of manifests.
      if (own.length === 0 || taken.some((step) => step?.patch === undefined)) continue;
      suggestions++;
      const drafts: readonly Draft[] = index.objects.map(({ root, namespace: of }) => {
        const draft = structuredClone(root.value) as Draft;
        return of === '' ? draft : { ...draft, metadata: { ...(draft['metadata'] as Draft), namespace: of } };
      });
      const changed = taken.reduce((objects, step) => {
        const of = context.workloads.find((it) => idOf(it) === step?.member);
        return of && step?.patch ? step.patch(objects, of) : objects;
      }, drafts);
      const after = indexOf(changed.map((value) => ({ value })));
      const fresh = findingsIn(after, topology).filter((finding) => !before.has(finding));
      const verdict = judge(after, topology, { withoutAdvice: true }).services.find(
        (it) => idOf({ ...it, name: it.service }) === id,
      )?.verdict;
      const kept = others >= 0 || verdict === 'proved' ? [] : [`it is ${verdict}`];
      if (fresh.length + kept.length > 0) disappointments.push({ service: id, suggestion: change, found: [...fresh, ...kept] });
    }
  }
  return { suggestions, disappointments };
}
