import { workloadTypes } from '../../availability/workload/workload';
import type { RuleDescription } from '../rule';

/** The rule that a year's downtime is within what a workload's target allows. Together with `availability` it is all that a promise needs. */
export const errorBudget: RuleDescription & { readonly appliesTo: readonly string[] } = {
  id: 'error-budget',
  severity: 'error',
  title: "A year's expected downtime leaves a workload's availability target",
  why: 'Failover windows, the entry point, planned work, and the region cost more minutes a year than the target allows. Or they may cost more: part of the range of the sum is over it, so the promise rests on assumptions. Nothing is left for changes, which cause most outages.',
  fix: 'Make the change that the message names, state what you measured in the topology with its source where a range decides, or promise less.',
  appliesTo: workloadTypes,
};
