import type { Topology } from '../../../src/availability';
import { judge } from '../judged';
import { cluster, clusterObject, object, service, statefulService, storageClass } from './designs';

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
      'unknown: Rollout/shop/web names it and may change the number of its pods, and is not modelled',
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
    expect(answer([...set, storageClass('disk'), ofClass('2')])).toMatch(/^unknown: .* whether that is the default class is not known$/);
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
