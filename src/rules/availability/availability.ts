import { workloadTypes } from '../../availability/workload/workload';
import type { RuleDescription } from '../rule';

/** The rule that a promise is kept. The proof checks it, and not object by object. */
export const availability: RuleDescription & { readonly appliesTo: readonly string[] } = {
  id: 'availability',
  severity: 'error',
  title: 'The availability that a workload promises is proved',
  why: 'Its error budget is spent by failures that the topology expects, or nobody knows that it is not.',
  fix: 'Change what the message names, or promise less.',
  appliesTo: workloadTypes,
};
