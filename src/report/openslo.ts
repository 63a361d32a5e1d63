import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { BudgetVerdict, Range, ServiceResult, Verdict } from '../availability';
import { type BurnRate, budgetMinutes, burnRates } from '../manifests/burn-rates';
import type { ObjectIdentity } from '../manifests/diagnostic';
import { percentageOf } from '../manifests/percentage';
import { yamlTextOf } from '../manifests/yaml/writer';
import { minutes, minutesWithRange } from './amounts';

/** The characters of a name, and of the name that is displayed. */
const LONGEST = 63;

/** The promise of a service, for whoever measures and alerts. */
export interface ServiceObjective extends ObjectIdentity {
  /** The folder of its environment, where a folder with several was read. */
  readonly environment?: string;

  /** A fraction, such as 0.9995. */
  readonly target: number;

  /** The window in which the budget is counted. */
  readonly window: '30d';

  /** The minutes in that window in which every request may fail. */
  readonly budgetMinutes: number;

  /** When to alert. */
  readonly burnRates: readonly BurnRate[];

  /** Whether the promise is kept; undefined without a topology. */
  readonly judged?: JudgedPromise;
}

/** What `nines check` says of a promise: it concerns a year. */
export interface JudgedPromise {
  /** Whether the structure survives every single failure. */
  readonly structure: Verdict;

  /** Whether what a year costs is within what the target allows. */
  readonly budget: BudgetVerdict;

  /** Minutes a year that it costs. */
  readonly minutesPerYear: Range;

  /** Minutes a year that the target allows. */
  readonly allowedPerYear: number;
}

/**
 * The objective of a service with a target.
 *
 * @param result what was judged of it
 */
export function objectiveOf(
  { kind, namespace, name, environment }: Pick<ServiceObjective, 'kind' | 'namespace' | 'name' | 'environment'>,
  target: number,
  result?: Pick<ServiceResult, 'verdict' | 'downtime'>,
): ServiceObjective {
  return {
    kind,
    namespace,
    name,
    ...(environment === undefined ? {} : { environment }),
    target,
    window: '30d',
    budgetMinutes: budgetMinutes(target),
    burnRates: burnRates(target),
    ...(result === undefined ? {} : judgedBy(result)),
  };
}

function judgedBy({ verdict, downtime }: Pick<ServiceResult, 'verdict' | 'downtime'>): Pick<ServiceObjective, 'judged'> {
  const { verdict: budget, sum, allowed } = downtime;
  if (budget === undefined || allowed === undefined) return {};
  return { judged: { structure: verdict, budget, minutesPerYear: sum, allowedPerYear: allowed } };
}

/**
 * An SLO of OpenSLO v1. It refers to the service level indicator by the name `<namespace>-<name>-requests`, after that of the environment where there are several:
 * where requests are counted is no part of any manifest.
 *
 * @see https://github.com/OpenSLO/OpenSLO
 */
export function openSlo(objective: ServiceObjective, id = plainIdOf(objective)): object {
  const { name, environment, target, window } = objective;
  const displayName = environment === undefined ? name : `${name} (${basename(environment)})`;
  return {
    apiVersion: 'openslo/v1',
    kind: 'SLO',
    metadata: { name: label(id), displayName: displayName.length <= LONGEST ? displayName : `${displayName.slice(0, LONGEST - 3)}...` },
    spec: {
      description: descriptionOf(objective),
      service: label(environment === undefined ? name : `${basename(environment)}-${name}`),
      indicatorRef: label(`${id}-requests`),
      timeWindow: [{ duration: window, isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [{ displayName: 'requests that succeed', target }],
    },
  };
}

function descriptionOf({ target, budgetMinutes, judged }: ServiceObjective): string {
  const promise = `${percentageOf(target)} of requests succeed: an error budget of ${minutes(budgetMinutes)} minutes in 30 days.`;
  if (judged === undefined) return `${promise} Whether it is kept was not judged.`;
  const { structure, budget, minutesPerYear, allowedPerYear } = judged;
  const cost = `a year is expected to cost ${minutesWithRange(minutesPerYear)} of the ${minutes(allowedPerYear)} minutes that it allows`;
  return `${promise} Structure: ${structure}. Error budget of a year: ${budget}, since ${cost}; one failure can spend the 30 days that hold it.`;
}

/** The SLOs of some objectives as YAML documents. */
export function openSloText(objectives: readonly ServiceObjective[]): string {
  const ids = idsOf(objectives);
  return objectives.map((it, at) => `---\n${yamlTextOf(openSlo(it, ids[at] as string))}`).join('');
}

function plainIdOf({ environment, namespace, name }: ServiceObjective): string {
  return [environment === undefined ? '' : basename(environment), namespace, name].filter((it) => it !== '').join('-');
}

/** A name for each: `shop-backend`, `production-shop-backend`. Names that would be the same have their kind and a hash of their identity. */
function idsOf(objectives: readonly ServiceObjective[]): readonly string[] {
  const plain = objectives.map(plainIdOf);
  return plain.map((id, at) => {
    const { kind, environment, namespace, name } = objectives[at] as ServiceObjective;
    const isTaken = plain.filter((it) => it === id).length > 1;
    return isTaken ? `${id}-${kind.toLowerCase()}-${hashOf([environment, kind, namespace, name].join('/'))}` : id;
  });
}

/** OpenSLO's names are DNS labels of at most 63 characters; those of workloads may be longer, and have dots. */
function label(name: string): string {
  const flat = name.replaceAll('.', '-');
  if (flat.length <= LONGEST && flat === name) return name;
  return `${flat.slice(0, 54).replace(/-+$/, '')}-${hashOf(name)}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
