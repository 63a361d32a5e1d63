import { strategyOf } from '../../src/manifests/strategy';
import { workload } from '../availability/manifests';
import { indexed } from '../indexed';

function strategy(kind: string, spec: Record<string, unknown>, replicas = 5, takesMany = false) {
  const [object] = indexed([workload({ kind, spec })]).objects;
  if (!object) throw new Error('no object');
  return strategyOf(object, replicas, takesMany);
}

const rolling = (rollingUpdate: object) => ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate } });

test('Recreate takes all pods away', () => {
  expect(strategy('Deployment', { strategy: { type: 'Recreate' } })).toEqual({ type: 'recreate', surge: 0, unavailable: 5 });
});

test('a Deployment never lacks more pods than it has, and what cannot be read is one pod', () => {
  expect(strategy('Deployment', { strategy: { rollingUpdate: { maxUnavailable: 9 } } })).toEqual({
    type: 'rolling',
    surge: 2,
    unavailable: 5,
  });
  expect(strategy('Deployment', { strategy: { rollingUpdate: { maxSurge: 'x', maxUnavailable: 'x' } } })).toEqual({
    type: 'rolling',
    surge: 1,
    unavailable: 1,
  });
  expect(strategy('Deployment', { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } })).toEqual({
    type: 'rolling',
    surge: 1,
    unavailable: 0,
  });
});

test('without a surge as many pods of a Deployment may be unavailable as it says', () => {
  const { surge, unavailable } = strategy('Deployment', { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 2 } } });
  expect([surge, unavailable]).toEqual([0, 2]);
});

test('a StatefulSet replaces one pod at a time unless the cluster counts maxUnavailable', () => {
  const one = { type: 'rolling', surge: 0, unavailable: 1 };
  expect(strategy('StatefulSet', {})).toEqual(one);
  expect(strategy('StatefulSet', rolling({ maxUnavailable: 3 }))).toEqual(one);
  expect(strategy('StatefulSet', rolling({ maxUnavailable: 3 }), 5, true)).toEqual({ ...one, unavailable: 3 });
  expect(strategy('StatefulSet', rolling({ maxUnavailable: '59%' }), 5, true)).toEqual({ ...one, unavailable: 2 });
  expect(strategy('StatefulSet', rolling({ maxUnavailable: '10%' }), 5, true)).toEqual(one);
  expect(strategy('StatefulSet', rolling({ maxUnavailable: 'x' }), 5, true)).toEqual(one);
  expect(strategy('StatefulSet', {}, 5, true)).toEqual(one);
});

test.each(['StatefulSet', 'DaemonSet'])('OnDelete leaves the pods of a %s to a person', (kind) => {
  expect(strategy(kind, { updateStrategy: { type: 'OnDelete' } })).toEqual({ type: 'on-delete', surge: 0, unavailable: 1 });
});

test('a DaemonSet surges or lacks pods, one by default', () => {
  const of = (rollingUpdate: object) => {
    const { type, surge, unavailable } = strategy('DaemonSet', rolling(rollingUpdate));
    expect(type).toBe('rolling');
    return [surge, unavailable];
  };
  expect(of({})).toEqual([0, 1]);
  expect(of({ maxUnavailable: '21%' })).toEqual([0, 2]);
  expect(of({ maxUnavailable: 0 })).toEqual([0, 1]);
  expect(of({ maxUnavailable: 'x' })).toEqual([0, 1]);
  expect(of({ maxSurge: '21%' })).toEqual([2, 0]);
  expect(of({ maxSurge: 'x' })).toEqual([0, 1]);
});
