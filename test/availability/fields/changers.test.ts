import { judge } from '../judged';
import { workload } from '../manifests';
import { cluster, clusterObject, object, service } from './designs';

function answer(...beside: readonly unknown[]) {
  const [first] = judge([...service(), ...beside], cluster, { withoutAdvice: true }).services;
  return `${first?.verdict}: ${first?.because}`;
}

const proved = 'proved: no single event of those required stops it';
const web = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

test('an autoscaler that is not Kubernetes changes the pods that it names', () => {
  const vertical = (spec: Record<string, unknown>) => object('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'web', { spec });
  expect(answer(vertical({ targetRef: web }))).toBe(
    'unknown: VerticalPodAutoscaler/shop/web changes the requests of its pods, and is not modelled',
  );
  expect(answer(vertical({ targetRef: web, updatePolicy: { updateMode: 'Off' } }))).toBe(proved);
  expect(answer(vertical({ targetRef: { ...web, name: 'api' } }))).toBe(proved);
  const scaled = object('keda.sh/v1alpha1', 'ScaledObject', 'web', { spec: { scaleTargetRef: { name: 'web' } } });
  expect(answer(scaled)).toBe('unknown: ScaledObject/shop/web changes the number of its pods, and is not modelled');
});

test('a neighbour whose pods are not bounded leaves no proof on the nodes that both may use', () => {
  const api = workload({ name: 'api' });
  const scaled = object('keda.sh/v1alpha1', 'ScaledObject', 'api', { spec: { scaleTargetRef: { name: 'api' } } });
  expect(answer(api, scaled)).toBe(
    'unknown: how much room Deployment/shop/api takes is not known: ScaledObject/shop/api changes the number of its pods, and is not modelled',
  );
  expect(answer(workload({ name: 'api', pod: { nodeSelector: { pool: 'batch' } } }), scaled)).toBe(proved);
});

describe('a webhook that mutates pods', () => {
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
  const webhook = (more: Record<string, unknown> = {}) =>
    clusterObject('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'mesh', {
      webhooks: [{ name: 'mesh.example', rules: [rule], ...more }],
    });
  const unknown = 'unknown: MutatingWebhookConfiguration/mesh may change its pods, and is not modelled';

  test('may change them', () => {
    expect(answer(webhook())).toBe(unknown);
    expect(answer(webhook({ rules: [{ ...rule, apiGroups: ['*'], operations: ['*'], resources: ['*'] }] }))).toBe(unknown);
  });

  test('changes none that its rules and selectors leave out', () => {
    expect(answer(webhook({ rules: [{ ...rule, apiGroups: ['cert-manager.io'], resources: ['certificates'] }] }))).toBe(proved);
    expect(answer(webhook({ rules: [{ ...rule, operations: ['DELETE'] }] }))).toBe(proved);
    expect(answer(webhook({ objectSelector: { matchLabels: { mesh: 'on' } } }))).toBe(proved);
    const namespaceSelector = { matchLabels: { mesh: 'on' } };
    const namespace = (labels: Record<string, string>) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
    expect(answer(webhook({ namespaceSelector }), namespace({}))).toBe(proved);
    expect(answer(webhook({ namespaceSelector }), namespace({ mesh: 'on' }))).toBe(unknown);
    expect(answer(webhook({ namespaceSelector }))).toBe(unknown);
  });

  test('and so may a policy', () => {
    const policy = (resources: readonly string[]) =>
      clusterObject('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', 'mesh', {
        spec: { matchConstraints: { resourceRules: [{ ...rule, resources }] } },
      });
    expect(answer(policy(['pods']))).toBe('unknown: MutatingAdmissionPolicy/mesh may change its pods, and is not modelled');
    expect(answer(policy(['configmaps']))).toBe(proved);
  });
});
