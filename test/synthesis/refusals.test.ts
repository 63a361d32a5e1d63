import { Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Platform, synthesisOf } from '../../src';
import { refuse } from '../../src/constructs/parts/refuse';
import { diagnosticText } from '../../src/report/diagnostics';
import { shopIn } from '../fixtures/manifests';
import type { ShopEnvironment } from '../fixtures/shop/application';
import { local, production } from '../fixtures/shop/environments';

/** What is wrong with an environment. The types would refuse much of it before. */
function problems(change: object, environment: ShopEnvironment = production): readonly string[] {
  const changed = { ...environment, ...change } as ShopEnvironment;
  return shopIn(changed).problems.map((problem) => diagnosticText(problem).replace(/^error: /, ''));
}

test('an environment does not have the name of the folder that says what all run on', () => {
  expect(problems({ name: 'topology' })).toEqual([
    "topology: name: must not be 'topology': dist/topology says what the environments run on; write another name",
  ]);
});

test('all problems of an environment are reported at once, by the user’s settings', () => {
  const changed = {
    name: 'a_b',
    provided: ['Secret/shop/smtp', 'smtp'],
    namespace: 'Shop',
    hosts: ['shop.example', 'Shop_1'],
    tls: { certificateArn: 'foo' },
    elasticsearch: { ...production.elasticsearch, masters: 2, storage: Size.gibibytes(0), heap: Size.mebibytes(1) },
    backend: { ...production.backend, replicas: 1, health: 'healthz', imagePullSecrets: [''] },
    frontend: { ...production.frontend, resources: { cpu: Cpu.millis(0), memory: Size.mebibytes(128) } },
  };
  expect(problems(changed)).toEqual([
    "a_b: name: must be a DNS label, got 'a_b'; write at most 63 lower-case letters, digits and '-'",
    "a_b: provided[1]: must name an object, got 'smtp'; write Kind/name or Kind/namespace/name, such as Secret/shop/smtp, with * for any part of a name",
    'a_b: elasticsearch.masters: must be 3, 5 or 7 to form a quorum, got 2; use 3, 5 or 7',
    'a_b: elasticsearch.storage: must be 1Gi or more, got 0Gi; write a larger Size',
    'a_b: elasticsearch.heap: must be 128Mi or more, got 1Mi; write a larger Size',
    "a_b: namespace: must be a DNS label, got 'Shop'; write at most 63 lower-case letters, digits and '-'",
    "a_b: backend.replicas: must be a whole number of 2 or more, got 1; for a single replica, write accept: 'single-replica', because: '...'",
    "a_b: backend.imagePullSecrets[0]: must be the name of a Secret, got ''; write lower-case letters, digits, '-' and '.', such as shop-registry",
    "a_b: backend.health: must be a path that begins with '/' and has no spaces, got 'healthz'; write a path such as /healthz",
    'a_b: frontend.resources.cpu: must be a Cpu of 1m or more, got 0m; write a Cpu such as Cpu.millis(100), imported from cdk8s-plus-27',
    "a_b: hosts[1]: must be a DNS name, got 'Shop_1'; write lower-case letters, digits, '-' and '.', such as shop.example",
    "a_b: tls.certificateArn: must be the ARN of a certificate in AWS Certificate Manager, got 'foo'; write arn:aws:acm:<region>:<account>:certificate/<id>, or 'discover'",
  ]);
});

test('the problems of a platform are reported with the others', () => {
  const nodes = { count: 1e9, cpu: Cpu.units(2), memory: Size.gibibytes(8) };
  const platform = Platform.aws({ kubernetes: '1.99', zones: ['a', ''], nodes });
  expect(problems({ platform, backend: { ...production.backend, uid: 0 } })).toEqual([
    "production: platform.kubernetes: must be 1.36 or 1.35, got '1.99'; upgrade the cluster, or use a release of nines that supports its version",
    "production: platform.zones[1]: must be the value of a zone label, of 1 to 63 letters, digits, '-', '_' and '.', got ''; write a zone such as eu-west-1a",
    'production: platform.nodes.count: must be a whole number from 1 to 100000, got 1000000000; write the number of nodes',
    "production: backend.uid: must be a whole number from 1 to 2147483647, got 0; write the ID of a user of the image other than root's, which is 0",
  ]);
});

test.each([
  ['replicas', { replicas: 1e9, maxReplicas: undefined, scaleDown: undefined }],
  ['maxReplicas', { maxReplicas: 1e9 }],
])('%s that no cluster can hold are refused as such, and not as a quota', (setting, change) => {
  expect(problems({ backend: { ...production.backend, ...change } })).toEqual([
    `production: backend.${setting}: must fit on the nodes of aws, which hold 114 such pods when empty, got 1000000000; run fewer pods, reduce their requests, or add nodes`,
  ]);
});

test.each(['kube-system', 'kube-mine', 'default'])('the namespace %s is refused', (namespace) => {
  expect(problems({ namespace })).toEqual([
    `production: namespace: must not be 'default' or begin with 'kube-', got '${namespace}'; write a namespace for the application, such as shop`,
  ]);
});

test('an environment without a platform, or with anything else as one', () => {
  const [first, ...others] = problems({ platform: undefined });
  expect(others).toEqual([]);
  expect(first).toBe('production: platform: must be a Platform, got nothing; write a Platform such as Platform.minikube({ kubernetes })');
});

test('a setting that the environment lacks is reported with its construct', () => {
  const made = synthesisOf(local, (app) => {
    const chart = new Chart(app, 'local', { namespace: 'shop' });
    const backend = new Construct(new Construct(chart, 'apps'), 'backend');
    refuse(backend, { setting: 'image', message: 'is wrong', fix: 'right it' });
    refuse(backend, { setting: 'ports.http', message: 'is wrong', fix: 'right it' });
    refuse(backend, { message: 'it makes no sense', fix: 'make some' });
    return chart;
  });
  expect(made.problems.map(diagnosticText)).toEqual([
    'error: local: backend.image: is wrong; right it',
    "error: 'local/apps/backend': ports.http is wrong; right it",
    "error: 'local/apps/backend': it makes no sense; make some",
  ]);
});

test('an error after a refusal is its consequence, and isn’t reported', () => {
  const made = synthesisOf(local, (app) => {
    const chart = new Chart(app, 'local', { namespace: 'shop' });
    refuse(chart, { setting: 'hosts', message: 'are wrong', fix: 'right them' });
    throw new TypeError('of a wrong host');
  });
  expect(made.problems.map(diagnosticText)).toEqual(["error: 'local': hosts are wrong; right them"]);
});

test('an environment without a valid name is reported as such', () => {
  expect(problems({ name: undefined })).toContain(
    "undefined: name: must be a DNS label, got nothing; write at most 63 lower-case letters, digits and '-'",
  );
});

test('a typo in the services of a platform’s topology is reported with its setting', () => {
  const { topology } = production.platform;
  const services = [{ kind: 'Deployment', namespace: 'shop', name: 'bakend', needed: 1 }];
  expect(problems({ platform: production.platform.withTopology({ ...topology, services }) })).toEqual([
    "production: platform.topology.services.0.name: services.0: no workload 'Deployment/shop/bakend' in the manifests; did you mean 'Deployment/shop/backend'?",
  ]);
});
