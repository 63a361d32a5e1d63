import { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { componentLabel } from '../parts/labels';
import { namespaceOf } from '../parts/namespace';
import { admit, namespacePeer } from '../parts/network-policy';
import type { MetricsPort } from '../web-service/metrics';
import type { Settings } from './options';

type ServiceMonitorSpec = import('@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitorSpec', { with: {
  'resolution-mode': 'import',
}}).IServiceMonitorSpec;

/** Lets Prometheus scrape a port: a ServiceMonitor, and the NetworkPolicy without which default-deny refuses the connection. */
export function serviceMonitor(
  scope: Construct,
  { port, path }: MetricsPort,
  { prometheus }: Settings,
  scrapeTimeout = '10s',
): readonly ApiObject[] {
  const { service, name } = port;
  const spec: ServiceMonitorSpec = {
    selector: { matchLabels: { ...port.selector } },
    endpoints: [{ port: name, path, interval: '30s', scrapeTimeout } as NonNullable<ServiceMonitorSpec['endpoints']>[number]],
  };
  const monitor = new ApiObject(scope, `${service}-monitor`, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: service, namespace: namespaceOf(scope), labels: { ...componentLabel(service), ...prometheus.labels } },
    spec,
  });
  return [monitor, ...admit(scope, 'prometheus', [prometheusPeer(prometheus)], [port])];
}

/** Prometheus' pods, as a NetworkPolicy refers to them. */
export function prometheusPeer({ namespace, pods }: Settings['prometheus']): k8s.NetworkPolicyPeer {
  return { ...namespacePeer(namespace), podSelector: { matchLabels: { ...pods } } };
}
