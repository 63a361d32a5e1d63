import { type Diagnostic, isAtLeast, type Severity } from '../manifests/diagnostic';
import { availability, errorBudget } from '../rules';

/** Which findings are reported. */
export interface Selection {
  /** The ids of the only rules to report. @default all */
  readonly only?: readonly string[];

  /** The ids of rules not to report. */
  readonly skip: readonly string[];

  /** The least severity that is shown. */
  readonly severity: Severity;

  /** The only namespaces whose objects are reported. @default all, and what has none */
  readonly namespaces?: readonly string[];
}

/** Whether a rule is reported. */
export function selectsRule({ only, skip }: Pick<Selection, 'only' | 'skip'>, rule: string): boolean {
  return (only === undefined || only.includes(rule)) && !skip.includes(rule);
}

/** Whether a namespace is reported; a cluster-scoped object has the empty one. */
export function selectsNamespace({ namespaces }: Pick<Selection, 'namespaces'>, namespace: string): boolean {
  return namespaces === undefined || namespaces.includes(namespace);
}

/** Whether the proof is asked for: it takes longer than all rules. */
export function selectsVerdicts(selection: Pick<Selection, 'only' | 'skip'>): boolean {
  return [availability, errorBudget].some(({ id }) => selectsRule(selection, id));
}

/** Why a selection leaves a finding out, apart from its severity; undefined if it doesn't. */
export function leftOutBy(selection: Selection, { rule, place: { object } }: Diagnostic): 'rule' | 'namespace' | undefined {
  if (!selectsRule(selection, rule)) return 'rule';
  return selectsNamespace(selection, object?.namespace ?? '') ? undefined : 'namespace';
}

/** Whether a finding is bad enough to be shown. */
export function isShown({ severity }: Selection, diagnostic: Pick<Diagnostic, 'severity'>): boolean {
  return isAtLeast(diagnostic.severity, severity);
}
