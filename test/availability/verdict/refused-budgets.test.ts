import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

function web(bounds: Record<string, unknown>) {
  const deployment = workload({
    annotations: { 'nines.dev/needed': '2' },
    spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
    pod: { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] },
  });
  return judge([deployment, budget(bounds)], zones([2, 2, 2])).services[0];
}

test('a budget with one bound limits evictions', () => {
  expect(web({ maxUnavailable: 1 })?.verdict).toBe('proved');
});

test('a budget with two bounds is refused, so nothing limits evictions', () => {
  const service = web({ maxUnavailable: 1, minAvailable: 2 });
  expect(service?.verdict).toBe('refuted');
  expect(service?.because).toBe(
    'pool upgrade stops it: 3 of 3 replicas may be evicted before their replacements are ready, 2 are needed; no PodDisruptionBudget limits evictions',
  );
});
