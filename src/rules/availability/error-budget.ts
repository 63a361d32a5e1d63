import { workloadTypes } from '../../availability/workload/workload';
import type { RuleDescription } from '../rule';

/** The rule that a year's downtime leaves the target of a workload. Together with `availability` it is all that a promise needs. */
export const errorBudget: RuleDescription & { readonly appliesTo: readonly string[] } = {
  id: 'error-budget',
  severity: 'error',
  title: "A year's expected downtime leaves a workload's availability target",
  why: 'Failover windows, the entry point, planned work, and the region cost more minutes a year than the target allows, or may cost more. Nothing is left for changes, which cause most outages.',
  fix: 'Shorten the largest rows that the message names, declare your own rates with their source in the topology, or promise less.',
  appliesTo: workloadTypes,
};
