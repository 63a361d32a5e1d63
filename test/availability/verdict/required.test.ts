import { judge } from '../judged';
import { workload, zones } from '../manifests';

const required = (nodes: readonly number[]) =>
  judge([workload()], zones(nodes), { withoutAdvice: true }).services.flatMap(({ events }) =>
    events.filter((event) => event.required).map(({ event }) => event),
  );

test('a proof survives a pod, a node, a zone, a drain, a rollout and the upgrade of a pool', () => {
  expect(required([2, 2])).toEqual(['lose one pod', 'lose one node', 'lose one zone', 'drain one node', 'rolling update', 'pool upgrade']);
});

test('the only zone and the only node are no event to survive: they limit the figure', () => {
  expect(required([2])).toEqual(['lose one pod', 'lose one node', 'drain one node', 'rolling update', 'pool upgrade']);
  expect(required([1])).toEqual(['lose one pod', 'rolling update']);
});
