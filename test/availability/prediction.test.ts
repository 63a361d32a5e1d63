import type { Topology } from '../../src/availability';
import { judge, predict } from './judged';
import { budget, spread, workload, zones } from './manifests';

/* What a real scheduler was seen to do and the model didn't say: docs/agreement.md. Each placement is written as pods on each node of a zone. */

const storageClass = (volumeBindingMode: string) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'zonal' },
  provisioner: 'ebs.csi.aws.com',
  volumeBindingMode,
});
const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'shop' },
  spec: { storageClassName: 'zonal' },
};

const predicted = (documents: readonly unknown[], nodes: readonly number[]) => {
  const [prediction] = predict(documents, zones(nodes));
  if (!prediction) throw new Error('no workload');
  return prediction;
};

describe('a set of placements', () => {
  test('holds what can be reached, whichever of alike nodes and zones it is', () => {
    const { fresh } = predicted([workload({ replicas: 2, pod: { topologySpreadConstraints: [spread('zone')] } })], [2, 2]);
    expect(fresh.vectors).toEqual([[1, 1]]);
    for (const pods of [
      [
        [1, 0],
        [0, 1],
      ],
      [
        [0, 1],
        [1, 0],
      ],
    ])
      expect(fresh.holds(pods)).toBe(true);
    expect(
      fresh.holds([
        [1, 1],
        [0, 0],
      ]),
    ).toBe(false);
  });

  test('holds no more pods on a node than the node takes', () => {
    const pods = [
      [2, 0],
      [1, 0],
    ];
    const exclusive = {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
        ],
      },
    };
    expect(predicted([workload()], [2, 2]).fresh.holds(pods)).toBe(true);
    expect(predicted([workload({ pod: { affinity: exclusive } })], [2, 2]).fresh.holds(pods)).toBe(false);
  });

  test('holds its members where they are too many to be listed', () => {
    const pod = { topologySpreadConstraints: [spread('host', { maxSkew: 3 })] };
    const { fresh } = predicted([workload({ replicas: 40, pod })], [3, 3, 3, 3, 3, 3, 3, 3]);
    expect(fresh.complete).toBe(false);
    expect(fresh.holds(new Array(8).fill([2, 2, 1]))).toBe(true);
    expect(fresh.holds([[20, 0, 0], ...new Array(5).fill([2, 1, 1]), [0, 0, 0], [0, 0, 0]])).toBe(false);
    expect(fresh.holds(new Array(8).fill([2, 2, 0]))).toBe(false);
  });

  test('holds placements in which pods wait for a node', () => {
    const { fresh } = predict([workload({ replicas: 3 })], zones([1, 1], {}, 1))[0] ?? {};
    expect(fresh?.vectors).toEqual([]);
    expect(fresh?.holds([[1], [1]])).toBe(true);
    expect(fresh?.holds([[1], [0]])).toBe(false);
  });
});

test('pods that share a zonal claim and must spread over zones wait indefinitely', () => {
  const volume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'export' },
    spec: {
      accessModes: ['ReadWriteMany'],
      nfs: { server: '10.0.0.1', path: '/' },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['zone-a'] }] }],
        },
      },
    },
  };
  const exported = { ...claim, spec: { accessModes: ['ReadWriteMany'], storageClassName: '', volumeName: 'export' } };
  const pod = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }], topologySpreadConstraints: [spread('zone')] };
  const { fresh } = predicted([workload({ pod }), exported, volume], [2, 2]);
  expect(fresh.vectors).toEqual([]);
  expect(
    fresh.holds([
      [1, 0],
      [0, 0],
    ]),
  ).toBe(true);
  expect(
    fresh.holds([
      [1, 1],
      [0, 0],
    ]),
  ).toBe(false);
});

test('a volume that is made before its pod is seen may be where the pod may not stand', () => {
  const set = workload({
    kind: 'StatefulSet',
    replicas: 1,
    spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'zonal' } }] },
    pod: { nodeSelector: { 'topology.kubernetes.io/zone': 'zone-a' } },
  });
  const waiting = [[0], [0]];
  expect(predicted([set, storageClass('WaitForFirstConsumer')], [1, 1]).fresh.holds(waiting)).toBe(false);
  expect(predicted([set, storageClass('Immediate')], [1, 1]).fresh.holds(waiting)).toBe(true);
});

describe('the pods of a StatefulSet on a dead node', () => {
  const recovery = (pod: Record<string, unknown>) => {
    const [service] = judge([workload({ kind: 'StatefulSet', pod })], zones([4, 4]), { withoutAdvice: true }).services;
    return service?.events.find(({ event }) => event === 'lose one node')?.recovers;
  };

  test('wait for it', () => expect(recovery({})).toBe('impossible'));

  // The API server deletes them at once, and nobody waits for the node.
  test('are replaced where their grace period is 0', () => expect(recovery({ terminationGracePeriodSeconds: 0 })).toBe('guaranteed'));
});

