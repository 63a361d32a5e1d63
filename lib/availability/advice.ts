import type { Context } from './context';
import type { Advice, Verdict } from './result';
import type { Workload } from './workload';

export function adviceFor(_workload: Workload, _context: Context, _before: Verdict): readonly Advice[] {
  return [];
}
