import { type Topology, type Transition, transitionsOf } from '../../src/availability';
import { indexed } from '../indexed';
import { spread, workload, zones } from './manifests';

interface Change {
  readonly kind?: string;
  readonly spec?: Record<string, unknown>;
  readonly pod?: Record<string, unknown>;
}

const requesting = (cpu: string) => ({ containers: [{ name: 'main', image: 'a:1', resources: { requests: { cpu } } }] });
const inZone = (name: string) => ({ nodeSelector: { 'topology.kubernetes.io/zone': name } });

const disks = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'zonal' },
  provisioner: 'ebs.csi.aws.com',
  volumeBindingMode: 'WaitForFirstConsumer',
};

/** The way from one workload to another on three zones of two nodes with four cores each. */
function way(before: Change, after: Change, more: Partial<Topology> = {}, beside: readonly object[] = [disks]): Transition | undefined {
  const kind = after.kind ?? 'Deployment';
  const [base, head] = [before, after].map((it) => indexed([workload({ ...it, kind }), ...beside]));
  if (!base || !head) throw new Error('two sides');
  return transitionsOf(base, head, zones([2, 2, 2], more))(`${kind}/shop/web`);
}

const small = { pod: requesting('100m') };
const large = { pod: requesting('5') };

test.each([
  {
    name: 'a Deployment that adds first',
    before: small,
    after: { ...large, spec: { strategy: { rollingUpdate: { maxUnavailable: 0 } } } },
  },
  { name: 'one that takes away first', before: small, after: { ...large, spec: { strategy: { rollingUpdate: { maxSurge: 0 } } } } },
  { name: 'one that is recreated', before: small, after: { ...large, spec: { strategy: { type: 'Recreate' } } } },
  { name: 'a StatefulSet', before: small, after: { ...large, kind: 'StatefulSet' } },
  { name: 'a StatefulSet whose pods are deleted by hand', before: small, after: { ...large, kind: 'StatefulSet', spec: onDelete() } },
  { name: 'a DaemonSet', before: small, after: { ...large, kind: 'DaemonSet' } },
])('requests above those of any node: $name', ({ before, after }) => {
  expect(way(before, after)).toEqual({
    verdict: 'stuck',
    because: 'no node takes a new pod: no node is large enough and has only taints that it tolerates',
  });
});

function onDelete() {
  return { updateStrategy: { type: 'OnDelete' } };
}

test('nodes that take some of the new pods', () => {
  expect(way(small, { pod: requesting('3'), spec: { replicas: 3 } })?.verdict).toBe('safe');
  expect(way({ ...small, spec: { replicas: 7 } }, { pod: requesting('3'), spec: { replicas: 7 } })).toEqual({
    verdict: 'stuck',
    because: 'the nodes take 6 of 7 pods: the constraints and the nodes allow no more',
  });
});

test('anti-affinity over zones leaves one pod in each', () => {
  const podAntiAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { topologyKey: 'topology.kubernetes.io/zone', labelSelector: { matchLabels: { app: 'web' } } },
    ],
  };
  const spec = { replicas: 4 };
  expect(way({ ...small, spec }, { pod: { ...requesting('100m'), affinity: { podAntiAffinity } }, spec })).toEqual({
    verdict: 'stuck',
    because: 'the nodes take 3 of 4 pods: the constraints and the nodes allow no more',
  });
});

test('what is not known of the pods leaves it open', () => {
  const spec = { paused: true };
  expect(way({ ...small, spec }, { ...large, spec })).toEqual({
    verdict: 'unknown',
    because: 'no node takes a new pod: no node is large enough and has only taints that it tolerates',
  });
});

test('the pods of other workloads may leave too little room', () => {
  const others = workload({ name: 'other', replicas: 6, pod: { ...requesting('3'), topologySpreadConstraints: [only('other')] } });
  const stuck = { verdict: 'unknown', because: expect.stringContaining('cpu') };
  expect(way(small, { pod: requesting('2') }, {}, [others])).toEqual(stuck);
  expect(way(small, { pod: requesting('200m') }, {}, [others])?.verdict).toBe('safe');
});

function only(app: string) {
  return spread('host', { labelSelector: { matchLabels: { app } } });
}

