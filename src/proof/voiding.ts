import type { Diagnostic } from '../manifests/diagnostic';
import type { KubernetesObject } from '../manifests/object';
import { dependencyExists, placeholderIsReplaced, rules } from '../rules';

/**
 * The findings that invalidate a proof.
 *
 * An error means that Kubernetes refuses an object or that it can't work, while the proof assumes that pods start, are reachable and are counted by
 * their budgets. Everything that affects this is cluster-scoped, or in the namespace of a service with a promise or of one that it depends on. A hint
 * of such a rule leaves open whether it works, and so does one about an unknown dependency: no promise rests on either. Errors elsewhere, and what
 * other rules say, don't affect a promise.
 */
export function voiding(findings: readonly Diagnostic[], promised: readonly KubernetesObject[]): readonly Diagnostic[] {
  const namespaces = new Set(promised.length === 0 ? [] : ['', ...promised.map(({ namespace }) => namespace)]);
  return findings.filter(({ severity, rule, place: { object } }) => {
    const isNear = namespaces.has(object?.namespace ?? '');
    return isNear && (severity === 'error' || serious.has(rule));
  });
}

/** The rules whose findings leave open whether something works, whatever their severity. */
const serious = new Set(
  [dependencyExists, placeholderIsReplaced, ...rules.filter(({ severity }) => severity === 'error')].map(({ id }) => id),
);
