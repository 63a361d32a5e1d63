import type { Topology } from '../../../src/cluster/topology';
import { topologies } from '../../../src/platform/topologies';
import { judge } from '../judged';
import { spread, workload, zones } from '../manifests';

const YEAR = 525_960;

/** Two services with the same dependency on the only zone of DigitalOcean. */
const oneZone = [
  workload({ name: 'web', annotations: { 'nines.dev/depends-on': 'Deployment/store' } }),
  workload({ name: 'store', annotations: { 'nines.dev/needed': '2' } }),
];

function found(values: readonly unknown[], topology: Topology, name = 'web') {
  const service = judge(values, topology, { withoutAdvice: true }).services.find((it) => it.service === name);
  if (!service) throw new Error(`no service ${name}`);
  const capacity = service.downtime.risks.find(({ id }) => id === 'capacity')?.minutes.value ?? 0;
  return { capacity, cutSets: service.cutSets.map((it) => ({ ...it, minutes: it.probability * YEAR })) };
}

test('a zone that stops a service and its dependency is listed once', () => {
  const { cutSets } = found(oneZone, topologies.get('digitalocean-3') as Topology);
  expect(cutSets.filter(({ events }) => events.some((it) => it.startsWith('zone data-centre')))).toHaveLength(1);
});

test('the only node of a zone is lost once for a service and its dependency', () => {
  const { capacity, cutSets } = found(oneZone, zones([1]));
  expect(cutSets.map(({ events }) => events)).toEqual(expect.arrayContaining([['zone zone-a'], ['the only node of zone zone-a']]));
  expect(cutSets.filter(({ events }) => events.some((it) => it.includes('node')))).toHaveLength(1);
  expect(cutSets.reduce((sum, { minutes }) => sum + minutes, 0) / capacity).toBeCloseTo(1, 3);
});

test('nodes that are alone in their zones are named as such', () => {
  const pod = (app: string) => ({ topologySpreadConstraints: [spread('zone', { labelSelector: { matchLabels: { app } } })] });
  const { cutSets } = found(
    [
      workload({ name: 'web', annotations: { 'nines.dev/needed': '3', 'nines.dev/depends-on': 'Deployment/store' }, pod: pod('web') }),
      workload({ name: 'store', annotations: { 'nines.dev/needed': '3' }, pod: pod('store') }),
    ],
    zones([1, 1, 1]),
  );
  expect(cutSets.map(({ events }) => events).filter(([first]) => first?.includes('nodes'))).toEqual([
    ['any 1 of 3 nodes, each the only one of its zone'],
  ]);
});

test('the probabilities are those that the row of capacity uses: where a pod may move and may not, its zone is away until it is back', () => {
  const pod = { topologySpreadConstraints: [spread('zone')] };
  const { capacity, cutSets } = found([workload({ name: 'web', annotations: { 'nines.dev/needed': '2' }, pod })], zones([2, 2, 2]));
  expect(cutSets.reduce((sum, { minutes }) => sum + minutes, 0) / capacity).toBeCloseTo(1, 2);
  expect(cutSets[0]?.events).toEqual(['the zone that carries 2 pods']);
  // An hour in 8767.
  expect(cutSets[0]?.minutes).toBeCloseTo(YEAR / 8767, 6);
});
