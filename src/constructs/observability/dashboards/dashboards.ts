import { Chart, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { fromManifest } from '../../parts/kube-object';
import { componentLabel } from '../../parts/labels';
import { namespaceOf } from '../../parts/namespace';
import { promisedIn } from '../budget-alerts';
import type { Settings } from '../options';
import type { RuleSources } from '../rules';
import { type Watched, watchedIn } from '../watched';
import { elasticsearchDashboard } from './elasticsearch-dashboard';
import { grafanaJson, requireSdk } from './grafana';
import type { Dashboard } from './panel';
import { workloadDashboard } from './workload-dashboard';

/** The dashboards of the application, written when the chart is complete: one ConfigMap, which Grafana's sidecar reads. */
export function dashboards(scope: Construct, { dashboards: options }: Settings, sources: RuleSources): k8s.KubeConfigMap | undefined {
  if (!options || !requireSdk(scope)) return undefined;
  const namespace = namespaceOf(scope);
  const produce = () => filesOf(watchedIn(Chart.of(scope), namespace), sources);
  return fromManifest(k8s.KubeConfigMap, scope, 'dashboards', {
    metadata: { name: 'grafana-dashboards', namespace, labels: { ...componentLabel('dashboards'), ...options.labels } },
    data: Lazy.any({ produce }),
  });
}

function filesOf({ namespace, workloads }: Watched, { requests, cluster }: RuleSources): Record<string, string> {
  const promised = requests ? promisedIn(workloads, requests) : [];
  const services = workloads.filter(({ isElasticsearch, name }) => !isElasticsearch && name !== cluster?.exporter);
  const file = (name: string, dashboard: Dashboard) => [`${name}.json`, grafanaJson(dashboard, `${namespace}/${name}`)] as const;
  const nodes = workloads.filter(({ isElasticsearch }) => isElasticsearch);
  return Object.fromEntries([
    ...services.map((workload) =>
      file(
        workload.name,
        workloadDashboard(
          workload,
          promised.find((it) => it.workload === workload),
        ),
      ),
    ),
    ...(cluster ? [file(cluster.name, elasticsearchDashboard(cluster, nodes))] : []),
  ]);
}
