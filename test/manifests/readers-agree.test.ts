import { ApiObject, App, Chart } from 'cdk8s';
import { ApplicationQuota } from '../../src';
import { judge, predict } from '../../src/availability';
import { Place } from '../../src/manifests/place';
import { podLimits } from '../../src/manifests/requests';
import { zones } from '../availability/manifests';
import { find, indexed } from '../objects';
import { zoned } from '../platforms';
import { rulesOver } from '../rules/reviewed';

const platform = zoned();

const pod = {
  initContainers: [
    {
      name: 'proxy',
      image: 'proxy:1',
      restartPolicy: 'Always',
      resources: { requests: { cpu: '300m', memory: '64Mi' }, limits: { memory: '64Mi' } },
    },
  ],
  containers: [{ name: 'db', image: 'db:1', resources: { requests: { cpu: '900m', memory: '64Mi' }, limits: { memory: '64Mi' } } }],
};

function synthesized(kind: string, spec: object) {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop', disableResourceNameHashes: true });
  new ApplicationQuota(chart, 'quota', { platform });
  const labels = { app: 'db' };
  new ApiObject(chart, 'db', {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'db' },
    spec: { selector: { matchLabels: labels }, ...spec, template: { metadata: { labels }, spec: pod } },
  });
  return chart.toJson();
}

const quotaFindings = (manifests: readonly unknown[]) =>
  rulesOver(manifests.map((value) => ({ value }))).findings.filter(({ rule }) => rule === 'quota-covers-pods');

test('quota, rule and model count a native sidecar in the same way', () => {
  const manifests = synthesized('StatefulSet', { replicas: 1, serviceName: 'db' });
  expect(find(manifests, 'ResourceQuota', 'application')['spec']).toEqual({
    hard: { 'requests.cpu': '1200m', 'requests.memory': '128Mi', 'limits.memory': '128Mi' },
  });
  expect(quotaFindings(manifests)).toEqual([]);
  // A node of 1200m takes the pod, one of 1199m doesn't.
  const placed = (cpu: string) => {
    const rate = 'never';
    const pools = [{ name: 'p', count: 1, rate, allocatable: { cpu, memory: '1Gi', pods: 10 } } as const];
    const [prediction] = predict(indexed(manifests), { kubernetes: '1.36', zones: [{ name: 'z', rate, pools }] });
    return prediction?.fresh.holds([[1]]);
  };
  expect([placed('1200m'), placed('1199m')]).toEqual([true, false]);
});

test('a surge in percent yields a quota in pods', () => {
  const manifests = synthesized('Deployment', { replicas: 3, strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } } });
  // 3 + 1 + 3 pods
  expect(find(manifests, 'ResourceQuota', 'application')['spec']).toEqual({
    hard: { 'requests.cpu': '8400m', 'requests.memory': '896Mi', 'limits.memory': '896Mi' },
  });
  expect(quotaFindings(manifests)).toEqual([]);
});

/** A Deployment behind a Service, which no NetworkPolicy opens, and an HTTPRoute; what rules and model say of the route. */
function routed(reference: object, parent: object = { name: 'edge' }) {
  const labels = { app: 'web' };
  const container = { name: 'web', image: 'web:1', ports: [{ containerPort: 80 }] };
  const manifests = [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { parentRefs: [parent], rules: [{ backendRefs: [reference] }] },
    },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' }, spec: { selector: labels, ports: [{ port: 80 }] } },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'closed', namespace: 'shop' },
      spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [] },
    },
  ];
  const told = ['policies-let-requests-in', 'route-backend-exists'];
  const { findings } = rulesOver(manifests.map((value) => ({ value })));
  const [service] = judge(indexed(manifests), zones([2, 2]), { withoutAdvice: true }).services;
  return {
    rules: findings.filter(({ rule }) => told.includes(rule)).map(({ rule, message }) => `${rule}: ${message}`),
    reachedBy: service?.reachedBy,
  };
}

const shut =
  "policies-let-requests-in: no NetworkPolicy allows ingress from outside namespace 'shop' to Service 'shop/web' on TCP 80; " +
  "NetworkPolicy 'shop/closed' isolates Deployment 'shop/web'";

test.each([
  ['a Service', { name: 'web', port: 80 }, [shut], ['HTTPRoute/shop/web']],
  ['a Service with the group written out', { group: '', kind: 'Service', name: 'web', port: 80 }, [shut], ['HTTPRoute/shop/web']],
  ['a kind of somebody else', { group: 'traefik.io', kind: 'TraefikService', name: 'web', port: 80 }, [], undefined],
  ['a group of somebody else', { group: 'mesh.example', name: 'web', port: 80 }, [], undefined],
])('rules and model agree whether %s is a backend of a route', (_, reference, rules, reachedBy) => {
  expect(routed(reference)).toEqual({ rules, reachedBy });
});

test('rules and model agree that a mesh route is not an entry point', () => {
  expect(routed({ name: 'web', port: 80 }, { group: '', kind: 'Service', name: 'web' })).toEqual({ rules: [], reachedBy: undefined });
});

test('quota and rule count a native sidecar in the same way for the memory ceiling of a pod', () => {
  const volumes = (sizeLimit: string) => [{ name: 'scratch', emptyDir: { medium: 'Memory', sizeLimit } }];
  const spec = (sizeLimit: string, proxy: object = { memory: '1Gi' }) => ({
    initContainers: [{ name: 'proxy', image: 'proxy:1', restartPolicy: 'Always', resources: { limits: proxy } }],
    containers: [{ name: 'web', image: 'web:1', resources: { limits: { memory: '64Mi' } } }],
    volumes: volumes(sizeLimit),
  });
  const told = (pod: object) => {
    const value = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec: pod };
    const { findings } = rulesOver([{ value }]);
    return findings.filter(({ rule }) => rule === 'plausible-volume').map(({ message }) => message);
  };
  expect(podLimits(new Place(spec('512Mi'))).memory).toBe(1088 * 2 ** 20);
  expect(told(spec('1088Mi'))).toEqual([]);
  expect(told(spec('1089Mi'))).toEqual(['sizeLimit 1089Mi exceeds the memory limits of the containers, 1088Mi in total']);
  expect(told(spec('2Gi', {}))).toEqual([]);
  expect(told({ ...spec('2Gi', {}), resources: { limits: { memory: '1Gi' } } })).toEqual([
    'sizeLimit 2Gi exceeds the memory limits of the containers, 1024Mi in total',
  ]);
});

test('the model sees the claim that the pods of a StatefulSet share besides their own claims', () => {
  const labels = { app: 'db' };
  const spec = { containers: [{ name: 'db', image: 'db:1' }], volumes: [{ name: 'all', persistentVolumeClaim: { claimName: 'all' } }] };
  const value = {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'shop' },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'own' } }],
    },
  };
  const { assumptions } = judge(indexed([value]), zones([2, 2]), { withoutAdvice: true });
  expect(assumptions.filter(({ value: taken }) => taken.includes('WaitForFirstConsumer')).map(({ value: taken }) => taken)).toEqual([
    'shared, WaitForFirstConsumer',
  ]);
});
