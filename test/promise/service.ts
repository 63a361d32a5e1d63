import { type App, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { type Availability, type Platform, WebService } from '../../src';
import { zoned } from '../platforms';

/** What differs from a service whose promise holds. */
interface Difference {
  readonly platform?: Platform;
  readonly availability?: Availability | 'none';
  readonly single?: true;
}

/** A web service that promises 99.95% and, unless it is single, keeps it in three zones of two nodes. */
export function web(scope: Construct, name: string, { platform = zoned(), availability = '99.95%', single }: Difference = {}): WebService {
  const resources = { cpu: Cpu.millis(100), memory: Size.mebibytes(128) };
  const common = {
    platform,
    name,
    image: `registry.example/${name}:1.0.0`,
    ports: { http: 8080 },
    resources,
    ...(availability !== 'none' && { availability }),
  };
  if (single) return new WebService(scope, name, { ...common, accept: 'single-replica', because: 'a test' });
  return new WebService(scope, name, { ...common, replicas: 3, needed: 2 });
}

/** An empty chart of the namespace `shop`. */
export function chartIn(app: App, id: string, namespace = 'shop'): Chart {
  return new Chart(app, id, { namespace });
}

/** What an app's synth throws, line by line; none where it throws nothing. */
export function refusal(synth: () => unknown): readonly string[] {
  try {
    synth();
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}
