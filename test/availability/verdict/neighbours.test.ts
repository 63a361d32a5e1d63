import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const topology = zones([1, 1]);
/** A change that is tried for it, two more replicas with a budget and a spread, would hold drains up. */
const crowded = workload({ name: 'crowded', replicas: 2, annotations: { 'nines.dev/needed': '1' } });
/** Its evicted pods find no other node. */
const web = workload({ replicas: 2, annotations: { 'nines.dev/needed': '1' }, pod: { topologySpreadConstraints: [spread('host')] } });

function stuckOf(objects: readonly unknown[]) {
  return judge(objects, topology).services.find(({ service }) => service === 'web')?.stuck;
}

test('what is tried for one service does not hold up the drains of the next one', () => {
  expect(stuckOf([crowded, web])).toEqual([]);
  expect(stuckOf([web, crowded])).toEqual([]);
});

test('a workload that holds drains up as it stands holds up those of its neighbours', () => {
  const objects = [crowded, budget({ maxUnavailable: 0 }, 'crowded'), web];
  expect(stuckOf(objects)).toEqual([expect.objectContaining({ event: 'drain', object: 'Deployment/shop/crowded' })]);
});
