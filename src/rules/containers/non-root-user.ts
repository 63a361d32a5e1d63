import type { Place } from '../../manifests/place';
import { podMakers } from '../../manifests/pod';
import type { Rule } from '../rule';

export const nonRootUser: Rule = {
  id: 'non-root-user',
  severity: 'error',
  title: 'A container with runAsNonRoot does not run as user 0',
  why: "The kubelet refuses to start the container: container's runAsUser breaks non-root policy.",
  fix: 'Change runAsUser, or remove runAsNonRoot.',
  appliesTo: podMakers,
  *check({ pod }) {
    if (!pod) return;
    // Containers without a runAsUser inherit that of the pod, so one finding covers them all.
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
        message: `runAsUser is 0 (root), but runAsNonRoot is true for ${names.length > 1 ? 'containers' : 'container'} ${names.join(', ')}`,
        fix: 'write the ID of another user, or remove runAsNonRoot',
      };
    }
  },
};

/** The container's setting takes precedence over the pod's. */
function effective(container: Place, spec: Place, field: string): Place {
  const own = container.at('securityContext', field);
  return own.isThere ? own : spec.at('securityContext', field);
}
