import type { Place } from '../place';
import { podMakers } from '../pod';
import type { Rule } from '../rule';

export const nonRootUser: Rule = {
  id: 'non-root-user',
  title: 'A container that must not run as root has another user',
  why: "The kubelet refuses to start it: container's runAsUser breaks non-root policy.",
  fix: 'Write another runAsUser, or leave runAsNonRoot out.',
  appliesTo: podMakers,
  *check({ pod }) {
    if (!pod) return;
    for (const container of pod.containers) {
      const user = effective(container, pod.spec, 'runAsUser');
      if (user.value !== 0 || effective(container, pod.spec, 'runAsNonRoot').value !== true) continue;
      yield {
        at: user,
        message: 'runAsUser is 0, which is root, and runAsNonRoot forbids it',
        fix: 'write a user from 1, or leave runAsNonRoot out',
      };
    }
  },
};

/** A container's own setting goes before its pod's. */
function effective(container: Place, spec: Place, field: string): Place {
  const own = container.at('securityContext', field);
  return own.isThere ? own : spec.at('securityContext', field);
}
