import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import { claim, cluster, clusterObject, mounted, object, offering, service, statefulService, storageClass, version } from './designs';

function answer(documents: readonly unknown[], topology: Topology = cluster): string {
  const [first] = judge(documents, topology, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const proved = 'proved: no single event of those required stops it';
const large = offering({ 'example.com/device': '4' });
const initial = (more: Record<string, unknown>) =>
  service({ initContainers: [{ name: 'first', image: 'registry.example/first:1', ...more }] });
const contained = (container: Record<string, unknown>) => service({}, {}, container);
const preferring = (preference: Record<string, unknown>) => {
  const term = { matchExpressions: [{ key: 'disk', ...preference }] };
  return service({ affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: term }] } } });
};
const listening = (first: Record<string, unknown>, second: Record<string, unknown>, pod: Record<string, unknown> = {}) =>
  service({
    containers: [first, second].map((port, index) => ({
      name: `c${index}`,
      image: 'registry.example/main:1',
      ports: [{ containerPort: 80, ...port }],
    })),
    ...pod,
  });

test.each([
  [
    contained({ volumeMounts: [{ name: 'data', mountPath: '/data', mountPropagation: 'Bidirectional' }] }),
    'mountPropagation Bidirectional of container main needs privileged: true',
    contained({
      volumeMounts: [{ name: 'data', mountPath: '/data', mountPropagation: 'Bidirectional' }],
      securityContext: { privileged: true },
    }),
  ],
  [
    initial({ readinessProbe: { tcpSocket: { port: 80 } } }),
    'init container first has a readinessProbe, which only sidecars may have',
    initial({ restartPolicy: 'Always', readinessProbe: { tcpSocket: { port: 80 } } }),
  ],
  [
    initial({ lifecycle: { preStop: { sleep: { seconds: 1 } } } }),
    'init container first has a lifecycle, which only sidecars may have',
    initial({ restartPolicy: 'Always', lifecycle: { preStop: { sleep: { seconds: 1 } } } }),
  ],
  [
    contained({ livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } }),
    'successThreshold of the livenessProbe of container main must be 1',
    contained({ readinessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 } }),
  ],
  [
    contained({ readinessProbe: { tcpSocket: { port: 80 }, terminationGracePeriodSeconds: 5 } }),
    'the readinessProbe of container main may not have terminationGracePeriodSeconds',
    contained({ livenessProbe: { tcpSocket: { port: 80 }, terminationGracePeriodSeconds: 5 } }),
  ],
  [
    contained({ securityContext: { privileged: true, allowPrivilegeEscalation: false } }),
    'allowPrivilegeEscalation: false of container main excludes privileged and the capability CAP_SYS_ADMIN',
    contained({ securityContext: { privileged: true } }),
  ],
  [
    contained({ securityContext: { capabilities: { add: ['CAP_SYS_ADMIN'] }, allowPrivilegeEscalation: false } }),
    'allowPrivilegeEscalation: false of container main excludes privileged and the capability CAP_SYS_ADMIN',
    contained({ securityContext: { capabilities: { add: ['SYS_ADMIN'] }, allowPrivilegeEscalation: false } }),
  ],
  [
    contained({ volumeMounts: [{ name: 'data', mountPath: '/data', subPath: '../other' }] }),
    'the subPath ../other of container main leaves its volume',
    contained({ volumeMounts: [{ name: 'data', mountPath: '/data', subPath: '..other' }] }),
  ],
  [
    contained({ volumeMounts: [{ name: 'data', mountPath: '/data', subPathExpr: '/$(POD)' }] }),
    'the subPath /$(POD) of container main leaves its volume',
    contained({ volumeMounts: [{ name: 'data', mountPath: '/data', subPathExpr: '$(POD)' }], env: [{ name: 'POD', value: 'a' }] }),
  ],
  [
    contained({ resources: { limits: { 'example.com/device': '500m' } } }),
    'container main asks for a fraction of example.com/device',
    contained({ resources: { limits: { 'example.com/device': '1' } } }),
  ],
  [service({ hostUsers: false, hostIPC: true }), 'hostIPC excludes hostUsers: false', service({ hostIPC: true })],
  [
    service({ shareProcessNamespace: true, hostPID: true }),
    'hostPID excludes shareProcessNamespace',
    service({ shareProcessNamespace: true }),
  ],
  [
    service({ dnsPolicy: 'None' }),
    'dnsPolicy None needs dnsConfig.nameservers',
    service({ dnsPolicy: 'None', dnsConfig: { nameservers: ['192.0.2.1'] } }),
  ],
  [
    preferring({ operator: 'In', values: [] }),
    'operator In of a node affinity does not take 0 values',
    preferring({ operator: 'In', values: ['ssd'] }),
  ],
  [
    preferring({ operator: 'Exists', values: ['ssd'] }),
    'operator Exists of a node affinity does not take 1 values',
    preferring({ operator: 'Exists' }),
  ],
  [listening({ hostPort: 80 }, { hostPort: 80 }), 'two of its ports have the hostPort 80', listening({ hostPort: 80 }, { hostPort: 81 })],
  [
    listening({}, {}, { hostNetwork: true }),
    'two of its ports have the hostPort 80',
    listening({}, { protocol: 'UDP' }, { hostNetwork: true }),
  ],
  [
    statefulService({}, { updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } }),
    'strategy OnDelete excludes rollingUpdate',
    statefulService({}, { updateStrategy: { type: 'OnDelete' } }),
  ],
])('the API server refuses %#', (broken, because, mended) => {
  expect(answer(broken, large)).toBe(`refuted: its pods are never created: ${because}`);
  expect(answer(mended, large)).toBe(proved);
});

