import { downtimeOf, idsOf, ingress, quiet, row, service, web } from './table';

const busy = {
  ...quiet,
  releases: { perYear: 52, failing: '0%', notice: '0s', recover: '0s', source: 'own record' },
  plannedWork: { drainsPerYear: 24, away: '5m', source: 'own record' },
};
const stop = (hook: unknown) => web({}, { lifecycle: { preStop: hook } });
const minutes = (object: unknown, id = 'rollout', ...others: unknown[]) =>
  row(downtimeOf([object, service(), ...others], busy), id).minutes;

test('a pod that ends is sent requests for two seconds more', () => {
  // 52 releases x 3 pods x 1/3 x 2 s; 24 drains likewise
  expect(minutes(web()).value).toBeCloseTo((52 * 2) / 60, 12);
  expect(minutes(web(), 'drain').value).toBeCloseTo((24 * 2) / 60, 12);
});

test.each([
  ['the sleep action', { sleep: { seconds: 10 } }],
  ['a command', { exec: { command: ['sleep', '10'] } }],
])('%s that lasts longer covers that', (_, hook) => {
  expect(minutes(stop(hook))).toEqual({ value: 0, low: 0, high: 0 });
});

test('a shorter one leaves the rest', () => {
  expect(minutes(stop({ sleep: { seconds: 1 } })).value).toBeCloseTo(52 / 60, 12);
});

test('one that outlasts the grace period ends with it', () => {
  const pod = web({ pod: { terminationGracePeriodSeconds: 1 } }, { lifecycle: { preStop: { sleep: { seconds: 20 } } } });
  expect(minutes(pod).value).toBeCloseTo(52 / 60, 12);
});

test('of a hook that does something else nobody knows', () => {
  const { low, value } = minutes(stop({ exec: { command: ['/stop'] } }));
  expect([low, value]).toEqual([0, expect.closeTo((52 * 2) / 60, 12)]);
});

test('a load balancer takes longer to hear of it', () => {
  const alb = ingress('alb', { 'alb.ingress.kubernetes.io/target-type': 'ip' });
  expect(minutes(web(), 'rollout', alb).value).toBeCloseTo((52 * 10) / 60, 12);
  // 25 s were enough where somebody tried; 20 s are 5 too few at the upper end.
  expect(minutes(stop({ sleep: { seconds: 20 } }), 'rollout', alb)).toEqual({ value: 0, low: 0, high: expect.closeTo((52 * 5) / 60, 12) });
  expect(minutes(stop({ sleep: { seconds: 25 } }), 'rollout', alb).high).toBe(0);
});

test('Recreate stops all pods until the new ones have started', () => {
  expect(minutes(web({ spec: { strategy: { type: 'Recreate' } } })).value).toBeCloseTo((52 * 30) / 60, 12);
});

test('without a readiness probe each new pod is sent requests before it listens', () => {
  // (52 releases + 24 drains) x 3 pods x 1/3 x 30 s
  expect(minutes(web({}, { readinessProbe: undefined }), 'no-readiness-probe').value).toBeCloseTo((76 * 30) / 60, 12);
  expect(idsOf(downtimeOf([web(), service()], busy))).not.toContain('no-readiness-probe');
});
