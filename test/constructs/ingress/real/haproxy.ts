import type { Manifest } from '../../../../src';
import { find } from '../../../objects';
import { freePort, isListening, type RunningProxy, startProxy } from './proxy';

/** What the controller calls the port `api` of the Service. */
const BACKEND = 'shop_svc_backend_api';

type Ports = Pick<RunningProxy, 'port' | 'metrics'>;

/** Starts HAProxy with what the construct wrote for a Service `backend`, as the controller places it, and these ports as its pods. */
export function startHaproxy(manifests: readonly Manifest[], pods: readonly number[]): Promise<RunningProxy> {
  return start(manifests, pods, []);
}

/**
 * The same with health checks an hour apart. One that succeeds resets the failures that HAProxy has counted, so that with checks every two seconds a count
 * would depend on when they happen.
 */
export function startHaproxyUnchecked(manifests: readonly Manifest[], pods: readonly number[]): Promise<RunningProxy> {
  return start(manifests, pods, ['default-server inter 1h']);
}

async function start(manifests: readonly Manifest[], pods: readonly number[], more: readonly string[]): Promise<RunningProxy> {
  const [port, metrics] = [await freePort(), await freePort()];
  return startProxy('haproxy', {
    configuration: configuration(manifests, pods, { port, metrics }, more),
    options: (file) => ['-db', '-f', file],
    port,
    metrics,
    isReady: () => isListening(port),
  });
}

/** Its defaults: pkg/haproxy of github.com/haproxytech/kubernetes-ingress. The snippet stands before the servers, and a Service's annotation first. */
function configuration(manifests: readonly Manifest[], pods: readonly number[], { port, metrics }: Ports, more: readonly string[]): string {
  const read = (name: string) =>
    ['Service/backend', 'Ingress/public'].flatMap((object) => {
      const [kind, of] = object.split('/') as [string, string];
      return find(manifests, kind, of).metadata.annotations?.[`haproxy.org/${name}`] ?? [];
    })[0];
  const lines = [
    'defaults',
    'mode http',
    'timeout connect 5s',
    'timeout client 50s',
    'timeout server 50s',
    'frontend web',
    `bind 127.0.0.1:${port}`,
    `default_backend ${BACKEND}`,
    'frontend stats',
    `bind 127.0.0.1:${metrics}`,
    'http-request use-service prometheus-exporter if { path /metrics }',
    `backend ${BACKEND}`,
    'balance roundrobin',
    'default-server check',
    `timeout server ${read('timeout-server') ?? '50s'}`,
    ...(read('backend-config-snippet') ?? '').split('\n'),
    ...more,
    ...pods.map((pod, index) => `server SRV_${index + 1} 127.0.0.1:${pod}`),
  ];
  return `${lines.join('\n')}\n`;
}
