import { idOf } from '../../manifests/identity';
import type { Context } from '../verdict/context';
import type { Judgement } from '../verdict/verdict';
import { capacityRisk } from './capacity';
import { mapped, total, YEAR } from './estimate';
import { nodeFailoverRisk } from './node-failover';
import type { BudgetVerdict, Downtime, Range, Risk } from './risk';

/** What a year costs a service and everything that it can't do without. */
export function downtimeOf({ chain, capacityLoss, target }: Judgement, { topology }: Context): Downtime {
  const [own] = chain;
  const risks: Risk[] = [capacityRisk(capacityLoss)];
  for (const member of chain) {
    const found = nodeFailoverRisk(member, topology);
    if (found) risks.push(member === own ? found : { ...found, of: idOf(member.workload) });
  }
  const sum = total(risks.map((it) => it.minutes));
  return { risks: risks.sort((a, b) => b.minutes.value - a.minutes.value), sum, ...budgetOf(sum, target), notIncluded: [] };
}

function budgetOf(sum: Range, target: number | undefined): Pick<Downtime, 'allowed' | 'left' | 'verdict'> {
  if (target === undefined) return {};
  const allowed = (Number((1 - target).toPrecision(12)) * YEAR) / 60;
  const left = mapped(sum, (it) => allowed - it);
  return { allowed, left: { value: left.value, low: left.high, high: left.low }, verdict: verdictOf(sum, allowed) };
}

function verdictOf({ low, high }: Range, allowed: number): BudgetVerdict {
  if (high <= allowed) return 'kept';
  return low > allowed ? 'missed' : 'unknown';
}
