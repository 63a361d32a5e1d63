import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const own = { labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys: ['pod-template-hash'] };
const web = (pod: object = {}, labels: Record<string, string> = {}) =>
  workload({
    annotations: { 'nines.dev/needed': '1' },
    labels,
    spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } },
    pod: { topologySpreadConstraints: [spread('zone', own)], ...pod },
  });
const told = (...documents: unknown[]) => {
  const { services } = judge(documents, zones([2, 2, 2]), { withoutAdvice: true });
  const found = services.find(({ service }) => service === 'web');
  return `${found?.verdict}: ${found?.because}`;
};
const apart = (more: object, labels = { app: 'web' }) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'topology.kubernetes.io/zone', labelSelector: { matchLabels: labels }, ...more },
      ],
    },
  },
});
const named = (spec: object) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web', namespace: 'shop' },
  spec,
});
const job = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'job', namespace: 'shop' },
  spec: { template: { metadata: { labels: { app: 'web' } }, spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'b' }] } } },
};

test('what manifests say whole is proved', () => {
  expect(told(web(), budget({ maxUnavailable: 1 }))).toBe('proved: no single event of those required stops it');
});

test.each<[string, unknown[], string]>([
  [
    'a selector on a label that controllers add',
    [web(), named({ maxUnavailable: 1, selector: { matchExpressions: [{ key: 'pod-template-hash', operator: 'Exists' }] } })],
    'unknown: a selector of PodDisruptionBudget/shop/web asks for a label that controllers add to pods, which is not modelled',
  ],
  [
    'a label that may change with a release',
    [
      web({ topologySpreadConstraints: [spread('zone', { ...own, matchLabelKeys: ['version'] })] }, { version: '1' }),
      budget({ maxUnavailable: 1 }),
    ],
    'unknown: label version in matchLabelKeys may change with a release, which is not modelled; use pod-template-hash',
  ],
  [
    'anti-affinity of new against old pods',
    [web(apart({ mismatchLabelKeys: ['pod-template-hash'] })), budget({ maxUnavailable: 1 })],
    'unknown: web may wait for a node: its required anti-affinity may keep its own pods apart in a way that is not modelled',
  ],
  [
    'a budget that counts pods which end',
    [web(), job, named({ minAvailable: 3, selector: { matchLabels: { app: 'web' } } })],
    'unknown: PodDisruptionBudget/shop/web counts the pods of Job/shop/job too, and allows fewer evictions once they have ended',
  ],
  [
    'a budget that the API server refuses',
    [web(), named({ minAvailable: 1, maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } })],
    'refuted: pool upgrade stops it: 3 of 3 replicas may be evicted before their replacements are ready, 1 is needed; no PodDisruptionBudget limits evictions',
  ],
  [
    'a priority that its class does not give',
    [web({ priority: 5 }), budget({ maxUnavailable: 1 })],
    'refuted: its pods are never created: priority 5 is not that of its PriorityClass, 0',
  ],
  [
    'a request above its limit',
    [
      web({ containers: [{ name: 'main', image: 'a', resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }] }),
      budget({ maxUnavailable: 1 }),
    ],
    'refuted: its pods are never created: container main requests more cpu than its limit',
  ],
])('%s', (_, documents, answer) => {
  expect(told(...documents)).toBe(answer);
});

test.each([
  ['Deployment', 'pod-template-hash'],
  ['StatefulSet', 'statefulset.kubernetes.io/pod-name'],
  ['StatefulSet', 'apps.kubernetes.io/pod-index'],
  ['DaemonSet', 'controller-revision-hash'],
])('the selector of a %s asks for %s, which its controller sets', (kind, label) => {
  const labels = { [label]: 'a' };
  const selecting = (...selectors: readonly object[]) =>
    selectors.map((selector) => told(workload({ kind, labels, annotations: { 'nines.dev/needed': '1' }, spec: { selector } })));
  const because = `unknown: its selector asks for the label ${label}, which its controller sets`;
  expect(
    selecting({ matchLabels: { app: 'web', ...labels } }, { matchExpressions: [{ key: label, operator: 'Exists' }] }).map((it) =>
      it.replace(/^refuted: .*/, because),
    ),
  ).toEqual([because, because]);
  expect(selecting({ matchLabels: { app: 'web' } })[0]).not.toContain('which its controller sets');
});
