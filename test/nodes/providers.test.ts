import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterOf } from '../../src/cluster/cluster';
import { nines } from '../cli/run';
import { poolsIn, readText } from './read';

// The objects are written after what the documentation of each provider and public outputs show, with invented names: fixtures/README.md.
const fixtures = join(__dirname, 'fixtures');

test.each<[string, readonly string[], readonly string[]]>([
  ['eks', ['eks.json', 'eks-pods.json'], ['eu-west-1a: workers 2', 'eu-west-1b: workers 1', 'eu-west-1c: workers 2']],
  ['eks-version', ['eks.json', 'eks-version.json'], ['eu-west-1a: workers 2', 'eu-west-1b: workers 1', 'eu-west-1c: workers 2']],
  [
    'gke',
    ['gke.json'],
    ['europe-west1-b: default-pool 1', 'europe-west1-b: gpu 1', 'europe-west1-c: default-pool 1', 'europe-west1-d: default-pool 1'],
  ],
  ['aks', ['aks.json'], ['0: win 1', ...['1', '2', '3'].flatMap((zone) => [`westeurope-${zone}: apps 1`, `westeurope-${zone}: system 1`])]],
  ['digitalocean', ['digitalocean.json'], ['fra1: pool-shop 3']],
  ['minikube', ['minikube.json'], ['minikube: control-plane 1']],
  ['kind', ['kind.json'], ['kind: control-plane 1', 'kind: workers 2']],
  ['k3s', ['k3s.json'], ['cluster: control-plane 1', 'cluster: workers-amd64 1', 'cluster: workers-arm64 1']],
  ['karpenter', ['karpenter.json', 'nodepools.yaml'], ['us-east-1a: default-m7i.large 1', 'us-east-1b: default-m7i.xlarge 1']],
  ['cluster-api', ['cluster-api.json', 'machinedeployments.yaml'], ['nova-a: shop-md-a 2', 'nova-b: shop-md-b 2']],
])('%s: the whole file, and what check reads of it', async (name, files, pools) => {
  const { code, out, error } = await nines(['topology', ...files.map((file) => join(fixtures, file))]);
  expect([code, error]).toEqual([0, '']);
  expect(out).toBe(readFileSync(join(__dirname, 'expected', `${name}.yaml`), 'utf8'));
  expect(poolsIn(readText(out))).toEqual(pools);
});

test('a proof rests on what is left of the nodes', async () => {
  const { out } = await nines(['topology', join(fixtures, 'eks.json'), join(fixtures, 'eks-pods.json')]);
  const [cell] = clusterOf(readText(out)).cells;
  expect(cell?.room).toEqual({ cpu: 1930 - 180, memory: 7220184 * 1024 - 120 * 2 ** 20, pods: 25, 'ephemeral-storage': 18181869946 });
  expect(Object.fromEntries(cell?.labels ?? [])).toMatchObject({
    'kubernetes.io/os': 'linux',
    'topology.kubernetes.io/zone': 'eu-west-1a',
    'failure-domain.beta.kubernetes.io/zone': 'eu-west-1a',
    'eks.amazonaws.com/nodegroup': 'workers',
  });
});

test('what it prints is a topology to check with', async () => {
  const { out: file } = await nines(['topology', join(fixtures, 'gke.json')]);
  const manifest = 'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: agent, namespace: shop }\nspec: {}\n';
  const { code, out } = await nines(['check', '@agent.yaml', '--topology', '@gke.yaml'], { 'agent.yaml': manifest, 'gke.yaml': file });
  expect(code).toBe(1);
  expect(out).toContain('\n  zone europe-west1-b, europe-west1-c, europe-west1-d: mtbf 8766h');
});
