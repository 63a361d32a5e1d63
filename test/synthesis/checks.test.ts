import { ApiObject, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { clusterScoped, Platform } from '../../src';
import { diagnosticText } from '../../src/report/diagnostics';
import { problemText } from '../../src/report/text';
import { synthesisOf } from '../../src/synthesis/synthesis';
import { shopIn } from '../fixtures/manifests';
import { local } from '../fixtures/shop/environments';

/** The problems of an application that `make` adds its objects to. */
function problems(make: (chart: Chart) => void, namespace = 'shop', provided: readonly string[] = []): readonly string[] {
  return synthesisOf({ ...local, provided }, (app) => {
    const chart = new Chart(app, 'test', { namespace, disableResourceNameHashes: true });
    make(chart);
    return chart;
  }).problems.map(diagnosticText);
}

test('an object outside the chart that is written is refused, and one in a chart below it is not', () => {
  const made = (scope: (app: Construct, chart: Chart) => Construct) =>
    synthesisOf(local, (app) => {
      const chart = new Chart(app, 'test', { namespace: 'shop' });
      const monitoring = new Chart(scope(app, chart), 'monitoring', { namespace: 'shop' });
      new k8s.KubeConfigMap(monitoring, 'config', { metadata: { name: 'dashboard' } });
      return chart;
    });
  expect(made((app) => app).problems.map(diagnosticText)).toEqual([
    "error: 'monitoring/config': ConfigMap 'dashboard' is outside the chart that is written, so it is in no file; create it, or its chart, with that chart as its scope",
  ]);
  const below = made((_, chart) => chart);
  expect(below.problems).toEqual([]);
  expect(below.files.map(({ name }) => name)).toEqual(['10-monitoring.yaml']);
});

test('two constructs that make the same object are named', () => {
  const made = problems((chart) => {
    const spec = { ports: [{ port: 80 }] };
    new k8s.KubeService(new Construct(chart, 'a'), 'b-c', { spec });
    new k8s.KubeService(new Construct(chart, 'a-b'), 'c', { spec });
  });
  expect(made).toEqual([
    [
      'hint: dist/local/10-a.yaml Service shop/test-a-b-c /metadata/name (made by test/a/b-c)',
      "  duplicate Service 'shop/test-a-b-c', first defined in dist/local/10-a-b.yaml, made by test/a-b/c [unique-objects]",
      '  remove one of the equal definitions',
    ].join('\n'),
  ]);
});

test('one name in two groups, kinds or namespaces is two objects', () => {
  const made = problems((chart) => {
    const metadata = { name: 'x' };
    new ApiObject(chart, 'a', { apiVersion: 'one.example/v1', kind: 'Thing', metadata });
    new ApiObject(chart, 'b', { apiVersion: 'two.example/v1', kind: 'Thing', metadata });
    new k8s.KubeConfigMap(chart, 'c', { metadata });
    new k8s.KubeConfigMap(chart, 'd', { metadata: { name: 'x', namespace: 'other' } });
  });
  expect(made).toEqual([]);
});

test("a chart's namespace on a cluster-scoped object is refused, with the fix", () => {
  expect(problems((chart) => new k8s.KubeStorageClass(chart, 'class', { metadata: { name: 'fast' }, provisioner: 'x' }))).toEqual([
    "error: 'test/class': StorageClass 'shop/fast' is cluster-scoped, but its chart gives it the namespace 'shop'; wrap it: clusterScoped(new ...)",
  ]);
  const wrapped = (chart: Chart) => {
    clusterScoped(new k8s.KubeStorageClass(chart, 'class', { metadata: { name: 'fast' }, provisioner: 'x' }));
  };
  expect(problems(wrapped)).toEqual([]);
});

test('an object without a namespace is refused where its kind lives in one', () => {
  const made = synthesisOf(local, (app) => {
    const chart = new Chart(app, 'test');
    new k8s.KubeConfigMap(chart, 'config', { metadata: { name: 'x' } });
    return chart;
  });
  expect(made.problems.map(diagnosticText)).toEqual([
    "error: 'test/config': ConfigMap 'x' has no namespace; set the namespace of its chart, or in its metadata",
  ]);
});

test('what the API server would refuse is reported with the construct', () => {
  const made = problems(
    (chart) => new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, dta: {} }),
  );
  expect(made).toEqual([
    "error: dist/local/10-config.yaml ConfigMap shop/x /dta (made by test/config)\n  unknown field 'dta' [known-field]\n  write 'data'",
  ]);
});

