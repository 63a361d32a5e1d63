import { diagnosticText } from '../../src/report/diagnostics';
import { shopIn } from '../fixtures/manifests';
import type { ShopEnvironment } from '../fixtures/shop/application';
import { production } from '../fixtures/shop/environments';

/** What is wrong with an environment on a cluster. The types would refuse much of it before. */
function problems(cluster: unknown): readonly string[] {
  return shopIn({ ...production, cluster } as ShopEnvironment).problems.map(diagnosticText);
}

test.each([
  undefined,
  {},
  { context: 'minikube' },
  { name: 'shop-production', context: 'arn:aws:eks:eu-west-1:111122223333:cluster/shop' },
  { server: 'https://10.0.0.1:6443' },
  { server: 'https://rancher.example/k8s/clusters/c-m-1', context: 'admin@shop' },
])('a cluster by its name, its address or neither: %j', (cluster) => {
  expect(problems(cluster)).toEqual([]);
});

test.each([
  [
    'production',
    "error: production: cluster: must be an object, got 'production'; write an object such as { name: 'production' }, or omit it",
  ],
  [null, "error: production: cluster: must be an object, got null; write an object such as { name: 'production' }, or omit it"],
  [
    { name: '' },
    "error: production: cluster.name: must be the name of a cluster in Argo CD, got ''; write a name without spaces, or omit it",
  ],
  [
    { context: 'my cluster' },
    "error: production: cluster.context: must be a context of the kubeconfig, got 'my cluster'; write a name without spaces, or omit it",
  ],
  [
    { context: 7 },
    'error: production: cluster.context: must be a context of the kubeconfig, got 7; write a name without spaces, or omit it',
  ],
  [
    { server: '10.0.0.1:6443' },
    "error: production: cluster.server: must be the https:// address of an API server, got '10.0.0.1:6443'; write an address such as https://10.0.0.1:6443, or the name of the cluster in cluster.name",
  ],
  [
    { server: 'https://10.0.0.1:port' },
    "error: production: cluster.server: must be the https:// address of an API server, got 'https://10.0.0.1:port'; write an address such as https://10.0.0.1:6443, or the name of the cluster in cluster.name",
  ],
  [
    { name: 'shop', server: 'https://10.0.0.1:6443' },
    "error: production: cluster: must have a name or a server, got both: 'shop' and 'https://10.0.0.1:6443'; remove one of them",
  ],
])('%j is refused', (cluster, problem) => {
  expect(problems(cluster)).toEqual([problem]);
});
