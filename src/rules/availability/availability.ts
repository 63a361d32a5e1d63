import { workloadTypes } from '../../availability/workload/workload';
import type { RuleDescription } from '../rule';

/** The rule that a promise is kept, or else that each single failure is survived. The proof checks it, and not object by object. */
export const availability: RuleDescription & { readonly appliesTo: readonly string[] } = {
  id: 'availability',
  severity: 'error',
  title: 'A workload is proved to survive each single failure, and to keep the availability that it promises',
  why: 'A failure that the topology expects stops it or spends its error budget, or nobody knows that it does not. Without a promise it is a warning, and only `nines check` asks for it.',
  fix: 'Change what the message names, promise less, or accept `single-replica` where nothing is promised.',
  appliesTo: workloadTypes,
};
