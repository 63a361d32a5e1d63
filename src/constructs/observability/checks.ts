import type { RequestMetrics } from '../parts/request-counts';
import { shown } from '../parts/shown';
import type { RuleSources } from './rules';
import type { Watched } from './watched';

/** Why alerts would be missing or wrong, and what to write; empty if nothing is wrong. */
export function alertProblems(watched: Watched, { requests, cluster }: Pick<RuleSources, 'requests' | 'cluster'>): string[] {
  const unexported = cluster ? [] : watched.workloads.filter(({ isElasticsearch }) => isElasticsearch);
  return [
    ...unexported
      .slice(0, 1)
      .map(
        ({ name }) =>
          `alerts on Elasticsearch ${shown(name)} need its exporter; write metrics: true, and pass elasticsearch with a login MONITORING_LOGIN`,
      ),
    ...(requests ? indistinguishable(watched, requests) : []),
  ];
}

/** An entry point may cut names: AWS' load balancer controller keeps eight characters of each. */
function indistinguishable({ workloads }: Watched, requests: RequestMetrics): string[] {
  const services = workloads.flatMap(({ publicServices }) => publicServices);
  const first = new Map<string, string>();
  return services.flatMap((service) => {
    const key = JSON.stringify(requests.counts(service).all[0]);
    const same = first.get(key);
    if (same === undefined) first.set(key, service.name);
    return same === undefined || same === service.name
      ? []
      : [
          `the entry point's metrics can't tell the requests to ${shown(same)} and ${shown(service.name)} apart; rename one, with other first eight letters or digits for AWS' load balancer, or write alerts: { budgets: false }`,
        ];
  });
}
