import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import { budget, workload, zones } from '../manifests';
import { claim, cluster, clusterObject, mounted, object, service, statefulService, storageClass } from './designs';

function answer(documents: readonly unknown[], topology: Topology = cluster): string {
  const [first] = judge(documents, topology, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const proved = 'proved: no single event of those required stops it';

/** The topology with labels on the nodes of some zones. */
function labelled(...labels: readonly Record<string, string>[]): Topology {
  const zones = cluster.zones.map((zone, index) => ({
    ...zone,
    pools: zone.pools.map((pool) => ({ ...pool, labels: labels[index] ?? labels[0] })),
  }));
  return { ...cluster, zones };
}

describe('an operator that names a workload', () => {
  const rollout = (spec: Record<string, unknown>) => object('argoproj.io/v1alpha1', 'Rollout', 'web', { spec });
  const web = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

  test('may change the number of its pods', () => {
    expect(answer([...service(), rollout({ workloadRef: web })])).toBe(
      'unknown: Rollout/shop/web names it and may change its pods or their number, and is not modelled',
    );
    expect(answer([...service(), rollout({ stages: [{ targets: [web] }] })])).toMatch(/^unknown: Rollout/);
  });

  test('changes none that it does not name', () => {
    expect(answer([...service(), rollout({ workloadRef: { ...web, name: 'api' } })])).toBe(proved);
    expect(answer([...service(), rollout({ workloadRef: { ...web, namespace: 'other' } })])).toBe(proved);
    expect(answer([...service(), rollout({ healthChecks: [web] })])).toBe(proved);
  });
});

describe('what validates pods', () => {
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
  const webhook = (resources: readonly string[]) =>
    clusterObject('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'guard', {
      webhooks: [{ name: 'guard.example', rules: [{ ...rule, resources }] }],
    });
  const refusing = (kind: string) => `unknown: ${kind}/guard may refuse its pods or their evictions, and is not modelled`;

  test('may refuse them', () => {
    expect(answer([...service(), webhook(['pods'])])).toBe(refusing('ValidatingWebhookConfiguration'));
    expect(answer([...service(), webhook(['pods/eviction'])])).toBe(refusing('ValidatingWebhookConfiguration'));
    expect(answer([...service(), webhook(['configmaps'])])).toBe(proved);
  });

  test('may be a policy', () => {
    const policy = (resources: readonly string[]) =>
      clusterObject('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'guard', {
        spec: { matchConstraints: { resourceRules: [{ ...rule, resources }] } },
      });
    expect(answer([...service(), policy(['pods'])])).toBe(refusing('ValidatingAdmissionPolicy'));
    expect(answer([...service(), policy(['services'])])).toBe(proved);
  });
});

describe('a quota', () => {
  const quota = (hard: Record<string, unknown>) => object('v1', 'ResourceQuota', 'limits', { spec: { hard } });
  const file = (name: string) => object('v1', 'ConfigMap', name, {});

  test('of ConfigMaps may refuse one that pods mount', () => {
    const lacking = (most: number, held: number) =>
      `unknown: ResourceQuota 'shop/limits' allows ${most} of configmaps, and there are ${held}: its pods may lack one`;
    expect(answer([...service(), quota({ configmaps: '0' })])).toBe(lacking(0, 1));
    expect(answer([...service(), file('a'), file('b'), quota({ configmaps: '2' })])).toBe(lacking(2, 3));
    expect(answer([...service(), file('a'), file('b'), quota({ configmaps: '3' })])).toBe(proved);
    expect(answer([...service(), quota({ 'count/serviceaccounts': '0' })])).toMatch(/^unknown: ResourceQuota 'shop\/limits'/);
    expect(answer([...service(), quota({ secrets: '0' })])).toBe(proved);
  });

  const template = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
  const set = statefulService({}, { volumeClaimTemplates: [template] });
  const ofClass = (most: string) => quota({ 'disk.storageclass.storage.k8s.io/persistentvolumeclaims': most });
  const byDefault = (annotation: string, name = 'disk') => ({
    ...storageClass(name),
    metadata: { name, annotations: { [annotation]: 'true' } },
  });

  test.each(['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'])(
    'counts the claims that get its class by default, by %s',
    (annotation) => {
      expect(answer([...set, byDefault(annotation), ofClass('2')])).toMatch(/^refuted: some of its 3 pods are never created/);
      expect(answer([...set, byDefault(annotation), ofClass('3')])).toBe(proved);
    },
  );

  test('of a class that may be the default one leaves it open', () => {
    expect(answer([...set, storageClass('disk'), ofClass('2')])).toMatch(/^unknown: .* whether that is the default class is not known; /);
  });

  test('two default classes leave open which one it is', () => {
    const annotation = 'storageclass.kubernetes.io/is-default-class';
    expect(answer([...set, byDefault(annotation), byDefault(annotation, 'other')])).toBe(
      'unknown: StorageClass/disk and StorageClass/other are both the default, and which is newer is not known',
    );
  });
});