test('required affinity to pods that may not be there proves nothing', () => {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'other' } } };
  const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  const pod = { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] };
  const verdictOf = (more: object) =>
    judge([workload({ replicas: 2, pod: { ...pod, ...more } }), budget({ maxUnavailable: 1 })], zones([2, 2])).services[0];
  expect(verdictOf({})?.verdict).toBe('proved');
  expect(verdictOf({ affinity })).toMatchObject({
    verdict: 'unknown',
    because: 'web may wait for a node: its required pod affinity depends on where other pods stand',
  });
  const { fresh } = predicted([workload({ replicas: 2, pod: { ...pod, affinity } })], [2, 2]);
  expect(
    fresh.holds([
      [0, 0],
      [0, 0],
    ]),
  ).toBe(true);
});

// Pods on a dead node count until it is back: the only node beside them is that one.
test('required affinity of pods to each other makes no recovery sure', () => {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } };
  const affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  const recovery = (pod: Record<string, unknown>) =>
    judge([workload({ pod })], zones([4, 4]), { withoutAdvice: true }).services[0]?.events.find(({ event }) => event === 'lose one node')
      ?.recovers;
  expect(recovery({})).toBe('guaranteed');
  expect(recovery({ affinity })).toBe('possible');
});

test('a spread that counts the pods of another workload only proves nothing', () => {
  const constraint = { ...spread('host'), labelSelector: { matchLabels: { app: 'other' } } };
  const web = workload({ pod: { topologySpreadConstraints: [constraint] } });
  expect(predicted([web], [2, 2]).approximate).toBeUndefined();
  expect(predicted([web, workload({ name: 'other' })], [2, 2]).approximate).toBe(
    'its spread over kubernetes.io/hostname counts the pods of Deployment/shop/other',
  );
});

test('a drain is stuck where pods wait for a node already and the budget counts them as away', () => {
  const labelSelector = { matchLabels: { app: 'web' } };
  const required = [{ topologyKey: 'kubernetes.io/hostname', labelSelector }];
  const pod = { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } } };
  const drains = (nodes: readonly number[]) =>
    judge([workload({ pod }), budget({ maxUnavailable: 1 })], zones(nodes), { withoutAdvice: true }).services[0]?.stuck.filter(
      ({ event }) => event === 'drain',
    );
  expect(drains([4])).toEqual([]);
  expect(drains([2])).toEqual([
    {
      event: 'drain',
      certain: true,
      because: '1 pod may wait for a node; budget shop/web counts them as unavailable, and then allows no eviction',
      object: 'PodDisruptionBudget/shop/web',
    },
  ]);
});

describe('a rolling update', () => {
  const rollout = (documents: readonly unknown[], topology: Topology) =>
    judge(documents, topology, { withoutAdvice: true }).services[0]?.stuck.filter(({ event }) => event === 'rolling update');
  const onItsWay = {
    event: 'rolling update',
    because: 'a rolling update may come to where it may take no pod away and no node takes the next new one',
    certain: false,
  };
  const newest = (key: string) => ({ topologySpreadConstraints: [spread('zone', { matchLabelKeys: [key] })] });

  // The old pods fill the zone to which the second new one has to go, and the first two new ones stand in the other.
  test('stops on full nodes where the spread counts the new pods only', () => {
    const strategy = { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } };
    const deployment = (pod: Record<string, unknown>) => [workload({ spec: strategy, pod })];
    expect(rollout(deployment(newest('pod-template-hash')), zones([2, 1], {}, 1))).toMatchObject([onItsWay]);
    expect(rollout(deployment(newest('pod-template-hash')), zones([2, 1]))).toEqual([]);
    expect(rollout(deployment({ topologySpreadConstraints: [spread('zone')] }), zones([2, 1], {}, 1))).toEqual([]);
  });

  // Volumes say where the new pods go; the order in which they come is that of their names backwards.
  test('stops where volumes and a spread of the new pods disagree', () => {
    const template = { metadata: { name: 'data' }, spec: { storageClassName: 'zonal' } };
    const set = (pod: Record<string, unknown>) => [
      workload({ kind: 'StatefulSet', replicas: 4, spec: { volumeClaimTemplates: [template] }, pod }),
    ];
    expect(rollout(set(newest('controller-revision-hash')), zones([2, 2]))).toMatchObject([onItsWay]);
    expect(rollout(set({ topologySpreadConstraints: [spread('zone')] }), zones([2, 2]))).toEqual([]);
  });

  test('stops where a shared claim keeps the pods in one zone and the spread wants the next in another', () => {
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
    const one = (pod: Record<string, unknown>) => [
      workload({ replicas: 1, pod: { volumes, ...pod } }),
      claim,
      storageClass('WaitForFirstConsumer'),
    ];
    expect(rollout(one({}), zones([2, 2]))).toEqual([]);
    expect(rollout(one({ topologySpreadConstraints: [spread('zone')] }), zones([2, 2]))).toMatchObject([{ certain: true }]);
  });

  test('that recreates all pods may leave some without a node', () => {
    const pod = { topologySpreadConstraints: [spread('zone')] };
    const documents = [workload({ replicas: 4, spec: { strategy: { type: 'Recreate' } }, pod })];
    expect(rollout(documents, zones([2, 2]))).toEqual([]);
    expect(rollout(documents, zones([3, 1], {}, 1))).toMatchObject([{ certain: true }]);
  });
});
