import { storageClass } from '../fields/designs';
import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const autoscaler = (minReplicas: number, maxReplicas: number, name = 'web', more: Record<string, unknown> = {}, kind = 'Deployment') => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name, namespace: 'shop' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name: 'web' }, minReplicas, maxReplicas, ...more },
});
const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
  strategy: { rollingUpdate: { maxSurge, maxUnavailable } },
});
const service = (documents: readonly unknown[], topology: Parameters<typeof judge>[1]) => {
  const [found] = judge(documents, topology, { withoutAdvice: true }).services;
  if (!found) throw new Error('no service');
  return found;
};
const onlyGrows = { behavior: { scaleDown: { selectPolicy: 'Disabled' } } };

describe('a percentage is one of as many pods as an autoscaler runs', () => {
  test('in the set after rollouts', () => {
    const web = (maxSurge: number | string) =>
      workload({ spec: rolling(maxSurge, 0), pod: { topologySpreadConstraints: [spread('host')] } });
    const ready = (maxSurge: number | string) =>
      service([web(maxSurge), autoscaler(2, 4)], zones([3, 3])).events.find(({ event }) => event === 'lose one node')?.worstReady;
    // Six nodes take a second pod each once there are seven: twice the most are so many, twice the fewest are not.
    expect([ready(2), ready(4), ready('100%')]).toEqual([1, 0, 0]);
  });

  test('in what it asks of the nodes', () => {
    const requests = { resources: { requests: { cpu: '1' } } };
    const pod = { containers: [{ name: 'main', image: 'registry.example/main:1', ...requests }] };
    const web = (maxSurge: number | string) => [workload({ replicas: 2, spec: rolling(maxSurge, 0), pod }), autoscaler(2, 8)];
    const recovers = (maxSurge: number | string) =>
      service(web(maxSurge), zones([4, 4])).events.find(({ event }) => event === 'lose one node')?.recovers;
    expect(recovers('100%')).toBe(recovers(8));
  });

  test('and in a rollout: room for one more of the fewest is none for those of the most', () => {
    const spec = { ...rolling('50%', 0), replicas: undefined };
    const web = workload({ spec, pod: { topologySpreadConstraints: [spread('host')] } });
    const { stuck } = service([web, autoscaler(2, 6, 'web', onlyGrows), budget({ maxUnavailable: 1 })], zones([3, 3], {}, 1));
    expect(stuck.slice(0, 1)).toEqual([
      {
        event: 'rolling update',
        certain: false,
        because:
          'while its autoscaler runs 6 pods, maxUnavailable is 0 and the pod that a rolling update adds finds no node: the rules allow 6 pods and no more',
        object: 'Deployment/shop/web',
      },
    ]);
    expect(service([web, autoscaler(2, 4, 'web', onlyGrows), budget({ maxUnavailable: 1 })], zones([3, 3], {}, 2)).stuck).toEqual([]);
  });
});

