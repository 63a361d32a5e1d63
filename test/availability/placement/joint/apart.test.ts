import type { Topology } from '../../../../src/availability';
import { judge } from '../../judged';
import { spread, zones } from '../../manifests';
import { apartFrom, nodes, service, told, verdicts } from './cluster';

const tier = { tier: 'data' };

describe('two services whose pods may not share a node', () => {
  const shared = (replicas = 3) => ['a', 'b'].flatMap((name) => service(name, { replicas, labels: tier, pod: apartFrom(tier) }));

  test('are too many for three nodes', () => {
    expect(verdicts(shared(), nodes(3))).toEqual({ a: 'refuted', b: 'refuted' });
    expect(told(shared(), nodes(5))['a']).toBe(
      '6 pods of a and b may not share a kubernetes.io/hostname, and there are 5, so at least one of these workloads waits forever: whichever comes last; add 2 nodes',
    );
  });

  test('have no node for what a rolling update adds', () => {
    expect(told(shared(), nodes(6))['a']).toBe(
      'rolling update never ends: maxUnavailable is 0, and the pod that a rolling update adds finds no node: 7 pods of a and b may not share a kubernetes.io/hostname, and there are 6; add 1 node',
    );
  });

  test('are proved with nodes enough', () => {
    expect(verdicts(shared(), nodes(8))).toEqual({ a: 'proved', b: 'proved' });
  });
});

test('a spread over hosts lets a node have two pods where there are fewer nodes', () => {
  const special = { special: 'true' };
  const each = zones([1, 1, 1]).zones.map((zone) => ({
    ...zone,
    pools: [...zone.pools, { ...zone.pools[0], name: 'special', labels: special }],
  }));
  const spreads = (name: string) => [
    spread('zone', { labelSelector: { matchLabels: { app: name } }, matchLabelKeys: ['pod-template-hash'] }),
    spread('host', { labelSelector: { matchLabels: { app: name } } }),
  ];
  const pod = { ...apartFrom({ app: 'a' }), nodeSelector: special, priorityClassName: 'system-cluster-critical' };
  const documents = [
    ...service('a', { pod: { topologySpreadConstraints: spreads('a') } }),
    ...service('b', { replicas: 4, pod: { ...pod, topologySpreadConstraints: spreads('b') } }),
  ];
  // Four of b stand on three nodes, and three of a on the others.
  expect(verdicts(documents, { ...zones([1, 1, 1]), zones: each } as Topology)['a']).toBe('unknown');
});

describe('anti-affinity of one service against another', () => {
  const against = (options: Parameters<typeof service>[1] = {}) => [
    ...service('a', options),
    ...service('b', { ...options, pod: apartFrom({ app: 'a' }) }),
  ];

  test('keeps the other away too', () => {
    expect(verdicts(against(), nodes(3))).toEqual({ a: 'unknown', b: 'unknown' });
    expect(told(against(), nodes(3))['a']).toBe(
      'its pods may wait for a node forever: pods of b, which may not be near its own (required anti-affinity of b), may run on all 3 nodes; add 3 nodes',
    );
  });

  test('is no obstacle where there are nodes enough', () => {
    expect(verdicts(against(), nodes(8))).toEqual({ a: 'proved', b: 'proved' });
  });

  test('over zones closes every zone that the other is in', () => {
    const overZones = (name: string, pod: Record<string, unknown> = {}) =>
      service(name, { pod: { topologySpreadConstraints: [spread('zone', { labelSelector: { matchLabels: { app: name } } })], ...pod } });
    const documents = [...overZones('a'), ...overZones('b', apartFrom({ app: 'a' }, 'topology.kubernetes.io/zone'))];
    const { services } = judge(documents, zones([5, 5, 5]), { withoutAdvice: true });
    const placements = services.map(({ stuck }) => stuck.filter(({ event }) => event === 'placement').map(({ because }) => because));
    expect(placements).toEqual([
      [expect.stringContaining('pods of b, which may not be near its own (required anti-affinity of b), may run on all 5 nodes of zone-a')],
      [expect.stringContaining('pods of a, which may not be near its own (required anti-affinity of b), may run on all 5 nodes of zone-a')],
    ]);
  });

  test('of pods that nobody knows leaves the verdict open', () => {
    const strangers = service('a', { pod: apartFrom({ app: 'elsewhere' }) });
    expect(told(strangers, nodes(8))['a']).toBe('a may wait for a node: its required anti-affinity depends on where other pods stand');
  });

  test('with matchLabelKeys of a revision is about its own pods alone', () => {
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: tier }, matchLabelKeys: ['pod-template-hash'] };
    const pod = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
    expect(
      verdicts(
        ['a', 'b'].flatMap((name) => service(name, { labels: tier, pod })),
        nodes(5),
      ),
    ).toEqual({ a: 'proved', b: 'proved' });
  });
});

describe('a port of the node for two services', () => {
  const ports = (some: Record<string, unknown>, others = some) => [
    ...service('a', { ports: [some] }),
    ...service('b', { ports: [others] }),
  ];
  const port = { containerPort: 80, hostPort: 80 };

  test('is one pod a node', () => {
    expect(told(ports(port), nodes(5))['a']).toBe(
      '6 pods of a and b may not share a kubernetes.io/hostname, and there are 5, so at least one of these workloads waits forever: whichever comes last; add 2 nodes',
    );
    expect(verdicts(ports(port), nodes(8))).toEqual({ a: 'proved', b: 'proved' });
  });

  test('collides by port, protocol and address', () => {
    const proved = { a: 'proved', b: 'proved' };
    expect(verdicts(ports(port, { containerPort: 81, hostPort: 81 }), nodes(5))).toEqual(proved);
    expect(verdicts(ports(port, { ...port, protocol: 'UDP' }), nodes(5))).toEqual(proved);
    expect(verdicts(ports({ ...port, hostIP: '10.0.0.1' }, { ...port, hostIP: '10.0.0.2' }), nodes(5))).toEqual(proved);
    expect(verdicts(ports(port, { ...port, hostIP: '10.0.0.2' }), nodes(5))).toEqual({ a: 'unknown', b: 'unknown' });
  });
});
