import { ApiObject, Chart, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { componentLabel } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import type { PlatformFacts } from '../parts/platform-facts';
import { alertProblems } from './checks';
import type { ExportedCluster } from './elasticsearch-alerts';
import type { Settings } from './options';
import { type RuleSources, ruleGroups } from './rules';
import { watchedIn } from './watched';

/** The rules about the application, written when the chart is complete. */
export function prometheusRule(
  scope: Construct,
  platform: PlatformFacts,
  { alerts, prometheus }: Settings,
  cluster?: Omit<ExportedCluster, 'snapshotHours'>,
): ApiObject | undefined {
  if (!alerts) return undefined;
  const namespace = namespaceOf(scope);
  const sources: RuleSources = {
    requests: alerts.budgets ? platform.ingress.requestMetrics : undefined,
    cluster: cluster && { ...cluster, snapshotHours: alerts.snapshotHours },
    runbooks: alerts.runbooks,
  };
  const watched = () => watchedIn(Chart.of(scope), namespace);
  scope.node.addValidation({ validate: () => alertProblems(watched(), sources) });
  return new ApiObject(scope, 'prometheus-rule', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'application', namespace, labels: { ...componentLabel('alerts'), ...prometheus.labels } },
    spec: { groups: Lazy.any({ produce: () => ruleGroups(watched(), sources) }) },
  });
}
