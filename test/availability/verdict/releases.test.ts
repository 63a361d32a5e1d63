import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const labelSelector = { matchLabels: { app: 'web' } };
const apart = {
  podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector }] },
};
const ofOneRevision = { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] };
const rolling = { strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } } };

/** The verdict of six replicas over three zones, and what is assumed of their releases. */
function said(nodes: readonly number[], pod: Record<string, unknown>) {
  const documents = [workload({ replicas: 6, annotations: { 'nines.dev/needed': '2' }, spec: rolling, pod }), budget({ minAvailable: 5 })];
  const { services, assumptions } = judge(documents, zones(nodes), { withoutAdvice: true });
  return [
    services[0]?.verdict,
    ...assumptions.flatMap(({ what, value, source }) => (what.endsWith(' releases') ? `${what}: ${value} (${source})` : [])),
  ];
}

const assumed =
  'Deployment/shop/web releases: each begins when the last rolling update has ended (rules count the pods of one revision, while those of all fill the nodes)';

// r1 is 2/2/2. The first pod of r2 fills zone 0, one of r1 in zone 1 goes, and r3 is released: its pods in zones 1 and 2 want a third in zone 0, which is full.
test('a release that begins while another is going on may never end where a spread counts one revision and a node takes one pod', () => {
  expect(said([3, 3, 3], { ...ofOneRevision, affinity: apart })).toEqual(['proved', assumed]);
});

test('a release in the middle of another takes a second pod of a StatefulSet whose pods are made in parallel', () => {
  const data = (podManagementPolicy: string, replicas = 3) =>
    workload({
      kind: 'StatefulSet',
      replicas,
      annotations: { 'nines.dev/needed': String(Math.max(1, replicas - 1)) },
      spec: { podManagementPolicy },
      pod: { topologySpreadConstraints: [spread('zone'), spread('host')] },
    });
  const releases = (value: unknown) =>
    judge([value, budget({ maxUnavailable: 1 })], zones([2, 2, 2]), { withoutAdvice: true }).assumptions.filter(({ what }) =>
      what.endsWith(' releases'),
    );
  expect(releases(data('Parallel'))).toEqual([
    {
      what: 'StatefulSet/shop/web releases',
      value: 'each begins when the last rolling update has ended',
      source: 'with podManagementPolicy Parallel the next one removes pods while one of the last is not ready',
    },
  ]);
  expect(releases(data('OrderedReady'))).toEqual([]);
  expect(releases(data('Parallel', 1))).toEqual([]);
});

test('with room for the pods of all revisions, or rules that count them all, nothing is assumed of releases', () => {
  expect(said([7, 7, 7], { ...ofOneRevision, affinity: apart })).toEqual(['proved']);
  expect(said([3, 3, 3], ofOneRevision)).toEqual(['proved']);
  expect(said([3, 3, 3], { topologySpreadConstraints: [spread('zone')], affinity: apart })).not.toContain(assumed);
});
