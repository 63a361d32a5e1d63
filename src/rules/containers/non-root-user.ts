import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import type { Rule } from '../rule';

export const nonRootUser: Rule = {
  id: 'non-root-user',
  severity: 'error',
  title: 'A container that must not run as root has another user',
  why: "The kubelet refuses to start it: container's runAsUser breaks non-root policy.",
  fix: 'Write another runAsUser, or leave runAsNonRoot out.',
  appliesTo: podMakers,
  *check({ pod }) {
    if (!pod) return;
    // Containers without a user of their own share that of their pod, and what is wrong with it.
    const roots = new Map<string, { readonly at: Place; readonly names: string[] }>();
    for (const container of pod.containers) {
      const at = effective(container, pod.spec, 'runAsUser');
      if (at.value !== 0 || effective(container, pod.spec, 'runAsNonRoot').value !== true) continue;
      const root = roots.get(at.pointer) ?? { at, names: [] };
      roots.set(at.pointer, root);
      root.names.push(`'${container.text('name') ?? ''}'`);
    }
    for (const { at, names } of roots.values()) {
      yield {
        at,
        message: `runAsUser is 0, which is root, and runAsNonRoot forbids it to ${names.join(', ')}`,
        fix: 'write the number of another user, or leave runAsNonRoot out',
      };
    }
  },
};

/** A container's own setting goes before its pod's. */
function effective(container: Place, spec: Place, field: string): Place {
  const own = container.at('securityContext', field);
  return own.isThere ? own : spec.at('securityContext', field);
}
