import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { IngressClass } from '../../../../src';
import type { Series } from '../../../../src/constructs/parts/request-counts';
import { sendEach } from './client';
import { manifestsFor } from './entry';
import { startHaproxy } from './haproxy';
import { failing, ok, Pod } from './pods';
import { startTraefik } from './traefik';
import { until } from './until';

/** One line of what an entry point exports. */
interface Sample {
  readonly metric: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** Source: prometheus.io, Exposition formats. No value of a label here has a quotation mark. */
function samplesOf(exposition: string): Sample[] {
  return exposition.split('\n').flatMap((line) => {
    const [, metric = '', labels = '', value] = /^(\w+)\{(.*)\} (\S+)$/.exec(line) ?? [];
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', each = '']) => [name, each] as const);
    return value === undefined ? [] : [{ metric, labels: new Map(pairs), value: Number(value) }];
  });
}

/** The sum of the samples that Prometheus would select. */
function sum(samples: readonly Sample[], selected: readonly Series[]): number {
  const isSelected = ({ metric, labels }: Sample) =>
    selected.some(
      (series) =>
        series.metric === metric &&
        Object.entries(series.labels ?? {}).every(([name, value]) => labels.get(name) === value) &&
        Object.entries(series.matching ?? {}).every(([name, value]) => new RegExp(`^(?:${value})$`).test(labels.get(name) ?? '')),
    );
  return samples.filter(isSelected).reduce((total, { value }) => total + value, 0);
}

function metricsAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/metrics', agent: false }, (response) => text(response).then(resolve, reject)).on(
      'error',
      reject,
    );
  });
}

const backend = { namespace: 'shop', name: 'backend', ports: ['api'], ingresses: ['public'], rules: [] };

test.each([
  { name: 'Traefik', ingressClass: IngressClass.traefik(), start: startTraefik },
  { name: 'HAProxy', ingressClass: IngressClass.haproxy(), start: startHaproxy },
])('$name counts the requests that the alerts read, by its own metrics', async ({ ingressClass, start }) => {
  const pods = await Promise.all([ok, failing].map((behave) => Pod.start(behave)));
  const proxy = await start(
    manifestsFor(ingressClass),
    pods.map(({ port }) => port),
  );
  try {
    await sendEach(proxy.port, 20);
    const counts = ingressClass.requestMetrics?.counts(backend);
    let samples: Sample[] = [];
    // A request may be counted after it was answered.
    await until(async () => {
      // The provider of files is the only one here.
      samples = samplesOf((await metricsAt(proxy.metrics)).replaceAll('@file"', '@kubernetes"'));
      return sum(samples, counts?.all ?? []) >= 20;
    }, `${proxy.metrics} counts 20 requests`);
    expect(sum(samples, counts?.all ?? [])).toBe(20);
    expect(sum(samples, counts?.failed ?? [])).toBe(10);
  } finally {
    await proxy.stop();
    for (const pod of pods) pod.stop();
  }
});
