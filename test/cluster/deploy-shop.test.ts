import { isApplied } from '../../src/deploy/ownership';
import { Deployer, made } from './deploy/run';
import { Cluster } from './harness/cluster';
import { prepare } from './harness/deploy';
import { production } from './harness/shop';

const { manifests, classes, topology } = production;

let cluster: Cluster;
let deployer: Deployer;
beforeAll(async () => {
  cluster = await Cluster.start(topology, { name: 'deploy-shop' });
  await prepare(cluster, manifests, classes);
  deployer = await Deployer.on(cluster);
});
afterAll(async () => {
  deployer?.close();
  await cluster?.stop();
});

test('a whole application is deployed on three zones, and deployed again without a change', async () => {
  const first = await deployer.deploy(manifests, { environment: 'production', timeout: 120 });
  expect(first.error).toBeUndefined();
  expect(first.deployment.summary.text()).toBe(`${manifests.length} created`);
  const namespace = manifests.find(({ kind }) => kind === 'Namespace')?.metadata.name;
  expect(made(first.lines)[1]).toBe(`created Namespace/${namespace}`);

  // The autoscalers have set the numbers of pods, which the manifests leave to them.
  const plan = await deployer.plan(manifests, 'production');
  expect(plan.result.objects).toEqual([]);
  expect(plan.hazards).toEqual([]);
  const second = await deployer.deploy(manifests, { environment: 'production', timeout: 120 });
  expect(second.error).toBeUndefined();
  expect(second.deployment.summary.text()).toBe(`${manifests.length} unchanged`);
  for (const manifest of manifests) expect(isApplied((await cluster.server.read(manifest)).body)).toBe(true);
});

test('an application that is gone from the manifests loses its pods and keeps its data', async () => {
  const namespace = manifests.filter(({ kind }) => kind === 'Namespace');
  const { error, deployment } = await deployer.deploy(namespace, { environment: 'production' });
  expect(error).toBeUndefined();
  const kept = manifests.filter(({ kind }) => kind === 'StatefulSet' || kind === 'StorageClass');
  expect(deployment.summary.text()).toBe(
    `${namespace.length} unchanged, ${manifests.length - namespace.length - kept.length} pruned, ${kept.length} kept`,
  );
  for (const manifest of kept) expect((await cluster.server.read(manifest)).status).toBe(200);
  expect(cluster.state.all('claims').filter(({ status }) => status?.phase === 'Bound')).toHaveLength(3);
});
