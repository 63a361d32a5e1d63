import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Identity } from '../../parts/labels';
import { namespaceOf } from '../../parts/namespace';
import { admit } from '../../parts/network-policy';
import type { Settings } from '../options';
import { prometheusPeer } from '../service-monitor';
import { METRICS_NAME } from './collector';
import { METRICS_PORT } from './collector-config';

type PodMonitorSpec = import('@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PodMonitorSpec', { with: {
  'resolution-mode': 'import',
}}).IPodMonitorSpec;

/** Lets Prometheus ask each collector for its own metrics: a PodMonitor, since no Service leads to them, and a NetworkPolicy. */
export function podMonitor(
  scope: Construct,
  { name, labels, selector }: Identity,
  prometheus: Settings['prometheus'],
): readonly ApiObject[] {
  const spec: PodMonitorSpec = {
    selector: { matchLabels: { ...selector } },
    podMetricsEndpoints: [{ port: METRICS_NAME, interval: '30s' } as NonNullable<PodMonitorSpec['podMetricsEndpoints']>[number]],
  };
  const monitor = new ApiObject(scope, 'monitor', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name, namespace: namespaceOf(scope), labels: { ...labels, ...prometheus.labels } },
    spec,
  });
  const port = { service: name, name: METRICS_NAME, number: METRICS_PORT, selector, workload: `DaemonSet/${name}` };
  return [monitor, ...admit(scope, 'prometheus', [prometheusPeer(prometheus)], [port])];
}
