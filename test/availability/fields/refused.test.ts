import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import { spread, workload } from '../manifests';
import { claim, cluster, clusterObject, object, offering, service, statefulService, version } from './designs';

function answer(documents: readonly unknown[], topology: Topology = cluster): string {
  const [first] = judge(documents, topology, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const proved = 'proved: no single event of those required stops it';
const never = (because: string) => `refuted: its pods are never created: ${because}`;
const asking = (resources: Record<string, unknown>, pod: Record<string, unknown> = {}) => service(pod, {}, { resources });

test('an owner that a manifest names by uid is gone', () => {
  const [web, ...rest] = service();
  const owned = (ownerReferences: readonly unknown[]) => [
    { ...(web as ReturnType<typeof workload>), metadata: { name: 'web', namespace: 'shop', ownerReferences } },
    ...rest,
  ];
  expect(answer(owned([{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'parent', uid: '8a5b1f1e-1111-4222-8333-444455556666' }]))).toBe(
    'unknown: field metadata.ownerReferences of Deployment/shop/web is not modelled',
  );
  expect(answer(owned([]))).toBe(proved);
});

test('of a DaemonSet with OnDelete the API server checks nothing else', () => {
  const daemons = (updateStrategy: unknown) => [
    workload({ kind: 'DaemonSet', annotations: { 'nines.dev/needed': '1' }, spec: { replicas: undefined, updateStrategy } }),
  ];
  expect(answer(daemons({ type: 'OnDelete', rollingUpdate: { maxUnavailable: 1 } }))).toBe(answer(daemons({ type: 'OnDelete' })));
  expect(answer(daemons({ type: 'OnDelete' }))).toBe(proved);
});

test('a resource may have any name', () => {
  const [first] = judge(asking({ requests: { constructor: '1' } }), cluster, { withoutAdvice: true }).services;
  expect([first?.verdict, first?.minutesPerYear]).toEqual(['refuted', 525_960]);
});

describe('the API server refuses', () => {
  const large = offering({ 'example.com/device': '4', 'hugepages-2Mi': '1Gi' });

  test.each([
    [
      'a deadline that is not longer than minReadySeconds',
      service({}, { minReadySeconds: 600 }),
      'progressDeadlineSeconds, 600, must be greater than minReadySeconds, 600',
      service({}, { minReadySeconds: 600, progressDeadlineSeconds: 601 }),
    ],
    [
      'a key of matchLabelKeys that the selector of a spread has',
      service({ topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['app', 'pod-template-hash'] })] }),
      'a topology spread constraint has the label app in matchLabelKeys and in its labelSelector',
      service(),
    ],
    [
      'a key of matchLabelKeys that the selector of an affinity term has',
      service({ affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [wish(['app'])] } } }),
      'an affinity term has the label app in matchLabelKeys and in its labelSelector',
      service({ affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [wish(['pod-template-hash'])] } } }),
    ],
    [
      'two spreads of one key',
      service({ topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] }), spread('zone')] }),
      'two topology spread constraints have the topologyKey topology.kubernetes.io/zone and the same whenUnsatisfiable',
      service(),
    ],
    [
      'minDomains of a wish',
      service({
        topologySpreadConstraints: [
          spread('zone', { matchLabelKeys: ['pod-template-hash'] }),
          spread('host', { whenUnsatisfiable: 'ScheduleAnyway', minDomains: 2 }),
        ],
      }),
      'minDomains needs whenUnsatisfiable: DoNotSchedule',
      service(),
    ],
    [
      'a toleration of no key',
      service({ tolerations: [{ value: 'x' }] }),
      'a toleration without a key needs operator: Exists',
      service({ tolerations: [{ key: 'a', value: 'x' }] }),
    ],
    [
      'a toleration with a value that is not compared',
      service({ tolerations: [{ key: 'a', operator: 'Exists', value: 'x' }] }),
      'the toleration of a has operator Exists and a value',
      service({ tolerations: [{ key: 'a', operator: 'Exists' }] }),
    ],
    [
      'tolerationSeconds of an effect that evicts nobody',
      service({ tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 9 }] }),
      'tolerationSeconds needs effect: NoExecute',
      service({ tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 9 }] }),
    ],
    [
      'a host port beside another container port in the network of the node',
      service({ hostNetwork: true }, {}, { ports: [{ containerPort: 80, hostPort: 81 }] }),
      'with hostNetwork, hostPort 81 must equal its containerPort',
      service({ hostNetwork: true }, {}, { ports: [{ containerPort: 80, hostPort: 80 }] }),
    ],
    [
      'a request above its limit',
      asking({ requests: { 'ephemeral-storage': '2Gi' }, limits: { 'ephemeral-storage': '1Gi' } }),
      'container main requests more ephemeral-storage than its limit',
      asking({ requests: { 'ephemeral-storage': '1Gi' }, limits: { 'ephemeral-storage': '1Gi' } }),
    ],
    [
      'a device without a limit',
      asking({ requests: { 'example.com/device': 1 } }),
      'container main requests example.com/device and has no limit of it',
      service(),
    ],
    [
      'fewer huge pages than the limit',
      asking({ requests: { 'hugepages-2Mi': '2Mi', cpu: '1' }, limits: { 'hugepages-2Mi': '4Mi' } }),
      'container main requests another amount of hugepages-2Mi than its limit',
      service(),
    ],
    [
      'huge pages alone',
      asking({ limits: { 'hugepages-2Mi': '2Mi' } }),
      'a pod with huge pages must ask for cpu or memory, too',
      service(),
    ],
    [
      'a pod that requests more than its limit',
      service({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }),
      'the pod requests more cpu than its limit',
      service({ resources: { requests: { cpu: '1' }, limits: { cpu: '1' } } }),
    ],
    [
      'a pod that requests less than its containers',
      asking({ requests: { cpu: '1' } }, { resources: { requests: { cpu: '500m' } } }),
      'the pod requests less cpu than its containers together',
      asking({ requests: { cpu: '500m' } }, { resources: { requests: { cpu: '500m' } } }),
    ],
    [
      'a container with a higher limit than its pod',
      asking({ limits: { cpu: '2' } }, { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }),
      'the pod requests more cpu than its limit',
      asking({ limits: { cpu: '1' } }, { resources: { requests: { cpu: '1' }, limits: { cpu: '1' } } }),
    ],
    [
      'a container limit above the pod limit',
      asking({ requests: { cpu: '100m' }, limits: { cpu: '2' } }, { resources: { requests: { cpu: '1' }, limits: { cpu: '1' } } }),
      'a container has a higher limit of cpu than the pod',
      asking({ requests: { cpu: '100m' }, limits: { cpu: '1' } }, { resources: { requests: { cpu: '1' }, limits: { cpu: '1' } } }),
    ],
  ])('%s', (_, broken, because, mended) => {
    expect(answer(broken, large)).toBe(never(because));
    expect(answer(mended, large)).toBe(proved);
  });
});