const claims = {
  replicas: 3,
  volumeClaimTemplates: [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'zonal', resources: { requests: { storage: '1Gi' } } },
    },
  ],
};
const set = (pod: Record<string, unknown>, spec: Record<string, unknown> = {}): Change => ({
  kind: 'StatefulSet',
  spec: { ...claims, ...spec },
  pod: { ...requesting('100m'), ...pod },
});
const even = { topologySpreadConstraints: [spread('zone')] };

test('volumes stay in the zones that the new pods leave', () => {
  expect(way(set(even), set(inZone('zone-a')))).toEqual({
    verdict: 'stuck',
    because: 'the volumes of at least 2 pods are in zone-b or zone-c, where no node takes a new pod',
  });
  expect(way(set(even), set({ affinity: { nodeAffinity: outside('zone-c') } }))).toEqual({
    verdict: 'stuck',
    because: 'the volumes of at least 1 pod are in zone-c, where no node takes a new pod',
  });
  expect(way(set(even), set(inZone('zone-a'), onDelete()))?.verdict).toBe('stuck');
});

function outside(zone: string) {
  const matchExpressions = [{ key: 'topology.kubernetes.io/zone', operator: 'NotIn', values: [zone] }];
  return { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } };
}

test('volumes may be in the zones that the new pods leave', () => {
  expect(way(set({}), set(inZone('zone-a')))).toEqual({
    verdict: 'unknown',
    because: 'the volumes of up to 3 pods may be in zone-b or zone-c, where no node takes a new pod',
  });
  expect(way(set(inZone('zone-a')), set({ ...inZone('zone-a'), terminationGracePeriodSeconds: 60 }))?.verdict).toBe('safe');
  expect(way(set(inZone('zone-a')), set({}))?.verdict).toBe('safe');
});

test('without volumes the pods move', () => {
  const free = (pod: Record<string, unknown>): Change => ({ kind: 'StatefulSet', pod: { ...requesting('100m'), ...pod } });
  expect(way(free(even), free(inZone('zone-a')))?.verdict).toBe('safe');
});

const local = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'zonal' },
  provisioner: 'kubernetes.io/no-provisioner',
  volumeBindingMode: 'WaitForFirstConsumer',
};

test('a volume on a node takes its pod back there', () => {
  expect(way(set({}), { ...set({}), pod: requesting('2') }, {}, [local])).toEqual({
    verdict: 'unknown',
    because: expect.stringMatching(/volume/),
  });
});

test('a DaemonSet without nodes has nothing to replace', () => {
  const nowhere: Change = { kind: 'DaemonSet', pod: { ...requesting('100m'), nodeSelector: { gpu: 'yes' } } };
  expect(way(nowhere, { ...nowhere, pod: { ...nowhere.pod, ...requesting('200m') } })?.verdict).toBe('safe');
  expect(way({ ...small, kind: 'DaemonSet' }, nowhere)).toEqual({
    verdict: 'stuck',
    because: 'the old pods go and no new one comes: no node matches its node selector or affinity',
  });
});

test('with OnDelete the order is not known', () => {
  const byHand = (image: string): Change => ({ kind: 'StatefulSet', spec: onDelete(), pod: { containers: [{ name: 'main', image }] } });
  expect(way(byHand('a:1'), byHand('a:2'))).toEqual({
    verdict: 'unknown',
    because: 'with OnDelete whoever deletes the old pods chooses their order, which the check does not follow',
  });
});

test('an autoscaler may run more pods than are followed', () => {
  const autoscaler = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { minReplicas: 3, maxReplicas: 6, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
  };
  expect(way(small, { pod: { ...requesting('100m'), ...inZone('zone-a') } }, {}, [autoscaler])).toEqual({
    verdict: 'unknown',
    because: 'its autoscaler runs 3 to 6 pods, and only an update of 3 is followed',
  });
});

test('pods that the API server refuses never come', () => {
  const pod = { ...requesting('100m'), serviceAccountName: 'web' };
  expect(way(small, { pod }, { provided: ['ServiceAccount/shop/other'] })).toEqual({
    verdict: 'stuck',
    because: 'its pods are never created: ServiceAccount web not found',
  });
});
