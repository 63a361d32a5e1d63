import type { Diagnostic } from '../manifests/diagnostic';
import type { KubernetesObject } from '../manifests/object';
import { dependencyExists } from '../rules';

/**
 * The findings that invalidate a proof.
 *
 * An error means that Kubernetes refuses an object or that it can't work, while the proof assumes that pods start, are reachable and are counted by
 * their budgets. Everything that affects this is cluster-scoped, or in the namespace of a service with a promise or of one that it depends on. Errors
 * elsewhere, warnings and hints don't affect a promise. An unknown dependency is assumed to be always up, so a hint about one counts here.
 */
export function voiding(findings: readonly Diagnostic[], promised: readonly KubernetesObject[]): readonly Diagnostic[] {
  const namespaces = new Set(promised.length === 0 ? [] : ['', ...promised.map(({ namespace }) => namespace)]);
  return findings.filter(({ severity, rule, place: { object } }) => {
    const isNear = namespaces.has(object?.namespace ?? '');
    return isNear && (severity === 'error' || rule === dependencyExists.id);
  });
}