describe('pods that wait while an autoscaler runs many', () => {
  test('hold up a drain', () => {
    const documents = (most: number) => [
      workload({ spec: { replicas: undefined } }),
      autoscaler(2, most, 'web', onlyGrows),
      budget({ maxUnavailable: 1 }),
    ];
    expect(service(documents(6), zones([2, 2], {}, 1)).stuck[0]).toMatchObject({
      event: 'drain',
      certain: false,
      because: expect.stringMatching(/^while its autoscaler runs 5 pods, 1 pod may wait for a node/),
    });
    expect(service(documents(3), zones([2, 2], {}, 2)).stuck).toEqual([]);
  });

  test('leave a drain without another node, though each of them has one at rest and in a release', () => {
    const documents = (most: number) => [
      workload({ spec: { ...rolling(1, 0), replicas: undefined }, pod: { topologySpreadConstraints: [spread('host')] } }),
      autoscaler(2, most, 'web', onlyGrows),
      budget({ maxUnavailable: 1 }),
    ];
    // The cordoned node still counts, so the other one may take only one pod more than it has.
    expect(service(documents(8), zones([1, 1], {}, 10)).stuck).toEqual([
      expect.objectContaining({
        event: 'drain',
        because: expect.stringMatching(/^while its autoscaler runs [3-8] pods, one node may carry/),
      }),
    ]);
    expect(service(documents(2), zones([1, 1], {}, 10)).stuck).toEqual([]);
  });

  test('leave a release without a node for the next new pod', () => {
    const revision = { matchLabelKeys: ['pod-template-hash'] };
    const pod = { topologySpreadConstraints: [spread('zone', revision), spread('host', revision)] };
    const documents = (most: number) => [workload({ spec: { replicas: undefined }, pod }), autoscaler(3, most, 'web', onlyGrows)];
    expect(service(documents(20), zones([4, 3], {}, 3)).stuck.map(({ because }) => because)).toContain(
      'its autoscaler runs 3 to 20 pods, and whether planned work ends with each number takes more states than can be searched',
    );
  });

  test('leave the pod that a release adds no room', () => {
    const documents = (most: number) => [
      workload({ spec: { ...rolling(1, 0), replicas: undefined } }),
      autoscaler(2, most, 'web', onlyGrows),
    ];
    const stuck = (most: number) => service(documents(most), zones([2], {}, 2)).stuck.map(({ event, because }) => `${event}: ${because}`);
    expect(stuck(4)).toContainEqual(expect.stringMatching(/^rolling update: while its autoscaler runs 4 pods, maxUnavailable is 0/));
    expect(stuck(3)).toEqual([]);
  });

  test('leave it none either where it may add as many as there are', () => {
    const pod = { topologySpreadConstraints: [spread('zone')] };
    const documents = (most: number) => [
      workload({ spec: { ...rolling('100%', 0), replicas: undefined }, pod }),
      autoscaler(2, most, 'web', onlyGrows),
    ];
    const stuck = (most: number) => service(documents(most), zones([1, 1], {}, 2)).stuck.map(({ because }) => because);
    expect(stuck(4)).toEqual([expect.stringMatching(/^while its autoscaler runs 4 pods, maxUnavailable is 0 and the pod that/)]);
    expect(stuck(3)).toEqual([]);
  });

  describe('of volumes that keep them where they are', () => {
    const disk = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '1Gi' } } };
    const set = (fewest: number, most: number, more: Record<string, unknown> = {}) => [
      workload({
        kind: 'StatefulSet',
        annotations: { 'nines.dev/needed': '1' },
        spec: { replicas: undefined, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: disk }], ...more },
        pod: { topologySpreadConstraints: [spread('zone')] },
      }),
      autoscaler(fewest, most, 'web', onlyGrows, 'StatefulSet'),
      budget({ maxUnavailable: 1 }),
    ];

    test('find no other node in a drain', () => {
      const onItsNode = storageClass('disk', { provisioner: 'topolvm.io' });
      expect(service([...set(3, 3), onItsNode], zones([2, 2, 2])).verdict).toBe('proved');
      expect(service([...set(3, 4), onItsNode], zones([2, 2, 2]))).toMatchObject({
        verdict: 'unknown',
        because: expect.stringMatching(/^drain may never end: while its autoscaler runs 4 pods, one node may carry 2 pods/),
      });
    });

    test('are unknown where they are more than are looked at one by one', () => {
      const onDelete = { updateStrategy: { type: 'OnDelete' } };
      const judged = (most: number) => service([...set(500, most, onDelete), storageClass('disk')], zones([300, 300, 300]));
      expect(judged(500).verdict).toBe('proved');
      expect(judged(501)).toMatchObject({
        verdict: 'unknown',
        because: expect.stringContaining(
          'its autoscaler runs 500 to 501 pods, and whether planned work ends with each number takes more states',
        ),
      });
    });
  });

  test('wait for good where a release may take as many away', () => {
    const apart = { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'kubernetes.io/hostname' };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [apart] } };
    const documents = [
      workload({ spec: { ...rolling(0, 2), replicas: undefined }, pod: { affinity } }),
      autoscaler(3, 5, 'web', onlyGrows),
    ];
    expect(service(documents, zones([2, 2])).stuck).toContainEqual(
      expect.objectContaining({
        event: 'placement',
        because: expect.stringMatching(/^while its autoscaler runs 5 pods, 1 pod of 5 may wait/),
      }),
    );
  });

  test('are unknown where there are too many numbers to look at', () => {
    const { stuck } = service([workload({ replicas: 2 }), autoscaler(2, 60), budget({ maxUnavailable: 1 })], zones([2, 2], {}, 20));
    expect(stuck).toEqual([
      {
        event: 'rolling update',
        certain: false,
        because: 'its autoscaler runs 2 to 60 pods, and whether planned work ends with each number takes more states than can be searched',
        object: 'Deployment/shop/web',
      },
    ]);
    expect(service([workload({ replicas: 2 }), autoscaler(2, 60), budget({ maxUnavailable: 1 })], zones([9, 9], {}, 110)).stuck).toEqual(
      [],
    );
  });
});

test('two autoscalers of one target are unknown, as each scales it into its own range', () => {
  const pod = { topologySpreadConstraints: [spread('zone'), spread('host')] };
  const documents = [workload({ pod }), autoscaler(3, 4), autoscaler(3, 30, 'other'), budget({ maxUnavailable: 1 })];
  expect(service(documents, zones([3, 3, 3]))).toMatchObject({
    verdict: 'unknown',
    because: 'autoscalers shop/web and shop/other both scale it, each into its own range; remove one',
  });
});
