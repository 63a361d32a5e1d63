import { nodes, service, told, verdicts } from './cluster';

const priorityClass = (name: string, value: number, more: object = {}) => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  value,
  ...more,
});
const high = priorityClass('high', 1000);
const both = (cpu: string, pod: Record<string, unknown> = { priorityClassName: 'high' }) => [
  ...service('big', { requests: { cpu }, pod }),
  ...service('small', { requests: { cpu: '500m' } }),
];

test('a service that others may evict for their own pods is not proved', () => {
  expect(verdicts([high, ...both('1200m')], nodes(4))).toEqual({ big: 'proved', small: 'unknown' });
  expect(told([high, ...both('1200m')], nodes(7))['small']).toBe(
    'pods of big (priority 1000) may find no free node and preempt its pods: give it that priority or a higher one, give big preemptionPolicy: Never, or add nodes',
  );
});

test('where there is room for all nobody is evicted', () => {
  expect(verdicts([high, ...both('200m')], nodes(4, '8'))).toEqual({ big: 'proved', small: 'proved' });
});

test('a class that never preempts waits like any other', () => {
  const polite = priorityClass('high', 1000, { preemptionPolicy: 'Never' });
  expect(verdicts([polite, ...both('1200m')], nodes(4))).toEqual({ big: 'unknown', small: 'unknown' });
  expect(verdicts([polite, ...both('1200m')], nodes(8))).toEqual({ big: 'proved', small: 'proved' });
});

test('classes of every cluster and the default for all are known', () => {
  expect(verdicts(both('1200m', { priorityClassName: 'system-cluster-critical' }), nodes(4))['big']).toBe('proved');
  const all = priorityClass('all', 1000, { globalDefault: true });
  expect(verdicts([all, ...both('1200m', {})], nodes(4))).toEqual({ big: 'unknown', small: 'unknown' });
});

test('a class that is not in the manifests may be any', () => {
  expect(told(both('1200m', { priorityClassName: 'theirs' }), nodes(7))['small']).toContain(
    'pods of big (a priority class that is not in the manifests) may find no free node and preempt its pods',
  );
  // Where it isn't there at all, the API server refuses the pods that name it.
  expect(verdicts(both('200m', { priorityClassName: 'theirs' }), nodes(4, '8'))).toEqual({ big: 'unknown', small: 'proved' });
});

test('a pod preempts before a pool has grown for it', () => {
  const growing = nodes(4);
  const topology = {
    ...growing,
    zones: growing.zones.map((zone) => ({
      ...zone,
      pools: zone.pools.map((pool) => ({ ...pool, autoscaling: { max: 40, start: '3m' } })),
    })),
  };
  expect(verdicts([high, ...both('1200m')], nodes(40))).toEqual({ big: 'proved', small: 'proved' });
  expect(verdicts([high, ...both('1200m')], topology)['small']).toBe('unknown');
});
