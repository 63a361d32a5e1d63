import type { Topology } from '../../src/availability';
import { topologies } from '../../src/platform/topologies';
import type { Manifest } from '../../src/synthesis/manifest';
import { deployment, object } from './deploy/application';
import { Deployer, kubectl } from './deploy/run';
import { Cluster } from './harness/cluster';
import { agreed } from './harness/server';

let cluster: Cluster;
let deployer: Deployer;
beforeAll(async () => {
  cluster = await Cluster.start(topologies.get('minikube') as Topology, { name: 'deploy-ownership' });
  deployer = await Deployer.on(cluster);
});
afterAll(async () => {
  deployer?.close();
  await cluster?.stop();
});

async function read(
  manifest: Manifest,
): Promise<{ readonly spec: { readonly replicas: number }; readonly data: object; readonly metadata: Metadata }> {
  return agreed(await cluster.server.read(manifest), manifest.metadata.name).body as never;
}

interface Metadata {
  readonly managedFields: readonly { readonly manager: string; readonly operation: string }[];
}

const settings = (namespace: string, data: Readonly<Record<string, string>>): readonly Manifest[] => [
  object('v1', 'Namespace', namespace),
  { ...object('v1', 'ConfigMap', 'settings', 0, namespace), data },
];

/** A Deployment that leaves the number of its pods to an autoscaler. */
function scaled(namespace: string): readonly Manifest[] {
  const { spec, ...rest } = deployment('api', 0, namespace);
  const { replicas: _, ...others } = spec as { replicas: number };
  return [object('v1', 'Namespace', namespace), { ...rest, spec: others }];
}

function fixed(namespace: string): readonly Manifest[] {
  return [object('v1', 'Namespace', namespace), deployment('api', 0, namespace)];
}

test('a field that kubectl apply has set goes when it is gone from the manifests', async () => {
  kubectl(settings('taken', { kept: '1', gone: '1' }), 'apply', '--filename', '-');
  const { error } = await deployer.deploy(settings('taken', { kept: '1' }));
  expect(error).toBeUndefined();
  const [, config] = settings('taken', {}) as [Manifest, Manifest];
  const { data, metadata } = await read(config);
  expect(data).toEqual({ kept: '1' });
  expect(metadata.managedFields.map(({ manager, operation }) => `${manager} ${operation}`)).toEqual(['nines Apply']);
});

test('kubectl apply and deploy take turns', async () => {
  const [, config] = settings('turns', {}) as [Manifest, Manifest];
  await deployer.deploy(settings('turns', { a: '1', b: '1' }));
  expect(kubectl(settings('turns', { a: '2', b: '1' }), 'apply', '--filename', '-')).toContain('configmap/settings configured');
  expect((await read(config)).data).toEqual({ a: '2', b: '1' });
  expect((await deployer.deploy(settings('turns', { a: '3', c: '1' }))).error).toBeUndefined();
  expect((await read(config)).data).toEqual({ a: '3', c: '1' });
  kubectl(settings('turns', { c: '4' }), 'apply', '--filename', '-');
  expect((await deployer.deploy(settings('turns', { c: '5' }))).error).toBeUndefined();
  expect((await read(config)).data).toEqual({ c: '5' });
});

test('what a hand has changed is set back', async () => {
  const [, config] = settings('hand', {}) as [Manifest, Manifest];
  await deployer.deploy(settings('hand', { a: '1' }));
  kubectl([], 'patch', '--namespace', 'hand', 'configmap', 'settings', '--type=merge', '--patch', '{"data":{"a":"2"}}');
  const { lines } = await deployer.deploy(settings('hand', { a: '1' }));
  expect(lines).toContain('  configured ConfigMap/hand/settings');
  expect((await read(config)).data).toEqual({ a: '1' });
});

test('replicas stay as they are when the manifests leave them to an autoscaler', async () => {
  const [, api] = fixed('scaled') as [Manifest, Manifest];
  await deployer.deploy(fixed('scaled'));
  expect((await read(api)).spec.replicas).toBe(2);
  // Without a handover the server would take the number of pods back to 1.
  expect((await deployer.deploy(scaled('scaled'))).error).toBeUndefined();
  expect((await read(api)).spec.replicas).toBe(2);
  kubectl([], 'scale', '--namespace', 'scaled', 'deployment', 'api', '--replicas=4');
  // An object whose status changes during the deployment counts as configured.
  kubectl([], 'rollout', 'status', '--namespace', 'scaled', 'deployment/api', '--timeout=100s');
  expect((await deployer.deploy(scaled('scaled'))).deployment.summary.text()).toBe('2 unchanged');
  expect((await read(api)).spec.replicas).toBe(4);
});

test('replicas that kubectl apply has set stay as well', async () => {
  const [, api] = fixed('handed') as [Manifest, Manifest];
  kubectl(fixed('handed'), 'apply', '--filename', '-');
  expect((await deployer.deploy(scaled('handed'))).error).toBeUndefined();
  expect((await read(api)).spec.replicas).toBe(2);
});

test('replicas of the manifests are set, whoever scaled before', async () => {
  const [, api] = fixed('fixed') as [Manifest, Manifest];
  await deployer.deploy(fixed('fixed'));
  kubectl([], 'scale', '--namespace', 'fixed', 'deployment', 'api', '--replicas=4');
  await deployer.deploy(fixed('fixed'));
  expect((await read(api)).spec.replicas).toBe(2);
});