test('a claim has ReadWriteOncePod alone', () => {
  const modes = (...accessModes: readonly string[]) => [
    ...statefulService({}, { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes, storageClassName: 'disk' } }] }),
    storageClass('disk'),
  ];
  expect(answer(modes('ReadWriteOncePod', 'ReadWriteOnce'))).toBe(
    'refuted: its pods are never created: claim data has ReadWriteOncePod beside other access modes',
  );
  expect(answer(modes('ReadWriteOncePod'))).toBe(proved);
});

describe('a version of Kubernetes that drops a field', () => {
  test('waits for a sidecar to end', () => {
    const sidecar = initial({ restartPolicy: 'Always' });
    expect(answer(sidecar, version('1.28'))).toBe(
      'unknown: its pods may never start: Kubernetes 1.28 has no sidecars, and waits until init container first ends',
    );
    expect(answer(sidecar, version('1.29'))).toBe(proved);
  });

  test('leaves a volume of an image without its source', () => {
    const image = service({ volumes: [{ name: 'models', image: { reference: 'registry.example/models:1' } }] });
    expect(answer(image, version('1.34'))).toBe('unknown: its pods may never start: Kubernetes 1.34 has no image volumes such as models');
    expect(answer(image, version('1.35'))).toBe(proved);
  });
});

test('the kubelet refuses a host name that is too long', () => {
  expect(answer(service({ setHostnameAsFQDN: true }))).toBe(
    'unknown: field spec.template.spec.setHostnameAsFQDN of Deployment/shop/web is not modelled',
  );
  expect(answer(service({ setHostnameAsFQDN: false }))).toBe(proved);
});

test.each([
  ['openshift.io/node-selector', 'env=prod'],
  ['scheduler.alpha.kubernetes.io/node-selector', 'env=prod'],
  ['scheduler.alpha.kubernetes.io/defaultTolerations', '[]'],
  ['scheduler.alpha.kubernetes.io/tolerationsWhitelist', '[]'],
])('annotation %s of a namespace places its pods', (annotation, value) => {
  const namespace = (text: string) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', annotations: { [annotation]: text } },
  });
  expect(answer([...service(), namespace(value)])).toBe(`unknown: annotation ${annotation} of Namespace/shop is not modelled`);
  expect(answer([...service(), namespace('')])).toBe(proved);
});

