import type { Topology } from '../../../src/availability';
import type { ObjectIndex } from '../../../src/manifests/object-index';
import { findingsIn } from '../../../src/rules';
import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const advised = (documents: readonly unknown[], topology: Topology, findings = (index: ObjectIndex) => findingsIn(index, topology)) => {
  const [service] = judge(documents, topology, { findings }).services;
  return service?.advice.map(({ change }) => change);
};
const both = { topologySpreadConstraints: [spread('zone'), spread('host')] };

describe('the commonest case: one replica, no spread, no budget', () => {
  const single = workload({ replicas: 1 });

  test('gets all that mends it as one set', () => {
    expect(advised([single], zones([2, 2, 2]))).toEqual([
      [
        'add a PodDisruptionBudget with maxUnavailable: 1',
        'add a required spread over zones (topology.kubernetes.io/zone) with maxSkew: 1 and matchLabelKeys: [pod-template-hash]',
        'run 2 replicas',
      ].join('; '),
    ]);
    const unlabelled = zones([3]);
    const one = { ...unlabelled, zones: unlabelled.zones.map((zone) => ({ ...zone, label: false })) };
    expect(advised([single], one)).toEqual([
      [
        'add a PodDisruptionBudget with maxUnavailable: 1',
        'add a required spread over nodes (kubernetes.io/hostname) with maxSkew: 1 and matchLabelKeys: [pod-template-hash]',
        'run 2 replicas',
      ].join('; '),
    ]);
  });

  test('and is proved when a user has written that', () => {
    const constraint = spread('zone', { matchLabelKeys: ['pod-template-hash'] });
    const mended = workload({ replicas: 2, pod: { topologySpreadConstraints: [constraint] } });
    const [service] = judge([mended, budget({ maxUnavailable: 1 })], zones([2, 2, 2])).services;
    expect(service?.verdict).toBe('proved');
  });
});

describe('a StatefulSet', () => {
  const set = (replicas: number) => workload({ kind: 'StatefulSet', replicas, pod: both });

  test('of which nobody says what it needs is never told to run more', () => {
    const changes = [1, 2, 3].flatMap((replicas) => advised([set(replicas)], zones([2, 2, 2])) ?? []);
    expect(changes.filter((change) => change.includes('replicas'))).toEqual([]);
  });

  test('is proved once its need is declared, which is said with its condition', () => {
    expect(advised([set(3), budget({ maxUnavailable: 1 })], zones([3, 3, 3]))).toEqual([
      'declare nines.dev/needed: 2, if 2 of its 3 pods are enough',
    ]);
  });

  test('whose need is declared may run more', () => {
    const declared = { ...set(1), metadata: { ...set(1).metadata, annotations: { 'nines.dev/needed': '1' } } };
    expect(advised([declared], zones([2, 2, 2]))?.[0]).toContain('run 2 replicas');
  });
});

describe('advice is applied to the manifests and judged again', () => {
  test('with the percentages of the new number of pods', () => {
    // Of four pods 25% may be unavailable, of three none: a fourth alone doesn't help.
    const three = workload({ annotations: { 'nines.dev/needed': '3' }, pod: both });
    for (const change of advised([three, budget({ maxUnavailable: 1 })], zones([4, 4, 4])) ?? []) expect(change).not.toBe('run 4 replicas');
  });

  test('and is not given where the rules find more in them than before', () => {
    const documents = [
      workload({ pod: { topologySpreadConstraints: [spread('zone', { matchLabelKeys: [] })] }, annotations: { 'nines.dev/needed': '2' } }),
      budget({ maxUnavailable: 1 }),
    ];
    const topology = zones([2, 2, 2]);
    expect(advised(documents, topology)).toContain('add matchLabelKeys: [pod-template-hash]');
    const refuses = (index: ObjectIndex) =>
      index.objects.flatMap(({ root }) => (JSON.stringify(root.value).includes('pod-template-hash') ? ['no revisions here'] : []));
    expect(advised(documents, topology, refuses)?.filter((change) => change.includes('pod-template-hash'))).toEqual([]);
  });

  test('among many objects, on the topology that names those which are left out of the trial', () => {
    const others = Array.from({ length: 100 }, (_, at) => workload({ name: `other-${at}`, replicas: 1 }));
    const topology = zones([40, 40, 40]);
    const payments = { name: 'payments', kind: 'other', availability: '99.9%', source: 'its agreement' } as const;
    const services = ['Deployment/shop/web', 'Deployment/shop/other-0'];
    const advice = advised([workload({ replicas: 1 }), ...others], topology);
    expect(advice).toHaveLength(1);
    expect(advised([workload({ replicas: 1 }), ...others], { ...topology, outside: [{ ...payments, services }] })).toEqual(advice);
  });

  test('each suggestion proves the service when it is written down', () => {
    const documents = [
      workload({ replicas: 2, pod: { topologySpreadConstraints: [spread('host', { labelSelector: { matchLabels: { app: 'typo' } } })] } }),
      budget({ minAvailable: 2 }),
    ];
    const changes = advised(documents, zones([3])) ?? [];
    expect(changes).toHaveLength(1);
    const mended = [
      workload({ replicas: 2, pod: { topologySpreadConstraints: [spread('host', { matchLabelKeys: ['pod-template-hash'] })] } }),
      budget({ maxUnavailable: 1 }),
    ];
    expect(judge(mended, zones([3])).services[0]?.verdict).toBe('proved');
  });
});

describe('a Deployment whose image is a database', () => {
  const store = (image: string, annotations = {}) =>
    workload({ replicas: 1, annotations, pod: { ...both, containers: [{ name: 'main', image }] } });
  const proposed = (image: string, annotations = {}) => (advised([store(image, annotations)], zones([2, 2, 2])) ?? []).join();

  test.each([
    'docker.io/library/redis:8.2.1',
    'postgres:17@sha256:0123',
    'registry.example/shop/catalogue-db:0.3.0',
    'bitnami/mongodb',
    'registry.example:5000/rabbitmq:4',
  ])('is not told to run a second one, which would be another database: %s', (image) => {
    expect(proposed(image)).not.toContain('replicas');
    expect(proposed(image, { 'nines.dev/needed': '1' })).toContain('run 2 replicas');
  });

  test.each(['oliver006/redis_exporter:v1.70.0', 'registry.example/postgres-operator:2', 'phpmyadmin:5', 'redis.example/web:1'])(
    'any other is: %s',
    (image) => {
      expect(proposed(image)).toContain('run 2 replicas');
    },
  );
});
