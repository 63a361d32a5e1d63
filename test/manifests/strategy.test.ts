import { strategyOf } from '../../src/manifests/strategy';
import { workload } from '../availability/manifests';
import { indexed } from '../indexed';

function one<T>([found, ...others]: readonly T[]): T {
  if (found === undefined || others.length > 0) throw new Error(`expected one, got ${others.length + (found === undefined ? 0 : 1)}`);
  return found;
}

const strategy = (rollingUpdate: object | undefined, replicas: number) => {
  const object = workload({ replicas, spec: rollingUpdate ? { strategy: { rollingUpdate } } : {} });
  return strategyOf(one(indexed([object]).ofType('Deployment.apps')), replicas);
};

test.each([
  [1, 1, 0],
  [3, 1, 0],
  [4, 1, 1],
  [7, 2, 1],
  [8, 2, 2],
])(
  'by default, %i replicas may surge by %i and lack %i: the surge rounds up, what is unavailable rounds down',
  (replicas, surge, unavailable) => {
    expect(strategy(undefined, replicas)).toEqual({ type: 'rolling', surge, unavailable });
  },
);

test('percentages of a Deployment round as the controller rounds them', () => {
  expect(strategy({ maxSurge: '34%', maxUnavailable: '34%' }, 5)).toEqual({ type: 'rolling', surge: 2, unavailable: 1 });
});

test('where both come to nothing, one pod may be unavailable', () => {
  expect(strategy({ maxSurge: 0, maxUnavailable: '10%' }, 3)).toEqual({ type: 'rolling', surge: 0, unavailable: 1 });
});
