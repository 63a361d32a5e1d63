import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const labelSelector = { matchLabels: { app: 'web' } };
const apart = {
  podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname', labelSelector }] },
};
const ofOneRevision = { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] };
const rolling = { strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } } };

/** The verdict of six replicas over three zones, and what is assumed of their releases. */
function said(nodes: readonly number[], pod: Record<string, unknown>) {
  const documents = [workload({ replicas: 6, annotations: { 'nines.dev/needed': '2' }, spec: rolling, pod }), budget({ minAvailable: 5 })];
  const { services, assumptions } = judge(documents, zones(nodes), { withoutAdvice: true });
  return [
    services[0]?.verdict,
    ...assumptions.flatMap(({ what, value, source }) => (what.endsWith(' releases') ? `${what}: ${value} (${source})` : [])),
  ];
}

const assumed =
  'Deployment/shop/web releases: each begins when the last rolling update has ended (rules count the pods of one revision, while those of all fill the nodes)';

// r1 is 2/2/2. The first pod of r2 fills zone 0, one of r1 in zone 1 goes, and r3 is released: its pods in zones 1 and 2 want a third in zone 0, which is full.
test('a release that begins while another is going on may never end where a spread counts one revision and a node takes one pod', () => {
  expect(said([3, 3, 3], { ...ofOneRevision, affinity: apart })).toEqual(['proved', assumed]);
});

test('a release in the middle of another takes a second pod of a StatefulSet whose pods are made in parallel', () => {
  const data = (podManagementPolicy: string, replicas = 3) =>
    workload({
      kind: 'StatefulSet',
      replicas,
      annotations: { 'nines.dev/needed': String(Math.max(1, replicas - 1)) },
      spec: { podManagementPolicy },
      pod: { topologySpreadConstraints: [spread('zone'), spread('host')] },
    });
  const releases = (value: unknown) =>
    judge([value, budget({ maxUnavailable: 1 })], zones([2, 2, 2]), { withoutAdvice: true }).assumptions.filter(({ what }) =>
      what.endsWith(' releases'),
    );
  expect(releases(data('Parallel'))).toEqual([
    {
      what: 'StatefulSet/shop/web releases',
      value: 'each begins when the last rolling update has ended',
      source: 'with podManagementPolicy Parallel the next one removes pods while one of the last is not ready',
    },
  ]);
  expect(releases(data('OrderedReady'))).toEqual([]);
  expect(releases(data('Parallel', 1))).toEqual([]);
});

test('with room for the pods of all revisions, or rules that count them all, nothing is assumed of releases', () => {
  expect(said([7, 7, 7], { ...ofOneRevision, affinity: apart })).toEqual(['proved']);
  expect(said([3, 3, 3], ofOneRevision)).toEqual(['proved']);
  expect(said([3, 3, 3], { topologySpreadConstraints: [spread('zone')], affinity: apart })).not.toContain(assumed);
});

/** What is assumed of the releases and failures of a workload that is proved. */
function overlaps(documents: readonly unknown[], nodes: readonly number[]): readonly string[] {
  const { services, assumptions } = judge(documents, zones(nodes), { withoutAdvice: true });
  expect(services.map(({ verdict }) => verdict)).toEqual(['proved']);
  return assumptions.flatMap((it) => (/ releases$|^failures of /.test(it.what) ? `${it.what}: ${it.value}` : []));
}

const apartFromDrains = 'Deployment/shop/web releases: none while a node is drained';
const revisions = { matchLabelKeys: ['pod-template-hash'] };

// A release of four pods over three nodes: new pods on two of them, an old one on the third, which is cordoned. The next new one has to go there, three are ready, and the budget keeps the old one.
test.each<[string, readonly number[], Record<string, unknown>, readonly string[]]>([
  ['over zones of one node', [1, 1, 1], { replicas: 4, spreads: [spread('zone', revisions)] }, [apartFromDrains]],
  ['over nodes', [3], { replicas: 4, spreads: [spread('host', revisions)] }, [apartFromDrains]],
  ['over zones of two nodes', [2, 2, 2], { replicas: 4, spreads: [spread('zone', revisions)] }, []],
  ['of three pods', [1, 1, 1], { replicas: 3, spreads: [spread('zone', revisions)] }, []],
  ['over six nodes in three zones', [2, 2, 2], { replicas: 6, spreads: [spread('zone', revisions), spread('host', revisions)] }, []],
  [
    'of more pods over six nodes',
    [2, 2, 2],
    { replicas: 7, spreads: [spread('zone', revisions), spread('host', revisions)] },
    [apartFromDrains],
  ],
  ['that counts all revisions', [1, 1, 1], { replicas: 4, spreads: [spread('zone')] }, []],
])('a release %s and a drain may wait for each other', (_, nodes, { replicas, spreads }, expected) => {
  const value = workload({
    replicas: Number(replicas),
    annotations: { 'nines.dev/needed': '2' },
    spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } } },
    pod: { topologySpreadConstraints: spreads },
  });
  expect(overlaps([value, budget({ maxUnavailable: 1 })], nodes)).toEqual(expected);
});

// db-0 is away for a release when db-1 is lost with its zone. It is made again first, in its volume's zone, where db-3 stands, and which is closed until db-1 does.
test.each<[string, number, string, readonly string[]]>([
  ['in order', 4, 'OrderedReady', ['failures of StatefulSet/shop/web: none amid its releases and drains']],
  ['in order, one for each zone', 3, 'OrderedReady', []],
  ['at once', 4, 'Parallel', ['StatefulSet/shop/web releases: each begins when the last rolling update has ended']],
])('a failure amid a release may leave pods waiting that are made %s', (_, replicas, podManagementPolicy, expected) => {
  const volumeClaimTemplates = [
    {
      metadata: { name: 'data' },
      spec: { storageClassName: 'ebs', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ];
  const database = workload({
    kind: 'StatefulSet',
    replicas,
    annotations: { 'nines.dev/needed': '2' },
    spec: { podManagementPolicy, volumeClaimTemplates },
    pod: { topologySpreadConstraints: [spread('zone')] },
  });
  const storage = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'ebs' },
    provisioner: 'ebs.csi.aws.com',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  expect(overlaps([database, budget({ maxUnavailable: 1 }), storage], [2, 2, 2])).toEqual(expected);
});
