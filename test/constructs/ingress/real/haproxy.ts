import type { Manifest } from '../../../../src';
import { find } from '../../../objects';
import { freePort, isListening, type RunningProxy, startProxy } from './proxy';

/** Starts HAProxy with what the construct wrote for a Service `backend`, as the controller places it, and these ports as its pods. */
export async function startHaproxy(manifests: readonly Manifest[], pods: readonly number[]): Promise<RunningProxy> {
  const port = await freePort();
  return startProxy('haproxy', {
    configuration: configuration(manifests, pods, port),
    options: (file) => ['-db', '-f', file],
    port,
    isReady: () => isListening(port),
  });
}

/** Its defaults: pkg/haproxy of github.com/haproxytech/kubernetes-ingress. The snippet stands before the servers, and a Service's annotation first. */
function configuration(manifests: readonly Manifest[], pods: readonly number[], port: number): string {
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
    'default_backend backend',
    'backend backend',
    'balance roundrobin',
    'default-server check',
    `timeout server ${read('timeout-server') ?? '50s'}`,
    ...(read('backend-config-snippet') ?? '').split('\n'),
    ...pods.map((pod, index) => `server SRV_${index + 1} 127.0.0.1:${pod}`),
  ];
  return `${lines.join('\n')}\n`;
}
