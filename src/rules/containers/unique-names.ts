import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import { show } from '../../manifests/words';
import type { Complaint, RefusalRule } from '../rule';

export const uniqueNames: RefusalRule = {
  id: 'unique-names',
  severity: 'error',
  title: 'Containers, volumes, ports, mounts and variables of a pod have unique names',
  why: 'The API server rejects duplicates. Of duplicate environment variables the last one wins, with only a warning.',
  fix: 'Rename one of them, or remove it.',
  isRefusal: true,
  appliesTo: podMakers,
  *check({ pod }) {
    if (!pod) return;
    yield* duplicates(pod.containers, 'container', 'name');
    yield* duplicates(pod.spec.parts('volumes'), 'volume', 'name');
    // Port names, variables and mount paths need to be unique only within their container.
    for (const container of pod.containers) {
      yield* duplicates(container.parts('ports'), 'port', 'name');
      yield* duplicates(container.parts('env'), 'environment variable', 'name');
      yield* duplicates(container.parts('volumeMounts'), 'mount', 'mountPath');
    }
  },
};

/** The items with the same value in a field as an earlier item. */
export function* duplicates(items: readonly Place[], what: string, field: string): Iterable<Complaint> {
  const seen = new Set<string>();
  for (const item of items) {
    const text = item.text(field);
    if (text === undefined) continue;
    if (seen.has(text))
      yield {
        at: item.at(field),
        message: `duplicate ${field === 'name' ? what : field} ${show(text)}`,
        fix: `change the ${field}, or remove one of them`,
      };
    seen.add(text);
  }
}
