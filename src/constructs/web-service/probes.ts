import { k8s } from 'cdk8s-plus-27';

/**
 * Whether a container has started, can serve, and is alive, asked at a port.
 *
 * @param health the path that answers when it can serve. Default: a connection is enough
 */
export function probes(port: string, health?: string): Pick<k8s.Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  const at = k8s.IntOrString.fromString(port);
  const accepts = { tcpSocket: { port: at } };
  const serves = health === undefined ? accepts : { httpGet: { path: health, port: at } };
  return {
    // Two minutes to start before the liveness probe counts.
    startupProbe: { ...serves, periodSeconds: 2, failureThreshold: 60 },
    readinessProbe: { ...serves, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 2 },
    // Slower than readiness and never on the health path: a dependency's outage must not restart every pod.
    livenessProbe: { ...accepts, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
  };
}
