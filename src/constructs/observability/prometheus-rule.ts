import { ApiObject, Chart, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { componentLabel } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import { alertProblems } from './checks';
import type { Settings } from './options';
import { type RuleSources, ruleGroups } from './rules';
import { watchedIn } from './watched';

/** The rules about the application, written when the chart is complete. */
export function prometheusRule(scope: Construct, { alerts, prometheus }: Settings, sources: RuleSources): ApiObject | undefined {
  if (!alerts) return undefined;
  const namespace = namespaceOf(scope);
  const watched = () => watchedIn(Chart.of(scope), namespace);
  scope.node.addValidation({ validate: () => alertProblems(watched(), sources) });
  return new ApiObject(scope, 'prometheus-rule', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'application', namespace, labels: { ...componentLabel('alerts'), ...prometheus.labels } },
    spec: { groups: Lazy.any({ produce: () => ruleGroups(watched(), sources) }) },
  });
}
