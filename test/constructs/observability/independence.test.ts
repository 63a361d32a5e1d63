import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { ApplicationQuota, IngressClass, type ObservabilityOptions, Platform, prove } from '../../../src';
import { skipProof } from '../../../src/promise/runs-on';
import { shopIn } from '../../fixtures/manifests';
import { observedEnvironments } from '../../fixtures/shop/observed';
import { chartOf, find, manifestsOf } from '../../objects';
import { observe } from './observed';

const platform = Platform.digitalOcean({
  kubernetes: '1.36',
  region: 'fra1',
  nodes: { count: 3, cpu: Cpu.units(4), memory: Size.gibibytes(16) },
  ingress: IngressClass.traefik(),
});
const none: ObservabilityOptions = {};
const everything: ObservabilityOptions = { metrics: true, alerts: true };

test('what is proved of each service is the same with and without observability', () => {
  const proofOf = (options: ObservabilityOptions, name: string) => {
    const chart = chartOf();
    skipProof(chart.node.root);
    observe(chart, IngressClass.traefik(), options);
    return prove(chart, platform).service(name);
  };
  for (const name of ['backend', 'elasticsearch']) {
    expect(proofOf(none, name).minutesPerYear).toBeGreaterThan(0);
    expect(proofOf(everything, name)).toEqual(proofOf(none, name));
  }
});

test('the quota counts the exporter: its pod, the one that replaces it, and one that terminates', () => {
  const hard = (options: ObservabilityOptions) => {
    const manifests = manifestsOf((chart) => {
      new ApplicationQuota(chart, 'quota', { platform });
      observe(chart, IngressClass.traefik(), options);
    });
    const spec = find(manifests, 'ResourceQuota', 'application')['spec'] as { hard: Record<string, string> };
    return Number.parseInt(spec.hard['requests.cpu'] ?? '', 10);
  };
  expect(hard(everything) - hard(none)).toBe(3 * 50);
});

test.each(observedEnvironments)('all that observes $plain.name fits, and changes no proof of what it observes', ({ plain, observed }) => {
  const [before, after] = [shopIn(plain), shopIn(observed)];
  expect(after.problems).toEqual([]);
  const said = ({ services }: typeof before) => services.map(({ service, verdict, minutesPerYear }) => [service, verdict, minutesPerYear]);
  expect(said(before).length).toBe(3);
  expect(said(after)).toEqual(expect.arrayContaining(said(before)));
});