test('a service account may refuse pods by the Secrets that they use', () => {
  const annotation = 'kubernetes.io/enforce-mountable-secrets';
  const account = (name: string, text: string) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: 'shop', annotations: { [annotation]: text } },
  });
  const because = (name: string) => `unknown: annotation ${annotation} of ServiceAccount/shop/${name} is not modelled`;
  expect(answer([...service(), account('default', 'true')])).toBe(because('default'));
  expect(answer([...service({ serviceAccountName: 'web' }), account('web', 'T')])).toBe(because('web'));
  expect(answer([...service(), account('default', 'false')])).toBe(proved);
  expect(answer([...service(), account('other', 'true')])).toBe(proved);
});

describe('a claim that its driver does not serve', () => {
  const claiming = (spec: Record<string, unknown>) =>
    statefulService(
      {},
      {
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', ...spec } }],
      },
    );
  const among = (mode: string, provisioner: string) => [...claiming({ accessModes: [mode] }), storageClass('disk', { provisioner })];

  test.each(['ebs.csi.aws.com', 'disk.csi.azure.com', 'rancher.io/local-path', 'rook-ceph.rbd.csi.ceph.com'])('%s', (provisioner) => {
    for (const mode of ['ReadWriteMany', 'ReadOnlyMany'])
      expect(answer(among(mode, provisioner))).toBe(
        `unknown: claim data of StatefulSet/shop/web asks for ${mode}, and the volumes of ${provisioner} are mounted by one node`,
      );
    expect(answer(among('ReadWriteOnce', provisioner))).not.toContain('asks for');
  });

  test.each(['efs.csi.aws.com', 'driver.longhorn.io', 'k8s.io/minikube-hostpath'])('is served by %s', (provisioner) => {
    expect(answer(among('ReadWriteMany', provisioner))).not.toContain('asks for');
  });

  test('may be one that pods share', () => {
    expect(answer([...service(mounted), claim('ReadWriteMany'), storageClass('disk')])).toBe(
      'unknown: claim data of Deployment/shop/web asks for ReadWriteMany, and the volumes of ebs.csi.aws.com are mounted by one node',
    );
  });

  test('names attributes that its driver has', () => {
    const gold = (driverName: string) => clusterObject('storage.k8s.io/v1', 'VolumeAttributesClass', 'gold', { driverName });
    const set = [...claiming({ volumeAttributesClassName: 'gold' }), storageClass('disk')];
    expect(answer(set)).toBe('unknown: VolumeAttributesClass gold is not in the manifests: whether it exists is not known');
    expect(answer([...set, gold('pd.csi.storage.gke.io')])).toBe(
      'unknown: VolumeAttributesClass gold may be of another driver than the class of claim data of StatefulSet/shop/web',
    );
    expect(answer([...set, gold('ebs.csi.aws.com')])).toBe(proved);
  });
});

describe('a quota of claims', () => {
  const volumeClaimTemplate = {
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '1Gi' } } },
  };
  const quota = (hard: Record<string, string>) => object('v1', 'ResourceQuota', 'limits', { spec: { hard } });
  const scratch = { volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate } }] };
  const served = [...service(scratch), storageClass('disk')];

  test.each([
    ['persistentvolumeclaims', '3', '5', '6'],
    ['requests.storage', '3Gi', '5Gi', '6Gi'],
  ])('counts the ephemeral volumes that a rollout adds, and those of lost pods: %s', (name, short, tight, enough) => {
    const told = (amount: string) => `ResourceQuota 'shop/limits' allows ${amount} of ${name}`;
    expect(answer([...served, quota({ [name]: short })])).toBe(
      `refuted: rolling update never ends: the pod that a rolling update adds never gets its volume: ${told(short)}, the pods at rest take it up, and maxUnavailable is 0`,
    );
    expect(answer([...served, quota({ [name]: tight })])).toBe(
      `unknown: the replacements of lost pods may never get their volumes: ${told(tight)}, and those of the lost ones stay`,
    );
    expect(answer([...served, quota({ [name]: enough })])).toBe(proved);
  });
});
