import type { Topology } from '../../src/availability';
import { topologies } from '../../src/platform/topologies';
import type { Manifest } from '../../src/synthesis/manifest';
import { application, deployment, object } from './deploy/application';
import { Deployer, made } from './deploy/run';
import { Cluster } from './harness/cluster';
import { prepare } from './harness/deploy';
import type { Pod } from './harness/kubernetes-client';
import { poll } from './harness/readiness';
import { agreed } from './harness/server';
import { local } from './harness/shop';

let cluster: Cluster;
let deployer: Deployer;
beforeAll(async () => {
  cluster = await Cluster.start(topologies.get('minikube') as Topology, { name: 'deploy' });
  await prepare(cluster, [], local.classes);
  deployer = await Deployer.on(cluster);
});
afterAll(async () => {
  deployer?.close();
  await cluster?.stop();
});

/** The status of an object, and what is stored of it. */
async function stored(manifest: Manifest): Promise<{ readonly status: number; readonly version: string | undefined }> {
  const { status, body } = await cluster.server.read(manifest);
  return { status, version: (body['metadata'] as { resourceVersion?: string } | undefined)?.resourceVersion };
}

test('the first deployment applies wave after wave, and a second one changes nothing', async () => {
  let availableBefore: number | undefined;
  const seen = cluster.state.onChange(() => {
    if (!cluster.state.get('deployments', 'web', 'first')) return;
    availableBefore ??= cluster.state.get('deployments', 'api', 'first')?.status?.availableReplicas ?? 0;
  });
  const first = await deployer.deploy(application('first'));
  seen();
  expect(first.error).toBeUndefined();
  expect(made(first.lines)).toEqual([
    'wave 1 of 4: 1 object',
    'created Namespace/first',
    'wave 2 of 4: 1 object',
    'created StatefulSet/first/db',
    'wave 3 of 4: 2 objects',
    'created ConfigMap/first/settings',
    'created Deployment/first/api',
    'wave 4 of 4: 1 object',
    'created Deployment/first/web',
  ]);
  expect(first.deployment.summary.text()).toBe('5 created');
  expect(availableBefore).toBe(2);

  const second = await deployer.deploy(application('first'));
  expect(second.deployment.summary.text()).toBe('5 unchanged');
  expect(made(second.lines).filter((line) => !line.startsWith('wave'))).toEqual([]);
});

test('another image is rolled out before the next wave', async () => {
  await deployer.deploy(application('image'));
  const { lines, deployment, error } = await deployer.deploy(application('image', { image: 'registry.example/any:2' }));
  expect(error).toBeUndefined();
  expect(deployment.summary.text()).toBe('1 configured, 4 unchanged');
  expect(lines.indexOf('wave 4 of 4: 1 object')).toBe(lines.length - 1);
  expect(cluster.state.all('pods').filter((pod) => imageOf(pod) === 'registry.example/any:2' && isReady(pod))).toHaveLength(2);
});

const imageOf = ({ spec }: Pod) => spec?.containers[0]?.image;
const isReady = ({ status }: Pod) => status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;

test('a rollout that makes no progress ends with its reason, and the next waves are not applied', async () => {
  await deployer.deploy(application('stuck'));
  const manifests = [...application('stuck', { nodeSelector: { disk: 'none' }, deadline: 5 }), deployment('late', 3, 'stuck')];
  const { deployment: ended, error, lines } = await deployer.deploy(manifests, { timeout: undefined });
  expect(error?.message).toBe('Deployment/stuck/api: no progress for 5 s (progressDeadlineSeconds)');
  expect(error?.reasons?.[0]).toMatch(
    /^api-\w+-\w+: Unschedulable, 0\/1 nodes are available: 1 node\(s\) didn't match Pod's node affinity\/selector\./,
  );
  expect(lines.filter((line) => line.includes('waiting')).at(-1)).toMatch(
    / waiting {4}Deployment\/stuck\/api: \d of 2 pods \w+; api-\w+-\w+: Unschedulable/,
  );
  expect(ended.pending).toEqual(['Deployment/stuck/web', 'Deployment/stuck/late']);
  expect((await stored(deployment('late', 3, 'stuck'))).status).toBe(404);

  const mended = await deployer.deploy(application('stuck'));
  expect(mended.error).toBeUndefined();
});

