import type { KubernetesObject } from '../manifests/object';

const prefix = 'nines.dev/accept.';

/** A rule that an annotation takes an object out of. */
export interface Acceptance {
  readonly rule: string;

  /** Why; empty where nobody said. */
  readonly because: string;
}

/** What the annotations of an object accept: `nines.dev/accept.<rule>: because ...`. */
export function acceptancesOf({ annotations }: KubernetesObject): readonly Acceptance[] {
  return [...annotations]
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, reason]) => ({ rule: name.slice(prefix.length), because: reason.replace(/^\s*because\b/i, '').trim() }));
}

/** Why a finding of a rule on an object is accepted, undefined where it isn't. */
export function reasonFor(rule: string, object: KubernetesObject): string | undefined {
  // Most objects accept nothing, and most rules find nothing: no map is worth making.
  return acceptancesOf(object).find((acceptance) => acceptance.rule === rule)?.because || undefined;
}
