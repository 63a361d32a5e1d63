import { judge } from '../judged';
import { cluster, clusterObject, object, service } from './designs';

function answer(documents: readonly unknown[]): string {
  const [first] = judge(documents, cluster, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const proved = 'proved: no single event of those required stops it';
const rule = (kinds: readonly string[], does: Record<string, unknown>) => ({
  name: 'r',
  match: { any: [{ resources: { kinds } }] },
  ...does,
});
const kyverno = (spec: Record<string, unknown>) => clusterObject('kyverno.io/v1', 'ClusterPolicy', 'p', { spec });
const validate = { validate: { message: 'm', pattern: {} } };

describe('a policy of Kyverno', () => {
  test.each([
    ['enforces', kyverno({ validationFailureAction: 'Enforce', rules: [rule(['Pod'], validate)] })],
    ['enforces by a rule', kyverno({ rules: [rule(['Pod'], { validate: { failureAction: 'Enforce' } })] })],
    [
      'enforces in some namespaces',
      kyverno({
        validationFailureAction: 'Audit',
        validationFailureActionOverrides: [{ action: 'Enforce', namespaces: ['shop'] }],
        rules: [rule(['Pod'], validate)],
      }),
    ],
    [
      'enforces in some namespaces by a rule',
      kyverno({ rules: [rule(['Pod'], { validate: { failureActionOverrides: [{ action: 'enforce', namespaces: ['shop'] }] } })] }),
    ],
    ['changes pods', kyverno({ rules: [rule(['Pod'], { mutate: {} })] })],
    ['generates a quota for a kind of no concern', kyverno({ rules: [rule(['ConfigMap'], { generate: { kind: 'ResourceQuota' } })] })],
  ])('%s', (_, policy) => {
    expect(answer([...service(), policy])).toBe('unknown: ClusterPolicy/p may change or refuse its pods, and is not modelled');
  });

  test.each([
    ['reports', kyverno({ rules: [rule(['Pod'], validate)] })],
    [
      'reports in some namespaces as in all',
      kyverno({ validationFailureActionOverrides: [{ action: 'Audit', namespaces: ['shop'] }], rules: [rule(['Pod'], validate)] }),
    ],
    ['is about Services', kyverno({ validationFailureAction: 'Enforce', rules: [rule(['Service'], validate)] })],
    ['is an exception from others', object('kyverno.io/v2', 'PolicyException', 'p', { spec: {} })],
    ['is of another namespace', { ...object('kyverno.io/v1', 'Policy', 'p', {}), metadata: { name: 'p', namespace: 'other' } }],
  ])('%s', (_, policy) => {
    expect(answer([...service(), policy])).toBe(proved);
  });
});

test.each([
  ['constraints.gatekeeper.sh/v1beta1', 'K8sRequiredLabels', { enforcementAction: 'deny' }, { enforcementAction: 'dryrun' }],
  ['policies.kubewarden.io/v1', 'ClusterAdmissionPolicy', { mode: 'protect' }, { mode: 'monitor' }],
  ['policies.kyverno.io/v1', 'ValidatingPolicy', { validationActions: ['Deny'] }, { validationActions: ['Audit'] }],
])('one of %s only counts where it is enforced', (apiVersion, kind, enforced, reported) => {
  const policy = (spec: Record<string, unknown>) => clusterObject(apiVersion, kind, 'p', { spec });
  expect(answer([...service(), policy(enforced)])).toBe(`unknown: ${kind}/p may change or refuse its pods, and is not modelled`);
  expect(answer([...service(), policy(reported)])).toBe(proved);
});

test('a mutation of Gatekeeper always counts', () => {
  expect(answer([...service(), clusterObject('mutations.gatekeeper.sh/v1', 'Assign', 'p', { spec: {} })])).toBe(
    'unknown: Assign/p may change or refuse its pods, and is not modelled',
  );
});

test('an annotation by which workloads sleep is not modelled, on them and on their namespace', () => {
  const [web, ...rest] = service() as [{ metadata: { annotations: Record<string, string> } }, unknown];
  const annotated = (annotation: string) => ({ ...web, metadata: { ...web.metadata, annotations: { [annotation]: 'true' } } });
  expect(answer([annotated('downscaler/uptime'), ...rest])).toBe(
    'unknown: annotation downscaler/uptime of Deployment/shop/web is not modelled',
  );
  expect(answer([annotated('downscaler/exclude'), ...rest])).toBe(proved);
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations: { 'downscaler/downtime': 'always' } } };
  expect(answer([...service(), namespace])).toBe('unknown: annotation downscaler/downtime of Namespace/shop is not modelled');
});

describe('nothing is certain of pods that others change', () => {
  const mutator = clusterObject('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'm', {
    webhooks: [{ name: 'a.example', rules: [{ apiGroups: [''], apiVersions: ['v1'], resources: ['pods'], operations: ['CREATE'] }] }],
  });
  const quota = object('v1', 'ResourceQuota', 'q', { spec: { hard: { 'limits.cpu': '10' } } });

  test('neither that a quota refuses them', () => {
    expect(answer([...service(), quota])).toContain('refuted: its pods are never created');
    expect(answer([...service(), quota, mutator])).toBe('unknown: MutatingWebhookConfiguration/m may change its pods, and is not modelled');
  });

  test('nor that no node has room for them', () => {
    const large = service({}, {}, { resources: { requests: { cpu: '3' } } });
    const beside = [...large, ...service({}, {}, { resources: { requests: { cpu: '3' } } }).map(renamed)];
    expect(judge(beside, cluster, { withoutAdvice: true }).services.map(({ verdict }) => verdict)).toContain('refuted');
    expect(judge([...beside, mutator], cluster, { withoutAdvice: true }).services.map(({ verdict }) => verdict)).toEqual([
      'unknown',
      'unknown',
    ]);
  });
});

/** The same with seven pods and without a budget. */
function renamed(it: unknown): unknown {
  const text = JSON.stringify(it).replaceAll('"web"', '"other"').replace('"replicas":3', '"replicas":7');
  return JSON.parse(text);
}
