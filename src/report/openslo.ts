import { createHash } from 'node:crypto';
import type { ObjectIdentity } from '../manifests/diagnostic';
import { percentageOf } from '../manifests/percentage';
import { yamlTextOf } from '../manifests/yaml/writer';
import { minutes } from './amounts';
import { type BurnRate, budgetMinutes, burnRates } from './burn-rates';

/** The characters of a name, and of the name that is displayed. */
const LONGEST = 63;

/** The promise of a service, for whoever measures and alerts. */
export interface ServiceObjective extends ObjectIdentity {
  /** A fraction, such as 0.9995. */
  readonly target: number;

  /** The window in which the budget is counted. */
  readonly window: '30d';

  /** The minutes in that window in which every request may fail. */
  readonly budgetMinutes: number;

  /** When to alert. */
  readonly burnRates: readonly BurnRate[];
}

/** The objective of a service with a target. */
export function objectiveOf({ kind, namespace, name }: ObjectIdentity, target: number): ServiceObjective {
  return { kind, namespace, name, target, window: '30d', budgetMinutes: budgetMinutes(target), burnRates: burnRates(target) };
}

/**
 * An SLO of OpenSLO v1. It refers to the service level indicator by the name `<namespace>-<name>-requests`: where requests are counted is no part of any
 * manifest.
 *
 * @see https://github.com/OpenSLO/OpenSLO
 */
export function openSlo({ namespace, name, target, window, budgetMinutes }: ServiceObjective): object {
  const id = namespace === '' ? name : `${namespace}-${name}`;
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: label(id), displayName: name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 3)}...` },
    spec: {
      description: `${percentageOf(target)} of requests succeed in any 30 days: an error budget of ${minutes(budgetMinutes)} minutes.`,
      service: label(name),
      indicatorRef: label(`${id}-requests`),
      timeWindow: [{ duration: window, isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ displayName: 'requests that succeed', target }],
    },
  };
}

/** The SLOs of some objectives as YAML documents. */
export function openSloText(objectives: readonly ServiceObjective[]): string {
  return objectives.map((it) => `---\n${yamlTextOf(openSlo(it))}`).join('');
}

/** OpenSLO's names are DNS labels of at most 63 characters; those of workloads may be longer, and have dots. */
function label(name: string): string {
  const flat = name.replaceAll('.', '-');
  if (flat.length <= LONGEST && flat === name) return name;
  return `${flat.slice(0, 54).replace(/-+$/, '')}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}
