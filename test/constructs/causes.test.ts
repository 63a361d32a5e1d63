import { Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import {
  ApplicationQuota,
  Elasticsearch,
  type Platform,
  PublicIngress,
  Storage,
  synthesisOf,
  WebService,
  type WebServiceProps,
} from '../../src';
import { diagnosticText } from '../../src/report/diagnostics';
import { chartOf } from '../objects';
import { zoned } from '../platforms';

const options = {
  platform: zoned(),
  name: 'shelf',
  image: 'registry.example/shelf:1.0.0',
  ports: { http: 8080 },
  resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
  replicas: 3,
} satisfies WebServiceProps<'http'>;

/** All that is told of one service. */
function problems(change: Partial<WebServiceProps<'http'>>): string[] {
  const build = (app: Construct) => {
    const chart = new Chart(app, 'production', { namespace: 'shop' });
    new WebService(chart, 'shelf', { ...options, ...change } as WebServiceProps<'http'>);
    return chart;
  };
  return synthesisOf({ name: 'production', platform: zoned() }, build).problems.map(diagnosticText);
}

test.each<[string, Partial<WebServiceProps<'http'>>, string]>([
  [
    'replicas that are too many, and not a maximum below them',
    { replicas: 1e9, maxReplicas: 6 },
    'replicas must fit on the nodes of aws, which hold 114 such pods when empty, got 1000000000; run fewer pods, reduce their requests, or add nodes',
  ],
  [
    'replicas that are no number of pods, and not a maximum beside them',
    { replicas: 1.5, maxReplicas: 6 },
    "replicas must be a whole number of 2 or more, got 1.5; for one instance write accept: 'single-replica' and because",
  ],
])('of a cause and its consequence the cause is told: %s', (_, change, problem) => {
  expect(problems(change)).toEqual([`error: 'production/shelf': ${problem}`]);
});

const port = { service: 'backend', name: 'api', number: 8080, selector: { app: 'backend' }, workload: 'Deployment/backend' };
const cluster = { storageClassName: 'retain', version: '9.5.6', masters: 3, storage: Size.gibibytes(10) } as const;
const makers: Readonly<Record<string, (scope: Construct, platform: Platform) => Construct>> = {
  'web service': (scope, platform) => new WebService(scope, 'made', { ...options, platform }),
  elasticsearch: (scope, platform) => new Elasticsearch(scope, 'made', { ...cluster, platform }),
  'public ingress': (scope, platform) => new PublicIngress(scope, 'made', { platform, routes: [{ path: '/', to: port }] }),
  storage: (scope, platform) => new Storage(scope, 'made', { platform }),
  'application quota': (scope, platform) => new ApplicationQuota(scope, 'made', { platform }),
};

test.each(Object.keys(makers))('%s refuses what isn’t a platform', (kind) => {
  for (const [platform, got] of [
    [{}, '{}'],
    [undefined, 'nothing'],
    [{ name: 'mine', topology: {}, storage: {} }, '{"name":"mine","topology":{},"storage":{}}'],
  ] as const) {
    expect(() => makers[kind]?.(chartOf(), platform as never)).toThrow(
      new Error(`${kind} 'test/made': platform must be a Platform, got ${got}; write for example Platform.minikube({ kubernetes })`),
    );
  }
});

test('an environment without a platform is told of that alone', () => {
  const build = (app: Construct) => {
    const chart = new Chart(app, 'production', { namespace: 'shop' });
    new Storage(chart, 'storage', { platform: {} as never });
    return chart;
  };
  expect(synthesisOf({ name: 'production', platform: {} as never }, build).problems.map(diagnosticText)).toEqual([
    'error: production: platform: must be a Platform, got {}; write for example Platform.minikube({ kubernetes })',
  ]);
});