function wish(matchLabelKeys: readonly string[]) {
  const podAffinityTerm = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys };
  return { weight: 1, podAffinityTerm };
}

test('a service account that is missing leaves the pods uncreated', () => {
  const named = (pod: Record<string, unknown>) => service(pod);
  const missing = 'unknown: ServiceAccount reader is not in the manifests: whether it exists is not known';
  expect(answer(named({ serviceAccountName: 'reader' }))).toBe(missing);
  expect(answer(named({ serviceAccount: 'reader' }))).toBe(missing);
  expect(answer(named({ serviceAccountName: 'default' }))).toBe(proved);
  expect(answer([...named({ serviceAccountName: 'reader' }), object('v1', 'ServiceAccount', 'reader', {})])).toBe(proved);
  expect(answer(named({ serviceAccountName: 'reader' }), { ...cluster, provided: ['ServiceAccount/shop/reader'] })).toBe(proved);
  expect(answer(named({ serviceAccountName: 'reader' }), { ...cluster, provided: ['ServiceAccount/shop/writer'] })).toBe(
    never('ServiceAccount reader not found'),
  );
});

describe('the kubelet refuses', () => {
  const sysctl = (name: string) => service({ securityContext: { sysctls: [{ name, value: '1' }] } });

  test('a kernel setting that is not safe', () => {
    expect(answer(sysctl('net.core.somaxconn'))).toBe(
      'unknown: field spec.template.spec.securityContext.sysctls[0].name of Deployment/shop/web is not modelled',
    );
    expect(answer(sysctl('net.ipv4.tcp_syncookies'))).toBe(proved);
  });

  test.each([
    ['net.ipv4.tcp_keepalive_time', '1.28', '1.29'],
    ['net.ipv4.tcp_rmem', '1.31', '1.32'],
    ['net.ipv4.tcp_wmem', '1.31', '1.32'],
  ])('%s on Kubernetes %s', (name, before, since) => {
    expect(answer(sysctl(name), version(before))).toBe(
      `unknown: its pods may never start: Kubernetes ${before} does not count ${name} among the safe sysctls, and its kubelets refuse others unless told otherwise`,
    );
    expect(answer(sysctl(name), version(since))).toBe(proved);
  });

  test.each([
    ['hostNetwork', 'net.ipv4.tcp_syncookies', 'kernel.shm_rmid_forced'],
    ['hostNetwork', 'net/ipv4/tcp_syncookies', 'kernel.shm_rmid_forced'],
    ['hostIPC', 'kernel.shm_rmid_forced', 'net.ipv4.tcp_syncookies'],
    ['hostIPC', 'fs.mqueue.queues_max', 'net.ipv4.tcp_syncookies'],
  ])('%s excludes the sysctl %s', (field, name, other) => {
    const shared = (setting: string) => service({ [field]: true, securityContext: { sysctls: [{ name: setting, value: '1' }] } });
    expect(answer(shared(name))).toBe(never(`${field} excludes the sysctl ${name}`));
    expect(answer(shared(other))).toBe(proved);
  });

  test.each([
    ['supplementalGroupsPolicy', (value: string) => service({ securityContext: { supplementalGroupsPolicy: value } }), 'Strict', 'Merge'],
    ['procMount', (value: string) => service({ hostUsers: false }, {}, { securityContext: { procMount: value } }), 'Unmasked', 'Default'],
    [
      'recursiveReadOnly',
      (value: string) =>
        service(
          { volumes: [{ name: 'tmp', emptyDir: {} }] },
          {},
          { volumeMounts: [{ name: 'tmp', mountPath: '/tmp', recursiveReadOnly: value }] },
        ),
      'Enabled',
      'IfPossible',
    ],
  ])('%s, which not every container runtime has', (field, having, lacking, held) => {
    expect(answer(having(lacking))).toMatch(new RegExp(`^unknown: field .*${field} of Deployment/shop/web is not modelled$`));
    expect(answer(having(held))).toBe(proved);
  });

  test('a profile that its node lacks', () => {
    const profile = (type: string) => service({ securityContext: { seccompProfile: { type, localhostProfile: 'a.json' } } });
    expect(answer(profile('Localhost'))).toBe(
      'unknown: field spec.template.spec.securityContext.seccompProfile.type of Deployment/shop/web is not modelled',
    );
    expect(answer(profile('RuntimeDefault'))).toBe(proved);
  });

  test.each(['seccompProfile', 'appArmorProfile'])('a %s of a container that its node lacks', (field) => {
    const profile = (type: string) => ({ name: 'main', image: 'registry.example/main:1', securityContext: { [field]: { type } } });
    const path = `securityContext.${field}.type of Deployment/shop/web`;
    expect(answer(service({}, {}, profile('Localhost')))).toBe(`unknown: field spec.template.spec.containers[0].${path} is not modelled`);
    expect(answer(service({ initContainers: [profile('Localhost')] }))).toBe(
      `unknown: field spec.template.spec.initContainers[0].${path} is not modelled`,
    );
    expect(answer(service({}, {}, profile('RuntimeDefault')))).toBe(proved);
  });

  test('an AppArmor profile by annotation that its node lacks', () => {
    const annotated = (profile: string) => {
      const [web, ...rest] = service() as [ReturnType<typeof workload>, unknown];
      const annotations = { 'container.apparmor.security.beta.kubernetes.io/main': profile };
      const metadata = { ...web.spec.template.metadata, annotations };
      return [{ ...web, spec: { ...web.spec, template: { ...web.spec.template, metadata } } }, ...rest];
    };
    expect(answer(annotated('localhost/web'))).toBe(
      'unknown: annotation container.apparmor.security.beta.kubernetes.io/main of Deployment/shop/web is not modelled',
    );
    expect(answer(annotated('runtime/default'))).toBe(proved);
  });

  test('a volume of a plugin that is gone', () => {
    const volume = (source: Record<string, unknown>) => service({ volumes: [{ name: 'data', ...source }] });
    expect(answer(volume({ gitRepo: { repository: 'https://git.example/a' } }))).toBe(
      'unknown: field spec.template.spec.volumes[0].gitRepo of Deployment/shop/web is not modelled',
    );
    expect(answer(volume({ nfs: { server: 'nfs.example', path: '/' } }))).toBe(proved);
  });
});

