import type { Topology } from '../../src/availability';
import { troubleWith } from '../../src/deploy/cluster';
import { topologies } from '../../src/platform/topologies';
import type { Manifest } from '../../src/synthesis/manifest';
import { deployment, object } from './deploy/application';
import { Deployer, made } from './deploy/run';
import { Cluster } from './harness/cluster';

let cluster: Cluster;
let deployer: Deployer;
beforeAll(async () => {
  cluster = await Cluster.start(topologies.get('minikube') as Topology, { name: 'deploy-broken' });
  deployer = await Deployer.on(cluster);
});
afterAll(async () => {
  deployer?.close();
  await cluster?.stop();
});

const ACCEPTED = { 'nines.dev/accept.data-at-risk': 'PersistentVolume/broken because the volumes are copies' };

/** Two waves, and a PersistentVolume whose policy may put data at risk. */
function manifests(persistentVolumeReclaimPolicy: string, annotations: Readonly<Record<string, string>> = {}): readonly Manifest[] {
  const namespace = object('v1', 'Namespace', 'broken');
  const csi = { driver: 'nobody.example', volumeHandle: 'broken' };
  const volume = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], persistentVolumeReclaimPolicy, csi };
  return [
    { ...namespace, metadata: { ...namespace.metadata, annotations } },
    { ...object('v1', 'PersistentVolume', 'broken', 2), spec: volume },
    deployment('api', 0, 'broken'),
    deployment('web', 2, 'broken'),
  ];
}

/** Deploys, and kills the API server as soon as a line is printed. */
async function broken(all: readonly Manifest[], line: string) {
  let killed: Promise<void> | undefined;
  const onLine = (printed: string) => {
    if (printed.trim().replace(/ +/g, ' ') === line) killed ??= cluster.apiserver.kill();
  };
  const ran = await deployer.deploy(all, { patience: 1, onLine });
  await killed;
  return ran;
}

test('an API server that is killed ends a deployment, and the next one finishes it', async () => {
  const { error, lines, deployment: ended } = await broken(manifests('Retain'), 'created Deployment/broken/api');
  expect(troubleWith(error, 'nines')).toMatch(/^the cluster of nines doesn't answer: .*connect: connection refused$/);
  expect(made(lines)).toEqual(['wave 1 of 2: 2 objects', 'created Namespace/broken', 'created Deployment/broken/api']);
  expect(ended.pending).toEqual(['PersistentVolume/broken', 'Deployment/broken/web']);

  const down = await deployer.deploy(manifests('Retain'), { patience: 0 });
  expect(troubleWith(down.error, 'nines')).toMatch(/^the cluster of nines doesn't answer: .*connect: connection refused$/);
  await cluster.apiserver.start();
  const next = await deployer.deploy(manifests('Retain'));
  expect(next.error).toBeUndefined();
  expect(next.deployment.summary.text()).toBe('2 created, 2 unchanged');
});

test('what the broken deployment had applied is pruned by one of other manifests', async () => {
  const extra = { ...object('v1', 'ConfigMap', 'extra', 0, 'broken'), data: {} };
  await broken([...manifests('Retain'), extra], 'created ConfigMap/broken/extra');
  await cluster.apiserver.start();
  const { error, deployment: ended } = await deployer.deploy(manifests('Retain'));
  expect(error).toBeUndefined();
  expect(ended.summary.text()).toBe('4 unchanged, 1 pruned');
});

test('a reason that the broken deployment brought is valid for the one that finishes it, and for no other', async () => {
  const accepted = manifests('Delete', ACCEPTED);
  expect((await deployer.plan(manifests('Delete'))).hazards.map(({ risk }) => risk)).toEqual(['data-at-risk']);
  expect((await deployer.plan(accepted)).hazards).toEqual([]);
  const { deployment: ended } = await broken(accepted, 'configured Namespace/broken');
  expect(ended.pending).toEqual(['Deployment/broken/api', 'PersistentVolume/broken', 'Deployment/broken/web']);
  await cluster.apiserver.start();
  expect((await deployer.plan(accepted)).hazards).toEqual([]);
  expect((await deployer.plan([...accepted, deployment('more', 0, 'broken')])).hazards.map(({ spent }) => spent)).toEqual([
    'the volumes are copies',
  ]);
  expect((await deployer.deploy(accepted)).error).toBeUndefined();
});