test('what is gone from the manifests is deleted, unless it holds data or says that it stays', async () => {
  const kept = { ...object('v1', 'ConfigMap', 'kept', 0, 'prune') };
  const marked = {
    ...kept,
    metadata: { ...kept.metadata, annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } },
  };
  const claim = {
    ...object('v1', 'PersistentVolumeClaim', 'files', 0, 'prune'),
    spec: { storageClassName: 'standard', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const second = { ...object('v1', 'Namespace', 'prune-too', -1) };
  const gone = [second, marked, claim];
  expect((await deployer.deploy([...application('prune'), ...gone])).error).toBeUndefined();

  const reduced = application('prune').filter(({ metadata: { name } }) => !['db', 'settings', 'web'].includes(name));
  const { deployment: ended, lines, error } = await deployer.deploy(reduced);
  expect(error).toBeUndefined();
  expect(ended.summary.text()).toBe('2 unchanged, 2 pruned, 4 kept');
  expect(made(lines).slice(2)).toEqual([
    'pruned Deployment/prune/web',
    'pruned ConfigMap/prune/settings',
    'kept PersistentVolumeClaim/prune/files: it is gone from the manifests, but it holds data',
    'kept ConfigMap/prune/kept: it is gone from the manifests, but it says Prune=false',
    'kept StatefulSet/prune/db: it is gone from the manifests, but its volumes hold data',
    'kept Namespace/prune-too: it is gone from the manifests, but everything in it would be deleted with it',
  ]);
  for (const manifest of gone) expect((await stored(manifest)).status).toBe(200);
  expect(cluster.state.all('claims').map(({ metadata }) => metadata?.name)).toContain('data-db-0');

  const again = await deployer.deploy(reduced);
  expect(again.deployment.summary.text()).toBe('2 unchanged, 4 kept');
  // What is deleted by hand is forgotten, and what is back in the manifests is applied again.
  agreed(await cluster.server.delete(marked), 'ConfigMap kept');
  const back = await deployer.deploy([...reduced, claim]);
  expect(back.deployment.summary.text()).toBe('3 unchanged, 2 kept');
});

test('objects of others stay, with the same labels or the same name', async () => {
  const labels = { 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/instance': 'test', 'app.kubernetes.io/managed-by': 'nines' };
  const labelled = (name: string): Manifest => {
    const manifest = { ...object('v1', 'ConfigMap', name, 0, 'others'), data: { a: 'b' } };
    return { ...manifest, metadata: { ...manifest.metadata, labels } };
  };
  expect((await deployer.deploy([...application('others'), labelled('ours'), labelled('replaced')])).error).toBeUndefined();
  agreed(await cluster.server.apply(labelled('foreign')), 'foreign');
  // Deleted and created again by something else: another object.
  agreed(await cluster.server.delete(labelled('replaced')), 'replaced');
  agreed(await cluster.server.apply(labelled('replaced')), 'replaced');
  const { deployment: ended, lines } = await deployer.deploy(application('others'));
  expect(ended.summary.text()).toBe('5 unchanged, 1 pruned');
  expect(made(lines).at(-1)).toBe('pruned ConfigMap/others/ours');
  expect((await stored(labelled('foreign'))).status).toBe(200);
  expect((await stored(labelled('replaced'))).status).toBe(200);
});

test('an object that is being deleted is waited for', async () => {
  await deployer.deploy(application('leaving'));
  const settings = application('leaving').find(({ kind }) => kind === 'ConfigMap') as Manifest;
  agreed(await cluster.server.merge(settings, { metadata: { finalizers: ['example.com/held'] } }), 'finalizer');
  agreed(await cluster.server.delete(settings), 'deletion');
  const released = async (line: string) => {
    if (!line.includes('being deleted')) return;
    agreed(await cluster.server.merge(settings, { metadata: { finalizers: null } }), 'release');
  };
  const { deployment: ended, error } = await deployer.deploy(application('leaving'), { onLine: (line) => void released(line) });
  expect(error).toBeUndefined();
  expect(ended.summary.text()).toBe('1 created, 4 unchanged');
});

test('a namespace that is being deleted is waited for, and everything in it is created anew', async () => {
  await deployer.deploy(application('again'));
  agreed(await cluster.server.call('DELETE', '/api/v1/namespaces/again'), 'deletion');
  const plan = await deployer.plan(application('again'));
  expect(plan.hazards).toEqual([]);
  const { deployment: ended, error } = await deployer.deploy(application('again'));
  expect(error).toBeUndefined();
  expect(ended.summary.text()).toBe('5 created');
});

test('a definition is waited for before its resources, and pods say why they wait', async () => {
  const group = 'deploy.example.com';
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const definition = {
    ...object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `things.${group}`),
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural: 'things', kind: 'Thing' },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
  const thing = { ...object(`${group}/v1`, 'Thing', 'first', 0, 'defined'), spec: { size: 1 } };
  const namespace = object('v1', 'Namespace', 'defined', -1);
  const { error, deployment: ended } = await deployer.deploy([namespace, thing, definition]);
  expect(error).toBeUndefined();
  expect(ended.summary.text()).toBe('3 created');
  const refusing = { ...object('v1', 'ResourceQuota', 'none', 0, 'defined'), spec: { hard: { pods: '0' } } };
  const refused = await deployer.deploy([namespace, thing, definition, refusing, deployment('any', 1, 'defined')], { timeout: 3 });
  expect(refused.error?.message).toBe('Deployment/defined/any: no progress for 3 s: 0 of 2 pods updated');
  expect(refused.error?.reasons?.[0]).toMatch(/^FailedCreate, pods "any-\w+-\w+" is forbidden: exceeded quota: none/);
});

test('an image that cannot be pulled is named while the rollout waits', async () => {
  const version = { nodeSelector: { disk: 'none' } };
  await deployer.deploy([object('v1', 'Namespace', 'pull')]);
  const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image "registry.example/any:1"' };
  const pulled = poll('a pod to have a status', async () => {
    const { body } = await cluster.server.call('GET', '/api/v1/namespaces/pull/pods');
    const pods = body['items'] as { metadata: { name: string } }[];
    const status = {
      phase: 'Pending',
      containerStatuses: [{ name: 'main', image: 'any', imageID: '', ready: false, restartCount: 0, state: { waiting } }],
    };
    for (const { metadata } of pods) {
      const path = `/api/v1/namespaces/pull/pods/${metadata.name}/status`;
      agreed(await cluster.server.call('PATCH', path, JSON.stringify({ status }), 'application/merge-patch+json'), 'status');
    }
    return pods.length === 2;
  });
  const manifests = [object('v1', 'Namespace', 'pull'), deployment('api', 0, 'pull', version)];
  const { error } = await deployer.deploy(manifests, { timeout: 5 });
  await pulled;
  expect(error?.reasons?.[0]).toBe('2 pods: ImagePullBackOff, Back-off pulling image "registry.example/any:1"');
});

test('what another environment has deployed is not taken over', async () => {
  expect((await deployer.deploy(application('mine'), { environment: 'production' })).error).toBeUndefined();
  const { error, lines } = await deployer.deploy(application('mine'), { environment: 'staging' });
  expect(error?.message).toBe(
    "Deployment 'mine/api' was deployed as a part of 'production'; check cluster.context; if 'production' was renamed, kubectl --namespace mine delete configmap nines-inventory-production",
  );
  expect(lines).toEqual([]);
});

test('an object that the server refuses after all ends the deployment', async () => {
  const config = { ...object('v1', 'ConfigMap', 'early', 0, 'too-late'), data: {} };
  const { error, deployment: ended } = await deployer.deploy([config, object('v1', 'Namespace', 'too-late', 1)]);
  expect(error?.message).toBe('ConfigMap/too-late/early: the API server refuses it: namespaces "too-late" not found');
  expect(ended.pending).toEqual(['ConfigMap/too-late/early', 'Namespace/too-late']);
});

test('an object that something else deletes ends the wait for it', async () => {
  const manifests = [object('v1', 'Namespace', 'gone'), deployment('api', 0, 'gone', { nodeSelector: { disk: 'none' } })];
  const remove = (line: string) => {
    if (line.startsWith('  waiting')) void cluster.server.delete(manifests[1] as Manifest);
  };
  const { error } = await deployer.deploy(manifests, { onLine: remove });
  expect(error?.message).toBe('Deployment/gone/api: it was deleted by something else');
});
