import { workloadTypes } from '../../availability/workload/workload';
import type { Place } from '../../manifests/place';
import { choice, show } from '../../manifests/words';
import type { Rule } from '../rule';

const resources = ['cpu', 'memory'];

export const requestsAreSet: Rule = {
  id: 'requests-are-set',
  severity: 'warning',
  title: 'Every container of a service that is judged requests CPU and memory',
  why: 'The scheduler counts what is requested, and so does the proof that pods find room. Pods without requests are packed onto nodes until memory runs out, and are the first to be evicted.',
  fix: 'Request what the container uses under load.',
  appliesTo: workloadTypes,
  *check(object, { index, topology }) {
    // Without a cluster nothing is proved.
    if (!topology || !object.pod || object.root.at('spec', 'replicas').value === 0) return;
    const { spec } = object.pod;
    // A LimitRange may set default requests.
    if (index.ofType('LimitRange').some(({ namespace }) => namespace === object.namespace)) return;
    for (const container of spec.items('containers')) {
      const missing = resources.filter((name) => !states(spec, name) && !states(container, name));
      if (missing.length === 0) continue;
      yield {
        at: container.at('resources'),
        message: `container ${show(container.text('name'))} requests no ${choice(missing)}: the proof and the scheduler count none for it`,
        fix: `request ${missing.join(' and ')}`,
      };
    }
  },
};

/** Whether a container or a pod asks for a resource; a request defaults to the limit. */
function states(owner: Place, name: string): boolean {
  return ['requests', 'limits'].some((part) => owner.at('resources', part, name).isThere);
}
