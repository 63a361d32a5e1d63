import { judge } from '../../../src/availability';
import { stepsOf } from '../../../src/availability/advice/advice';
import { type Draft, draftsOf } from '../../../src/availability/advice/drafts';
import { contextOf } from '../../../src/availability/judge';
import { verdictOf } from '../../../src/availability/verdict/verdict';
import type { Topology } from '../../../src/cluster/topology';
import type { Document } from '../../../src/manifests/document';
import { idOf } from '../../../src/manifests/identity';
import { indexOf, type ObjectIndex } from '../../../src/manifests/object-index';
import { findingsIn } from '../../../src/rules';

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
      const others = words.findIndex((it) => it.startsWith('and prove its depend'));
      const own = others < 0 ? words : words.slice(0, others);
      const taken = own.map((it) => steps.find((step) => step.change === it));
      // Another node or zone is no change of manifests.
      if (own.length === 0 || taken.some((step) => step?.patch === undefined)) continue;
      suggestions++;
      const drafts = draftsOf(index.objects);
      const changed = taken.reduce((objects, step) => {
        const of = context.workloads.find((it) => idOf(it) === step?.member);
        return of && step?.patch ? step.patch(objects, of) : objects;
      }, drafts);
      const after = indexOf(inTheirFiles(changed, drafts, index));
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

/** Changed objects as documents of the files that they were read from; a new one has none. */
function inTheirFiles(changed: readonly Draft[], drafts: readonly Draft[], { objects }: ObjectIndex): readonly Document[] {
  const fileOf = new Map(drafts.map((draft, at) => [draft, objects[at]?.document.file]));
  const replaced = drafts.filter((draft) => !changed.includes(draft));
  return changed.map((value) => {
    const at = fileOf.has(value) ? -1 : replaced.findIndex((it) => nameOf(it) === nameOf(value));
    const [before = value] = at < 0 ? [] : replaced.splice(at, 1);
    const file = fileOf.get(before);
    return { value, ...(file !== undefined && { file }) };
  });
}

function nameOf(draft: Draft): string {
  const { namespace, name } = draft['metadata'] as Draft;
  return [draft['kind'], namespace, name].join('/');
}
