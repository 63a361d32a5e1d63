import { judge } from '../judged';
import { workload } from '../manifests';
import { cluster, clusterObject, object, service, version } from './designs';

function answer(beside: readonly unknown[], on = cluster) {
  const [first] = judge([...service(), ...beside], on, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const proved = 'proved: no single event of those required stops it';
const unknown = (id: string, kind: string) =>
  `unknown: how much room ${id} takes is not known: its kind, ${kind}, is not modelled: declare its pods under customResources`;
const pod = { containers: [{ name: 'main', image: 'registry.example/main:1' }] };
const elsewhere = { ...pod, nodeSelector: { pool: 'batch' } };
const template = (spec: unknown) => ({ metadata: { labels: { app: 'api' } }, spec });

describe('an object of a kind that is not known and holds a pod specification leaves no proof on nodes that it may use', () => {
  test.each([
    ['apps.openshift.io/v1', 'DeploymentConfig', (it: unknown) => ({ spec: { replicas: 6, template: template(it) } })],
    ['keda.sh/v1alpha1', 'ScaledJob', (it: unknown) => ({ spec: { maxReplicaCount: 100, jobTargetRef: { template: template(it) } } })],
    ['apps.kruise.io/v1alpha1', 'CloneSet', (it: unknown) => ({ spec: { template: template(it) } })],
    [
      'jobset.x-k8s.io/v1alpha2',
      'JobSet',
      (it: unknown) => ({ spec: { replicatedJobs: [{ template: { spec: { template: template(it) } } }] } }),
    ],
    ['argoproj.io/v1alpha1', 'Workflow', (it: unknown) => ({ spec: { templates: [it] } })],
    [
      'template.openshift.io/v1',
      'Template',
      (it: unknown) => ({ objects: [workload({ name: 'api' }), { spec: { template: template(it) } }] }),
    ],
  ])('%s %s', (apiVersion, kind, rest) => {
    expect(answer([object(apiVersion, kind, 'api', rest(pod))])).toBe(unknown(`${kind}/shop/api`, `${kind} of ${apiVersion}`));
    if (kind !== 'Template') expect(answer([object(apiVersion, kind, 'api', rest(elsewhere))])).toBe(proved);
  });

  test('a Deployment of an API that only old servers have', () => {
    const old = object('extensions/v1beta1', 'Deployment', 'api', { spec: { replicas: 6, template: template(pod) } });
    expect(answer([old], version('1.15'))).toContain('how much room Deployment/shop/api takes is not known');
  });

  test('Elasticsearch of ECK, whose pods are sized elsewhere', () => {
    const podTemplate = (spec: object) => ({ spec: { containers: [{ name: 'elasticsearch' }], ...spec } });
    const search = (spec: object) =>
      object('elasticsearch.k8s.elastic.co/v1', 'Elasticsearch', 'search', {
        spec: { nodeSets: [{ count: 3, podTemplate: podTemplate(spec) }] },
      });
    expect(answer([search({})])).toBe(unknown('Elasticsearch/shop/search', 'Elasticsearch of elasticsearch.k8s.elastic.co/v1'));
    expect(answer([search({ nodeSelector: { pool: 'search' } })])).toBe(proved);
  });
});

test('a toleration anywhere in the object counts for its pods', () => {
  const taint = { key: 'dedicated', value: 'web', effect: 'NoSchedule' } as const;
  const pools = (of: (typeof cluster.zones)[number]) => of.pools.map((pool) => ({ ...pool, taints: [taint] }));
  const tainted = { ...cluster, zones: cluster.zones.map((zone) => ({ ...zone, pools: pools(zone) })) };
  const tolerations = [{ key: 'dedicated', operator: 'Exists' }];
  const said = (spec: object) => {
    const flow = object('argoproj.io/v1alpha1', 'Workflow', 'api', { spec: { templates: [pod], ...spec } });
    return judge([...service({ tolerations }), flow], tainted, { withoutAdvice: true }).services[0]?.verdict;
  };
  expect(said({})).toBe('proved');
  expect(said({ tolerations })).toBe('unknown');
});

test('an object that holds no pod specification, or a pattern of one, changes nothing', () => {
  const rules = { rules: [{ name: 'images', validate: { pattern: { spec: { containers: [{ image: '!*:latest' }] } } } }] };
  expect(answer([clusterObject('kyverno.io/v1', 'ClusterPolicy', 'images', { spec: rules })])).toBe(proved);
  expect(answer([object('example.com/v1', 'Thing', 'one', { spec: { containers: 3, items: [{ containers: [] }, null, 'text'] } })])).toBe(
    proved,
  );
  const generate = { rules: [{ generate: { data: { spec: { template: template(pod) } } } }] };
  expect(answer([clusterObject('kyverno.io/v1', 'ClusterPolicy', 'copies', { spec: generate })])).toContain(
    'ClusterPolicy/copies takes is not known',
  );
});

test('on other nodes it still uses up the quota of its namespace', () => {
  const quota = object('v1', 'ResourceQuota', 'pods', { spec: { hard: { pods: '10' } } });
  const set = object('example.com/v1', 'Set', 'api', { spec: elsewhere });
  expect(answer([quota])).toBe(proved);
  expect(answer([quota, set])).toBe(unknown('Set/shop/api', 'Set of example.com/v1'));
  expect(answer([quota, { ...set, metadata: { name: 'api', namespace: 'other' } }])).toBe(proved);
});

test('of many neighbours three are named', () => {
  const many = Array.from({ length: 9 }, (_, index) => object('example.com/v1', 'Set', `s${index}`, { spec: pod }));
  const [first] = judge([...service(), ...many], cluster, { withoutAdvice: true }).services;
  expect(first?.unmodelled?.map((it) => it.split(' ')[3])).toEqual(['Set/shop/s0', 'Set/shop/s1', 'Set/shop/s2']);
});

test('advice is judged beside it as well, in whichever namespace it is', () => {
  const others = Array.from({ length: 120 }, (_, index) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `c${index}`, namespace: 'x' },
  }));
  const set = { ...object('example.com/v1', 'Set', 'api', { spec: pod }), metadata: { name: 'api', namespace: 'other' } };
  const [web] = service();
  const advice = (beside: readonly unknown[]) => judge([web, ...others, ...beside], cluster).services[0]?.advice.length;
  expect(advice([])).toBeGreaterThan(0);
  expect(advice([set])).toBe(0);
});