describe('labels of nodes', () => {
  test('that the controller manager sets are those of the nodes', () => {
    expect(answer(service({ nodeSelector: { 'beta.kubernetes.io/os': 'linux' } }))).toBe(proved);
    expect(answer(service({ nodeSelector: { 'beta.kubernetes.io/arch': 'arm64' } }), labelled({ 'kubernetes.io/arch': 'arm64' }))).toBe(
      proved,
    );
  });

  test('that a provider sets are not known where the topology does not state them', () => {
    const selected = service({ nodeSelector: { 'node.kubernetes.io/instance-type': 'm5.large' } });
    expect(answer(selected)).toBe(
      'unknown: its pods are placed by the label node.kubernetes.io/instance-type, which a provider sets, and the topology does not state',
    );
    expect(answer(selected, labelled({ 'node.kubernetes.io/instance-type': 'm5.large' }))).toBe(proved);
    expect(answer(selected, labelled({ 'node.kubernetes.io/instance-type': 'm5.xlarge' }))).toMatch(/^refuted/);
  });

  test('that no provider sets are known to be missing', () => {
    expect(answer(service({ nodeSelector: { 'shop.example/disk': 'fast' } }))).toMatch(/^refuted/);
  });

  test('of several operating systems leave open whether an image runs', () => {
    const mixed = labelled({}, { 'kubernetes.io/os': 'windows' });
    expect(answer(service(), mixed)).toBe(
      'unknown: its pods may be bound to nodes of linux and windows, and an image runs on one of them; add a nodeSelector kubernetes.io/os',
    );
  });

  test('of several processors are an assumption', () => {
    const images = (topology: Topology) =>
      judge(service(), topology, { withoutAdvice: true }).assumptions.filter(({ what }) => what.endsWith(' images'));
    expect(images(labelled({}, { 'kubernetes.io/arch': 'arm64' }))).toEqual([
      { what: 'Deployment/shop/web images', value: 'run on amd64 and arm64', source: 'its pods may be bound to nodes of both' },
    ]);
    expect(images(cluster)).toEqual([]);
  });
});

test('a volume of a node is taken to come back with it', () => {
  const template = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disk' } };
  const set = statefulService({}, { volumeClaimTemplates: [template] });
  const taken = (provisioner: string) =>
    judge([...set, storageClass('disk', { provisioner })], cluster, { withoutAdvice: true })
      .assumptions.filter(({ what }) => what.endsWith('volumes of nodes'))
      .map(({ value }) => value);
  expect(taken('rancher.io/local-path')).toEqual(['a node comes back with its disks']);
  expect(taken('ebs.csi.aws.com')).toEqual([]);
});

