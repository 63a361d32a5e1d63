import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import type { workload } from '../manifests';
import { cluster, clusterObject, object, offering, service, statefulService, storageClass, version } from './designs';

/** What is said of the first service. */
function answer(documents: readonly unknown[], topology: Topology = cluster) {
  const [first] = judge(documents, topology, { withoutAdvice: true }).services;
  return { verdict: first?.verdict, because: first?.because };
}

const proved = { verdict: 'proved', because: 'no single event of those required stops it' };
const refuted = (because: string) => ({ verdict: 'refuted', because });
const unknown = (because: string) => ({ verdict: 'unknown', because });

const asking = (resources: Record<string, unknown>) => service({}, {}, { resources });

describe('extended resources', () => {
  const gpu = asking({ limits: { 'nvidia.com/gpu': 1 } });

  test('that no node offers keep the pods waiting', () => {
    expect(answer(gpu)).toEqual(refuted('its pods never find a node: no node of the topology offers 1 of nvidia.com/gpu'));
    expect(answer(gpu, offering({ 'nvidia.com/gpu': '2' }))).toEqual(proved);
  });

  test('that a DeviceClass serves are not modelled', () => {
    const spec = { extendedResourceName: 'nvidia.com/gpu' };
    expect(answer([...gpu, clusterObject('resource.k8s.io/v1', 'DeviceClass', 'gpu', { spec })])).toEqual(
      unknown("DeviceClass 'gpu' serves nvidia.com/gpu, and which nodes have such devices is not known"),
    );
  });

  test('local disk is counted where the topology says how much there is', () => {
    const disk = (amount: string) => asking({ requests: { 'ephemeral-storage': amount } });
    expect(answer(disk('100Gi'), offering({ 'ephemeral-storage': '50Gi' }))).toEqual(
      refuted('its pods never find a node: no node of the topology offers 102400Mi of ephemeral-storage'),
    );
    expect(answer(disk('10Gi'), offering({ 'ephemeral-storage': '50Gi' }))).toEqual(proved);
    expect(answer(disk('10Gi'))).toEqual(proved);
    const taken = (topology: Topology) =>
      judge(disk('10Gi'), topology, { withoutAdvice: true }).assumptions.filter(({ what }) => what.includes('local disk'));
    expect(taken(offering({ 'ephemeral-storage': '50Gi' }))).toEqual([]);
    expect(taken(cluster)).toEqual([
      {
        what: 'Deployment/shop/web local disk of the nodes',
        value: 'not limited',
        source: 'the topology does not say how much they have',
      },
    ]);
  });
});

test('a scheduling gate keeps the pods waiting, where the version has gates', () => {
  const gated = service({ schedulingGates: [{ name: 'shop.example/approved' }] });
  expect(answer(gated)).toEqual(refuted('its pods are never scheduled: they wait behind the scheduling gate shop.example/approved'));
  expect(answer(service())).toEqual(proved);
  expect(answer(gated, version('1.26'))).toEqual(proved);
});

