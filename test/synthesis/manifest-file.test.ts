import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { manifestFiles } from '../../src/synthesis/manifest-file';

function component(chart: Chart, id: string, ...kinds: string[]): Construct {
  const construct = new Construct(chart, id);
  for (const kind of kinds) new ApiObject(construct, kind.toLowerCase(), { apiVersion: 'v1', kind, metadata: { name: id } });
  return construct;
}

function chart(): Chart {
  return new Chart(new App(), 'test', { namespace: 'shop' });
}

test('a component is one file, its tier follows from what it holds', () => {
  const test = chart();
  component(test, 'ingress', 'NetworkPolicy', 'Ingress');
  component(test, 'worker', 'ConfigMap', 'Deployment');
  component(test, 'search', 'Service', 'StatefulSet', 'Job');
  component(test, 'storage', 'StorageClass');
  component(test, 'route', 'HTTPRoute');
  component(test, 'empty');
  new ApiObject(test, 'namespace', { apiVersion: 'v1', kind: 'Namespace' });
  expect(manifestFiles(test).map(({ name }) => name)).toEqual([
    '00-namespace.yaml',
    '10-storage.yaml',
    '20-search.yaml',
    '30-worker.yaml',
    '40-ingress.yaml',
    '40-route.yaml',
  ]);
});

test('objects keep the order in which they were made, but for a dependency', () => {
  const test = chart();
  const one = component(test, 'one', 'Deployment', 'Service', 'ConfigMap');
  one.node.findChild('deployment').node.addDependency(one.node.findChild('configmap'));
  const [file] = manifestFiles(test);
  expect(file?.objects.map(({ manifest }) => manifest.kind)).toEqual(['ConfigMap', 'Deployment', 'Service']);
  expect(file?.objects.map(({ path }) => path)).toEqual(['test/one/configmap', 'test/one/deployment', 'test/one/service']);
});

test('another component renames no file', () => {
  const before = chart();
  component(before, 'backend', 'Deployment');
  const after = chart();
  component(after, 'a-worker', 'Deployment');
  component(after, 'backend', 'Deployment').node.addDependency(after.node.findChild('a-worker'));
  expect(manifestFiles(after).map(({ name }) => name)).toEqual(['30-a-worker.yaml', ...manifestFiles(before).map(({ name }) => name)]);
});