describe('a claim that is there before the one of a StatefulSet', () => {
  const templates = [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disk' } }];
  const set = statefulService({}, { volumeClaimTemplates: templates });
  const disk = clusterObject('storage.k8s.io/v1', 'StorageClass', 'disk', {
    provisioner: 'ebs.csi.aws.com',
    volumeBindingMode: 'WaitForFirstConsumer',
  });

  test('is used in its place', () => {
    expect(answer([...set, disk, claim('ReadWriteOnce', {}, 'data-web-0')])).toBe(
      'unknown: PersistentVolumeClaim/shop/data-web-0 takes the place of a claim that StatefulSet/shop/web makes',
    );
    expect(answer([...set, disk, claim('ReadWriteOnce', {}, 'data-web-a')])).toBe(proved);
  });

  test('and so is a pod of its name', () => {
    const pod = (name: string) => object('v1', 'Pod', name, { spec: { containers: [{ name: 'main', image: 'registry.example/main:1' }] } });
    expect(answer([...set, disk, pod('web-0')])).toBe('unknown: Pod/shop/web-0 has the name of a pod that StatefulSet/shop/web makes');
    expect(answer([...set, disk, pod('web-a')])).toBe(proved);
  });

  test('may get its class by an annotation', () => {
    const annotated = (annotations: Record<string, string>) =>
      statefulService({}, { volumeClaimTemplates: [{ ...templates[0], metadata: { name: 'data', annotations } }] });
    expect(answer([...annotated({ 'volume.beta.kubernetes.io/storage-class': 'static' }), disk])).toBe(
      'unknown: annotation volume.beta.kubernetes.io/storage-class of StatefulSet/shop/web is not modelled',
    );
    expect(answer([...annotated({ 'shop.example/class': 'static' }), disk])).toBe(proved);
  });
});