describe('a LimitRange', () => {
  const range = (limits: Record<string, unknown>, name = 'sizes') => object('v1', 'LimitRange', name, { spec: { limits: [limits] } });
  const tooLarge =
    'lose one pod stops it: only 0 of 3 pods can be scheduled (no node is large enough and has only taints that it tolerates), 1 is needed';
  const refusal = (because: string) => refuted(`its pods are never created, LimitRange 'shop/sizes' refuses them: ${because}`);

  test.each(['default', 'defaultRequest', 'max', 'min'])('gives a request by its %s where a container states none', (field) => {
    expect(answer([...service(), range({ type: 'Container', [field]: { cpu: '5' } })]).because).toBe(tooLarge);
    expect(answer([...service(), range({ type: 'Container', [field]: { cpu: '500m' } })])).toEqual(proved);
    const elsewhere = { ...range({ type: 'Container', [field]: { cpu: '5' } }), metadata: { name: 'sizes', namespace: 'other' } };
    expect(answer([...service(), elsewhere])).toEqual(proved);
  });

  test('leaves what a container states', () => {
    const documents = asking({ limits: { cpu: '1' } });
    expect(answer([...documents, range({ type: 'Container', defaultRequest: { cpu: '5' } })])).toEqual(proved);
  });

  test('gives init containers a request as well', () => {
    const documents = service({ initContainers: [{ name: 'init', image: 'registry.example/init:1' }] });
    const stated = asking({ requests: { cpu: '1' } })[0] as ReturnType<typeof workload>;
    const pod = stated.spec.template.spec;
    const both = service({ ...pod, initContainers: [{ name: 'init', image: 'registry.example/init:1' }] });
    expect(answer([...documents, range({ type: 'Container', defaultRequest: { cpu: '1' } })])).toEqual(proved);
    expect(answer([...both, range({ type: 'Container', defaultRequest: { cpu: '5' } })]).because).toBe(tooLarge);
  });

  test('refuses containers outside its range', () => {
    const small = asking({ requests: { memory: '1Gi' }, limits: { memory: '2Gi' } });
    const tried = (limits: Record<string, unknown>) => answer([...small, range({ type: 'Container', ...limits })]);
    expect(tried({ max: { memory: '1Gi' } })).toEqual(refusal('container main asks for more memory than its maximum of 1Gi'));
    expect(tried({ max: { memory: '2Gi' } })).toEqual(proved);
    expect(tried({ min: { memory: '2Gi' } })).toEqual(refusal('container main asks for less memory than its minimum of 2Gi'));
    expect(tried({ min: { memory: '1Gi' } })).toEqual(proved);
    const ratio = 'container main has a limit of memory above 1.5 times its request, or states only one of them';
    expect(tried({ maxLimitRequestRatio: { memory: '1.5' } })).toEqual(refusal(ratio));
    expect(tried({ maxLimitRequestRatio: { memory: '2' } })).toEqual(proved);
  });

  test('refuses pods outside its range, and gives them nothing', () => {
    const pod = (limits: Record<string, unknown>) => range({ type: 'Pod', ...limits });
    const small = asking({ requests: { cpu: '1' }, limits: { cpu: '2' } });
    expect(answer([...service(), pod({ max: { cpu: '1' } })])).toEqual(refusal('the pod has no limit of cpu, and 1 is its maximum'));
    expect(answer([...service(), pod({ min: { cpu: '1' } })])).toEqual(refusal('the pod requests no cpu, and 1 is its minimum'));
    expect(answer([...small, pod({ max: { cpu: '1' } })])).toEqual(refusal('the pod asks for more cpu than its maximum of 1'));
    expect(answer([...small, pod({ max: { cpu: '2' }, min: { cpu: '1' } })])).toEqual(proved);
  });

  test('refuses claims outside its range', () => {
    const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '10Gi' } } };
    const set = [...statefulService({}, { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }] }), storageClass('disk')];
    const claims = (limits: Record<string, unknown>) => range({ type: 'PersistentVolumeClaim', ...limits });
    expect(answer([...set, claims({ max: { storage: '5Gi' } })])).toEqual(refusal('a claim of 10Gi is above its maximum'));
    expect(answer([...set, claims({ min: { storage: '20Gi' } })])).toEqual(refusal('a claim of 10Gi is below its minimum'));
    expect(answer([...set, claims({ min: { storage: '1Gi' }, max: { storage: '10Gi' } })])).toEqual(proved);
  });

  test('is one of several whose order is not known', () => {
    const defaults = { type: 'Container', defaultRequest: { cpu: '100m' } };
    expect(answer([...service(), range(defaults), range(defaults, 'more')])).toEqual(
      unknown('several LimitRanges of namespace shop give defaults, and which comes first is not known'),
    );
  });
});