test('what the environment lists as provided is not a finding', () => {
  const claim = (chart: Chart) => {
    const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'archive' } }];
    const containers = [{ name: 'main', image: 'registry.example/main:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }];
    new k8s.KubePod(chart, 'pod', { spec: { containers, volumes } });
  };
  expect(problems(claim, 'shop', ['PersistentVolumeClaim/shop/archive'])).toEqual([]);
  expect(problems(claim)).toEqual([expect.stringContaining("PersistentVolumeClaim 'archive' not found")]);
});

test('a platform’s refusals are reported as settings of the environment', () => {
  const platform = Platform.minikube({ kubernetes: '1.20' });
  const made = shopIn({ ...local, platform });
  expect(made.problems.map(diagnosticText)).toEqual([
    "error: local: platform.kubernetes: must be 1.36 or 1.35, got '1.20'; upgrade the cluster, or use a release of nines that supports its version",
  ]);
});

test("a construct's own validation is reported with its path", () => {
  const made = problems((chart) => chart.node.addValidation({ validate: () => ['it makes no sense; make some'] }));
  expect(made).toEqual(["error: 'test': it makes no sense; make some"]);
});

test('an unexpected error has its stack', () => {
  const made = problems(() => {
    throw new TypeError('of our own making');
  });
  expect(made).toEqual([expect.stringMatching(/^error: TypeError: of our own making\n +at .*checks\.test\.ts/)]);
});

/** One pod that promises more than it can keep, and says so with a reason or without. */
function promising(annotations: Record<string, string> = {}) {
  return synthesisOf(local, (app) => {
    const chart = new Chart(app, 'test', { namespace: 'shop' });
    const labels = { app: 'web' };
    const resources = { requests: { cpu: k8s.Quantity.fromString('10m'), memory: k8s.Quantity.fromString('16Mi') } };
    new k8s.KubeDeployment(chart, 'web', {
      metadata: { name: 'web', annotations: { 'nines.dev/needed': '1', 'nines.dev/target': '99.95%', ...annotations } },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'registry.example/main:1', resources }] } },
      },
    });
    return chart;
  });
}

test('a promise that is not proved is a problem of its workload and construct', () => {
  const { problems, services } = promising();
  expect(problems).toEqual([
    {
      severity: 'error',
      rule: 'availability',
      place: {
        file: 'dist/local/30-web.yaml',
        object: { kind: 'Deployment', namespace: 'shop', name: 'web' },
        pointer: '/spec/replicas',
        construct: 'test/web',
      },
      message: expect.stringMatching(/^refuted \(target 99\.95%\): lose one pod: there is 1 replica, 1 is needed/),
      fix: 'run 2 replicas',
    },
  ]);
  expect(problems.map((problem) => problemText(problem, services))).toEqual([
    [
      'error: dist/local/30-web.yaml Deployment shop/web /spec/replicas (made by test/web)',
      '  refuted (target 99.95%) [availability]',
      '  lose one pod: there is 1 replica, 1 is needed.',
      '    Deployment/shop/web /spec/replicas',
      '  To prove it: run 2 replicas.',
    ].join('\n'),
  ]);
});

test('a promise whose workload accepts that it is not proved is shown and no problem', () => {
  const { problems, review, files } = promising({ 'nines.dev/accept.availability': 'because there is one node' });
  expect(problems).toEqual([]);
  expect(files).toHaveLength(1);
  expect(review.accepted).toMatchObject([{ rule: 'availability', because: 'there is one node' }]);
});

test('an environment that promises nothing is not refused, and shows the risks that it takes', () => {
  const { problems, review } = shopIn(local);
  expect(problems).toEqual([]);
  expect(review.accepted.map(({ rule, place }) => `${place.object?.name} ${rule}`)).toEqual([
    'elasticsearch no-backup',
    'elasticsearch no-security',
    'elasticsearch availability',
    'backend availability',
    'frontend availability',
  ]);
});

test('an acceptance without a reason accepts nothing and is a problem', () => {
  expect(promising({ 'nines.dev/accept.availability': 'because ' }).problems.map(({ rule }) => rule)).toEqual(['acceptance-has-reason']);
});
