/* Pods that are ready and fail their requests: what the constructs write is what the table reads, and a simulation sends the requests one by one. */
import { k8s } from 'cdk8s-plus-27';
import { GatewayClass, IngressClass, type Protection } from '../../../src';
import type { Risk, Topology } from '../../../src/availability';
import { manifestsOf } from '../../objects';
import { episodeMinutes } from './simulation/episodes';
import { downtimeOf, idsOf, quiet, row, service, web } from './table';

const fault = { mtbf: '8766h', mttr: '30m', source: 'test' } as const;
const topology: Topology = { ...quiet, pods: { crash: 'never', fault } };
const EVENTS = (3 * 8766) / 8766.5;

function faultBehind(entry: IngressClass | GatewayClass, protection?: Protection): Risk {
  const manifests = manifestsOf((chart) => {
    new k8s.KubeService(chart, 'web', { metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } });
    const to = { service: 'web', name: 'http', number: 80, selector: { app: 'web' }, workload: 'Deployment/web' };
    entry.publish(chart, { routes: [{ path: '/', to, protection }], hosts: [] });
  });
  return row(downtimeOf([web(), ...manifests], topology), 'pod-fault');
}

test('a third of the requests fails until the pod is restarted, and without a rate there is no row', () => {
  expect(row(downtimeOf([web(), service()], topology), 'pod-fault').minutes.value).toBeCloseTo((EVENTS / 3) * 30, 9);
  expect(idsOf(downtimeOf([web(), service()]))).not.toContain('pod-fault');
  expect(faultBehind(IngressClass.haproxy()).share).toMatchObject({ value: 1 / 3, low: 1 / 3, high: 1 / 3, basis: 'manifests' });
});

test.each<[string, IngressClass | GatewayClass, Protection, number]>([
  ['HAProxy repeats at another pod', IngressClass.haproxy(), { retry: [503] }, 0.1],
  ['HAProxy takes it out for the time of three checks', IngressClass.haproxy(), { outlier: {} }, 0.25],
  ['HAProxy does both', IngressClass.haproxy(), { outlier: {}, retry: [503] }, 0.1],
  ['F5 NGINX repeats at another pod', IngressClass.f5Nginx(), { retry: [503] }, 0.1],
  ['Traefik repeats at the next pod', IngressClass.traefik(), { retry: [503] }, 0.4],
  ['ingress-nginx repeats at the next pod', IngressClass.nginx(), { retry: [503] }, 0.4],
  ['Envoy Gateway takes it out', GatewayClass.envoy(), { outlier: {} }, 5 / 35],
  ['a circuit breaker saves no request', IngressClass.traefik(), { circuitBreaker: {} }, 1],
  ['nobody knows what an ALB does', IngressClass.alb(), { outlier: {} }, 1],
])('%s', (_, entry, protection, left) => {
  expect(faultBehind(entry, protection).share.value).toBeCloseTo(left / 3, 9);
});

test('a range says what is assumed: with HAProxy from none to the half that nobody repeats', () => {
  const { share } = faultBehind(IngressClass.haproxy(), { retry: [503] });
  expect(share).toMatchObject({ low: 0, basis: 'assumption' });
  expect(share.high).toBeCloseTo(1 / 6, 9);
});

describe('requests one by one', () => {
  const seconds = 1800;
  const simulated = (begin: Parameters<typeof episodeMinutes>[0][number]['begin'], rate: number, years = 60) =>
    episodeMinutes([{ perYear: EVENTS, lasts: seconds, begin }], { years, rate }).mean;

  test('nine of ten requests are repeated', () => {
    const failed = simulated((random) => () => random() < 1 / 3 && random() < 0.1, 1);
    const { minutes } = faultBehind(IngressClass.haproxy(), { retry: [503] });
    expect(failed / minutes.value).toBeGreaterThan(0.9);
    expect(failed / minutes.value).toBeLessThan(1.1);
  });

  test('Envoy counts five failures in a row, one a second, and then pauses', () => {
    const begin = (random: () => number) => {
      let [row, out] = [0, 0];
      return (sent: number) => {
        if (sent < out || random() >= 1 / 3) return false;
        row++;
        if (row < 5) return true;
        [row, out] = [0, sent + 30];
        return true;
      };
    };
    // Three a second, of which one meets the pod.
    const failed = simulated(begin, 3);
    const { minutes } = faultBehind(GatewayClass.envoy(), { outlier: {} });
    expect(failed / minutes.value).toBeGreaterThan(0.9);
    expect(failed / minutes.value).toBeLessThan(1.1);
  });
});