describe('a RuntimeClass', () => {
  const kata = (rest: Record<string, unknown> = {}) =>
    clusterObject('node.k8s.io/v1', 'RuntimeClass', 'kata', { handler: 'kata', ...rest });
  const sandboxed = (pod: Record<string, unknown> = {}) => service({ runtimeClassName: 'kata', ...pod });

  test('adds its overhead', () => {
    const overhead = (cpu: string) => kata({ overhead: { podFixed: { cpu } } });
    expect(answer([...sandboxed(), overhead('5')]).verdict).toBe('refuted');
    expect(answer([...sandboxed(), overhead('200m')])).toEqual(proved);
    expect(answer([...sandboxed({ overhead: { cpu: '0.2' } }), overhead('200m')])).toEqual(proved);
  });

  test('refuses a pod whose overhead it does not have', () => {
    const message = 'its pods are never created: the pod states an overhead, and its RuntimeClass another or none';
    expect(answer([...sandboxed({ overhead: { cpu: '300m' } }), kata({ overhead: { podFixed: { cpu: '200m' } } })])).toEqual(
      refuted(message),
    );
    expect(answer([...sandboxed({ overhead: { cpu: '300m' } }), kata()])).toEqual(refuted(message));
    expect(answer(service({ overhead: { cpu: '300m' } }))).toEqual(refuted(message));
  });

  test('picks nodes', () => {
    const picky = kata({ scheduling: { nodeSelector: { sandbox: 'yes' } } });
    expect(answer([...sandboxed(), picky]).because).toContain('no node matches its node selector or affinity');
    expect(answer([...sandboxed({ nodeSelector: { sandbox: 'no' } }), picky])).toEqual(
      refuted('its pods are never created: its nodeSelector asks for sandbox: yes, and the pod for no'),
    );
    expect(answer([...sandboxed(), kata({ scheduling: { nodeSelector: { 'kubernetes.io/os': 'linux' } } })])).toEqual(proved);
  });

  test('brings tolerations', () => {
    const taint = { key: 'sandbox', effect: 'NoSchedule' as const };
    const tainted = {
      ...cluster,
      zones: cluster.zones.map((zone) => ({ ...zone, pools: zone.pools.map((pool) => ({ ...pool, taints: [taint] })) })),
    };
    expect(answer([...sandboxed(), kata()], tainted).verdict).toBe('refuted');
    expect(answer([...sandboxed(), kata({ scheduling: { tolerations: [{ key: 'sandbox', operator: 'Exists' }] } })], tainted)).toEqual(
      proved,
    );
  });

  test('that is not in the manifests is not known', () => {
    expect(answer(sandboxed())).toEqual(unknown('RuntimeClass kata is not in the manifests: its overhead and its nodes are not known'));
  });
});

test('a PriorityClass that is not there refuses pods', () => {
  const urgent = (name: string) => service({ priorityClassName: name });
  expect(answer(urgent('urgent'))).toEqual(unknown('PriorityClass urgent is not in the manifests: whether it exists is not known'));
  expect(answer(urgent('urgent'), { ...cluster, provided: ['PriorityClass/high'] })).toEqual(
    refuted('its pods are never created: PriorityClass urgent not found'),
  );
  expect(answer(urgent('urgent'), { ...cluster, provided: ['PriorityClass/urgent'] })).toEqual(proved);
  expect(answer(urgent('system-cluster-critical'))).toEqual(proved);
  expect(answer([...urgent('urgent'), clusterObject('scheduling.k8s.io/v1', 'PriorityClass', 'urgent', { value: 7 })])).toEqual(proved);
});

test('a PriorityClass of the cluster may give pods another priority than they state', () => {
  const provided = { ...cluster, provided: ['PriorityClass/urgent'] };
  const because = (field: string) => `PriorityClass urgent is not in the manifests: whether it gives the ${field} of the pods is not known`;
  for (const stated of [{ priority: 7 }, { preemptionPolicy: 'Never' }, { preemptionPolicy: 'PreemptLowerPriority' }]) {
    const pods = service({ priorityClassName: 'urgent', ...stated });
    expect(answer(pods, provided)).toEqual(unknown(because(Object.keys(stated)[0] as string)));
  }
  expect(answer(service({ priorityClassName: 'urgent' }), provided)).toEqual(proved);
});

