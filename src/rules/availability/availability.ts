import { workloadTypes } from '../../availability/workload/workload';
import type { RuleDescription } from '../rule';

/** The rule that a workload keeps its promise, or survives any single failure if it promises nothing. The proof checks it for all objects at once. */
export const availability: RuleDescription & { readonly appliesTo: readonly string[] } = {
  id: 'availability',
  severity: 'error',
  title: 'A workload is proved to survive any single failure and to meet its availability target',
  why: 'An expected failure takes the workload down or exhausts its error budget, or the proof could not rule that out. Without a target the finding is a warning, and only `nines check` reports it.',
  fix: 'Change what the message names, lower the target, or accept `single-replica` for a workload without a target.',
  appliesTo: workloadTypes,
};
