import { type BurnRate, burnRates } from '../../manifests/burn-rates';
import { percentageOf } from '../../manifests/percentage';
import type { RequestCounts, RequestMetrics } from '../parts/request-counts';
import type { Alert, Rule } from './alert';
import { anySelector, errorRatio } from './promql';
import type { WatchedWorkload } from './watched';

/** Windows of two hours and more change slowly, and read many samples. */
const LONG = new Set(['2h', '6h', '1d', '3d']);

/** A workload with a service level objective, and how the entry point counts its requests. */
export interface Promised {
  readonly workload: WatchedWorkload;
  readonly target: number;
  readonly counts: RequestCounts;
}

/** Workloads with a target whose requests the entry point counts. */
export function promisedIn(workloads: readonly WatchedWorkload[], metrics: RequestMetrics): readonly Promised[] {
  return workloads.flatMap((workload) => {
    const { target, publicServices } = workload;
    // A target of 100% has no budget that could burn.
    if (target === undefined || target >= 1 || publicServices.length === 0) return [];
    const counts = publicServices.map((service) => metrics.counts(service));
    const [first] = counts;
    if (!first) return [];
    return [
      {
        workload,
        target,
        counts: { type: first.type, all: counts.flatMap(({ all }) => all), failed: counts.flatMap(({ failed }) => failed) },
      },
    ];
  });
}

/** The series of an error ratio, which the alerts read. */
export function ratioSeries({ namespace, name }: WatchedWorkload, window: string): string {
  return `workload:request_errors:ratio_rate${window}{namespace="${namespace}",workload="${name}"}`;
}

/** The rules that record the error ratios of a workload: for short windows, or for long ones. */
export function ratioRules({ workload, target, counts }: Promised, which: 'short' | 'long'): readonly Rule[] {
  const { namespace, name } = workload;
  const windows = new Set(burnRates(target).flatMap(({ shortWindow, longWindow }) => [shortWindow, longWindow]));
  return [...windows]
    .filter((window) => LONG.has(window) === (which === 'long'))
    .map((window) => ({
      record: `workload:request_errors:ratio_rate${window}`,
      expr: errorRatio(counts, window) as never,
      labels: { namespace, workload: name },
    }));
}

/** An alert for each rate at which the budget of 30 days burns too fast, and one for missing metrics, without which none of these would ever fire. */
export function budgetAlerts({ workload, target, counts }: Promised): readonly Alert[] {
  const { namespace, name } = workload;
  return [...burnRates(target).map((rate) => burnAlert(workload, target, rate)), missingAlert(namespace, name, counts)];
}

function burnAlert(workload: WatchedWorkload, target: number, rate: BurnRate): Alert {
  const { severity, burnRate, longWindow, shortWindow, errorRatio: most } = rate;
  const { namespace, name } = workload;
  return {
    name: 'ErrorBudgetBurn',
    expr: `${ratioSeries(workload, longWindow)} > ${most} and ${ratioSeries(workload, shortWindow)} > ${most}`,
    severity,
    labels: { namespace, workload: name, window: longWindow },
    summary: `{{ $value | humanizePercentage }} of the requests to ${name} failed in ${longWindow}: more than ${burnRate} times what its service level objective of ${percentageOf(target)} allows`,
    runbook: 'budget',
  };
}

function missingAlert(namespace: string, name: string, { all }: RequestCounts): Alert {
  const [first] = all;
  return {
    name: 'RequestMetricsMissing',
    expr: first ? `absent(${anySelector(first)})` : 'vector(1)',
    lasting: '30m',
    severity: 'ticket',
    labels: { namespace, workload: name },
    summary: `The entry point has had no metrics of requests to ${name} for 30 minutes: alerts on its error budget can't fire`,
    runbook: 'missing',
  };
}
