import type { Construct } from 'constructs';
import { isPlain } from '../parts/record';
import { refuse } from '../parts/refuse';
import type { ServicePort } from '../parts/service-port';
import { shown } from '../parts/shown';
import type { WebServiceOptions } from './props';

/** A port that serves metrics in Prometheus' format. */
export interface MetricsPort {
  readonly port: ServicePort;

  /** The path, such as `/metrics`. */
  readonly path: string;
}

const PATH = '/metrics';

/** The port and the path of a service's metrics, undefined without them. */
export function metricsPort(
  { metrics }: Pick<WebServiceOptions, 'metrics'>,
  ports: Readonly<Record<string, ServicePort>>,
): MetricsPort | undefined {
  if (!isPlain(metrics as unknown) || metrics === undefined) return undefined;
  const port = ports[metrics.port ?? Object.keys(ports)[0] ?? ''];
  return port && { port, path: metrics.path ?? PATH };
}

/** Refuses metrics at a port that the service doesn't have, and an invalid path. */
export function requireMetrics(construct: Construct, { metrics, ports }: WebServiceOptions): void {
  if (metrics === undefined) return;
  if (!isPlain(metrics as unknown)) {
    refuse(construct, {
      setting: 'metrics',
      message: `must be an object, got ${shown(metrics)}`,
      fix: "write an object such as { path: '/metrics' }",
    });
    return;
  }
  const { port, path = PATH } = metrics;
  const names = Object.keys(ports ?? {});
  if (names.length === 0 || (port !== undefined && !names.includes(port))) {
    const message = `must be one of ports, got ${shown(port)}`;
    refuse(construct, {
      setting: 'metrics.port',
      message,
      fix: names.length > 0 ? `write ${names.map(shown).join(' or ')}` : 'add a port to ports',
    });
  }
  if (typeof path !== 'string' || !/^\/[\x21-\x7e]*$/.test(path)) {
    const message = `must be a path that begins with '/' and has no spaces, got ${shown(path)}`;
    refuse(construct, { setting: 'metrics.path', message, fix: 'write a path such as /metrics' });
  }
}
