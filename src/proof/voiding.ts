import type { Diagnostic } from '../manifests/diagnostic';
import type { KubernetesObject } from '../manifests/object';
import { dependencyExists } from '../rules';

/**
 * The findings that make a proof worthless.
 *
 * An error says that Kubernetes refuses an object or that it can't work, and the proof takes for granted that pods start, are reached and are
 * counted by their budgets. Everything that decides on that lies in the namespace of a service that promises or is depended on, or in none. Errors
 * elsewhere, warnings and hints are somebody's business, but not the promise's. A dependency that nobody has seen counts as always up, so a hint of
 * it counts here.
 */
export function voiding(findings: readonly Diagnostic[], promised: readonly KubernetesObject[]): readonly Diagnostic[] {
  const namespaces = new Set(promised.length === 0 ? [] : ['', ...promised.map(({ namespace }) => namespace)]);
  return findings.filter(({ severity, rule, place: { object } }) => {
    const isNear = namespaces.has(object?.namespace ?? '');
    return isNear && (severity === 'error' || rule === dependencyExists.id);
  });
}