describe('a claim that names a volume', () => {
  const asked = { storageClassName: 'files', volumeName: 'files', accessModes: ['ReadWriteMany'] };
  const spec = {
    accessModes: ['ReadWriteMany'],
    capacity: { storage: '10Gi' },
    storageClassName: 'files',
    nfs: { server: 'nfs.example', path: '/' },
  };
  const volume = (more: Record<string, unknown> = {}) => clusterObject('v1', 'PersistentVolume', 'files', { spec: { ...spec, ...more } });
  const sharing = (more: Record<string, unknown> = {}, ...others: readonly unknown[]) => [
    ...service(mounted),
    claim('ReadWriteMany', { ...asked, ...more }),
    ...others,
  ];

  test.each([
    ['it is reserved for another claim', sharing({}, volume({ claimRef: { namespace: 'shop', name: 'other' } }))],
    ["its storageClassName is '', and that of the volume is 'files'", sharing({ storageClassName: '' }, volume())],
    ['it names no storageClassName, and may get the default class', sharing({ storageClassName: undefined }, volume())],
    ['it asks for more than the volume has', sharing({}, volume({ capacity: { storage: '1Gi' } }))],
    ['the volume lacks access mode ReadWriteMany', sharing({}, volume({ accessModes: ['ReadWriteOnce'] }))],
    ['its volumeMode is Block, and that of the volume is Filesystem', sharing({ volumeMode: 'Block' }, volume())],
    ['PersistentVolumeClaim/shop/other names it, too', sharing({}, volume(), claim('ReadWriteMany', asked, 'other'))],
  ])('may not be bound to it: %s', (because, documents) => {
    expect(answer(documents)).toBe(`unknown: PersistentVolumeClaim/shop/data may not be bound to PersistentVolume/files: ${because}`);
    expect(answer(sharing({}, volume()))).toBe(proved);
    expect(answer(sharing({}, volume({ claimRef: { namespace: 'shop', name: 'data' } })))).toBe(proved);
  });

  test('is one of those that a quota of claims counts', () => {
    const quota = (most: string) => object('v1', 'ResourceQuota', 'claims', { spec: { hard: { persistentvolumeclaims: most } } });
    const because = 'the claim that its pods share may never be created';
    expect(answer([...sharing({}, volume()), quota('0')])).toBe(
      `unknown: ${because}: ResourceQuota 'shop/claims' allows 0 of persistentvolumeclaims, and all claims take more`,
    );
    expect(answer([...sharing({}, volume()), quota('1')])).toBe(proved);
  });

  test('is counted beside those of a StatefulSet', () => {
    const template = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disk' } };
    const quota = (most: string) => object('v1', 'ResourceQuota', 'claims', { spec: { hard: { persistentvolumeclaims: most } } });
    const set = [...statefulService({}, { volumeClaimTemplates: [template] }), storageClass('disk'), claim('ReadWriteOnce', {}, 'other')];
    expect(answer([...set, quota('3')])).toMatch(/^unknown: some of its pods may never be created/);
    expect(answer([...set, quota('4')])).toBe(proved);
  });
});

describe('a Job that a budget selects', () => {
  const job = (spec: Record<string, unknown>, annotations: Record<string, string> = {}) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate', namespace: 'shop', annotations },
    spec: {
      ...spec,
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'registry.example/main:1' }] },
      },
    },
  });

  test('lets no pod be evicted until it is deleted', () => {
    expect(answer([...service(), job({})])).toMatch(/^refuted: drain never ends/);
    expect(answer([...service(), job({ ttlSecondsAfterFinished: 60 })])).toMatch(/^unknown: drain/);
    expect(answer([...service(), job({}, { 'helm.sh/hook-delete-policy': 'hook-succeeded' })])).toMatch(/^unknown: drain/);
  });
});

describe('a drain of the node of a pinned pod', () => {
  const template = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disk' } };
  const onePerZone = zones([1, 1, 1]);
  const set = [...statefulService({}, { volumeClaimTemplates: [template] }), storageClass('disk')];
  const old = [{ ...workload({ name: 'old', replicas: 1 }), kind: 'ReplicaSet' }, budget({ minAvailable: 1 }, 'old')];

  test('may be held up by what is not judged', () => {
    expect(answer([...set, ...old], onePerZone)).toBe(
      'unknown: drain may never end: ReplicaSet/shop/old may hold up the drain of a node indefinitely, and an evicted pod may find no other place until it ends',
    );
    expect(answer([...set, ...old.slice(0, 1)], onePerZone)).toBe(proved);
  });
});
