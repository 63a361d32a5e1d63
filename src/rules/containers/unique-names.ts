import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import { show } from '../../manifests/words';
import type { Complaint, Rule } from '../rule';

export const uniqueNames: Rule = {
  id: 'unique-names',
  severity: 'error',
  title: 'Containers, volumes, ports, mounts and variables of a pod have names of their own',
  why: 'The API server refuses twins; of two variables of one name the last one wins, with no more than a warning.',
  fix: 'Give each a name of its own, or remove one.',
  appliesTo: podMakers,
  *check({ pod }) {
    if (!pod) return;
    yield* twins(pod.containers, 'container', 'name');
    yield* twins(pod.spec.parts('volumes'), 'volume', 'name');
    // Two containers of a pod share its address, so their ports must differ, but a name may be told from the container.
    for (const container of pod.containers) {
      yield* twins(container.parts('ports'), 'port', 'name');
      yield* twins(container.parts('env'), 'variable', 'name');
      yield* twins(container.parts('volumeMounts'), 'mount', 'mountPath');
    }
  },
};

/** The items whose text in a field an earlier one has. */
export function* twins(items: readonly Place[], what: string, field: string): Iterable<Complaint> {
  const seen = new Set<string>();
  for (const item of items) {
    const text = item.text(field);
    if (text === undefined) continue;
    if (seen.has(text))
      yield {
        at: item.at(field),
        message: `a second ${what} ${field === 'name' ? 'is called' : `has the ${field}`} ${show(text)}`,
        fix: `give it a ${field} of its own, or remove one`,
      };
    seen.add(text);
  }
}