test('a PriorityClass that the API server refuses is missing', () => {
  const named = (name: string, value: number) => [
    ...service({ priorityClassName: name }),
    clusterObject('scheduling.k8s.io/v1', 'PriorityClass', name, { value }),
  ];
  expect(answer(named('urgent', 1_000_000_001))).toEqual(
    refuted('its pods are never created: PriorityClass urgent has a value above 1000000000, and the API server refuses it'),
  );
  expect(answer(named('urgent', 1_000_000_000))).toEqual(proved);
  expect(answer(named('system-urgent', 7))).toEqual(
    refuted('its pods are never created: PriorityClass system-urgent has a name that begins with system-, and the API server refuses it'),
  );
});

test('matchLabelKeys count where the version of Kubernetes has them', () => {
  const [web, budget] = service() as [ReturnType<typeof workload>, unknown];
  const documents = [{ ...web, metadata: { ...web.metadata, annotations: { 'nines.dev/needed': '2' } } }, budget];
  expect(answer(documents, version('1.27'))).toEqual(proved);
  expect(answer(documents, version('1.26'))).toEqual(
    refuted(
      'lose one node stops it: 2 of 3 replicas may run on it after a rollout, 2 are needed: no required constraint spreads them over nodes',
    ),
  );
});

test('maxUnavailable of a StatefulSet counts where the version of Kubernetes has it', () => {
  const set = (maxUnavailable: number | string) => statefulService({}, { updateStrategy: { rollingUpdate: { maxUnavailable } } });
  const twoAway = 'rolling update stops it: a rolling update may make 2 of 3 replicas unavailable, 2 are needed';
  const patch =
    'spec.updateStrategy.rollingUpdate.maxUnavailable of StatefulSet/shop/web counts on some patch releases of Kubernetes 1.35 and not on others';
  expect(['1.34', '1.36'].map((it) => answer(set(2), version(it)))).toEqual([proved, proved]);
  expect(answer(set(2), version('1.35'))).toEqual(unknown(patch));
  expect(answer(set(1), version('1.35'))).toEqual(proved);
  expect(answer(set(2), version('1.37'))).toEqual(refuted(twoAway));
  expect(answer(set('70%'), version('1.37'))).toEqual(refuted(twoAway));
  expect(answer(set('50%'), version('1.37'))).toEqual(proved);
});

test('a partition keeps two revisions side by side, and a spread of the newest alone lets each stand anywhere', () => {
  const newest = { ...(statefulService()[0] as ReturnType<typeof workload>).spec.template.spec };
  const spreads = (keys: readonly string[]) => ({
    ...newest,
    topologySpreadConstraints: [{ ...spreadOf(newest), ...(keys.length > 0 ? { matchLabelKeys: keys } : {}) }],
  });
  const partition = { updateStrategy: { rollingUpdate: { partition: 1 } } };
  expect(answer(statefulService(spreads(['controller-revision-hash']), partition))).toEqual(
    unknown('field spec.updateStrategy.rollingUpdate.partition of StatefulSet/shop/web is not modelled beside matchLabelKeys'),
  );
  expect(answer(statefulService(spreads([]), partition))).toEqual(proved);
});

function spreadOf(spec: unknown): Record<string, unknown> {
  return (spec as { topologySpreadConstraints: readonly Record<string, unknown>[] }).topologySpreadConstraints[0] as Record<
    string,
    unknown
  >;
}

test('a host port of a sidecar takes the node for one pod, too', () => {
  const sidecar = {
    name: 'proxy',
    image: 'registry.example/proxy:1',
    restartPolicy: 'Always',
    ports: [{ containerPort: 80, hostPort: 80 }],
  };
  const crowded = (initContainers: readonly unknown[]) => service({ initContainers }, { replicas: 7 });
  expect(answer(crowded([sidecar])).verdict).toBe('refuted');
  expect(answer(crowded([{ ...sidecar, ports: [] }]))).toEqual(proved);
});

test('a node that is named skips the scheduler', () => {
  const because =
    'web may wait for a node: nodeName binds its pods without the scheduler, and a node that is gone, is full, or has a NoExecute taint refuses each new one';
  expect(answer(service({ nodeName: 'node-1' }))).toEqual(unknown(because));
});
