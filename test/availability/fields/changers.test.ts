import { judge } from '../judged';
import { workload } from '../manifests';
import { cluster, clusterObject, object, service, statefulService, storageClass } from './designs';

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
    expect(answer(webhook({ rules: [{ ...rule, operations: ['CONNECT'] }] }))).toBe(proved);
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

describe('a rule on what pods depend on', () => {
  const registered = (kind: string, rule: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    clusterObject('admissionregistration.k8s.io/v1', kind, 'rules', {
      webhooks: [{ name: 'rules.example', rules: [{ apiVersions: ['*'], operations: ['*'], ...rule }], ...more }],
    });
  const validating = (apiGroup: string, resource: string, more: Record<string, unknown> = {}) =>
    registered('ValidatingWebhookConfiguration', { apiGroups: [apiGroup], resources: [resource] }, more);
  const refuses = (resource: string) =>
    `unknown: ValidatingWebhookConfiguration/rules may refuse requests for ${resource}, and is not modelled`;

  test.each([
    ['apps', 'deployments'],
    ['apps', 'deployments/status'],
    ['apps', 'replicasets'],
    ['', 'pods/binding'],
    ['', 'pods/status'],
    ['policy', 'poddisruptionbudgets'],
    ['policy', 'poddisruptionbudgets/status'],
    ['', 'nodes'],
    ['coordination.k8s.io', 'leases'],
  ])('may refuse it: %s %s', (group, resource) => {
    expect(answer(validating(group, resource))).toBe(refuses(resource));
    expect(answer(validating('shop.example', resource))).toBe(proved);
  });

  test('may refuse the deletion of pods that a rollout replaces', () => {
    const deletion = registered('ValidatingWebhookConfiguration', { apiGroups: [''], resources: ['pods'], operations: ['DELETE'] });
    expect(answer(deletion)).toBe(
      'unknown: ValidatingWebhookConfiguration/rules may refuse its pods or their evictions, and is not modelled',
    );
  });

  test('may change it', () => {
    const mutating = (resource: string) => registered('MutatingWebhookConfiguration', { apiGroups: ['apps'], resources: [resource] });
    const because = 'unknown: MutatingWebhookConfiguration/rules may change or refuse requests for deployments, and is not modelled';
    expect(answer(mutating('deployments'))).toBe(because);
    expect(answer(mutating('deployments/*'))).toBe(because);
    expect(answer(mutating('*'))).toBe(because);
    expect(answer(mutating('statefulsets'))).toBe(proved);
    expect(answer(mutating('deployments/scale'))).toBe(proved);
  });

  test('counts where the workload has what it is about', () => {
    expect(answer(validating('autoscaling', 'horizontalpodautoscalers'))).toBe(proved);
    const spec = { scaleTargetRef: web, minReplicas: 3, maxReplicas: 4 };
    const autoscaler = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec });
    expect(answer(autoscaler)).toBe(proved);
    expect(answer(autoscaler, validating('autoscaling', 'horizontalpodautoscalers'))).toBe(refuses('horizontalpodautoscalers'));
    expect(answer(autoscaler, validating('apps', 'deployments/scale'))).toBe(refuses('deployments/scale'));
    expect(answer(validating('', 'persistentvolumeclaims'))).toBe(proved);
  });

  test('leaves out what its selectors do', () => {
    const labels = { matchLabels: { team: 'billing' } };
    expect(answer(validating('apps', 'deployments', { objectSelector: labels }))).toBe(proved);
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    expect(answer(namespace, validating('apps', 'deployments', { namespaceSelector: labels }))).toBe(proved);
    // A node is of no namespace.
    expect(answer(namespace, validating('', 'nodes', { namespaceSelector: labels }))).toBe(refuses('nodes'));
  });
});

test('a rule on claims and revisions counts for a StatefulSet', () => {
  const template = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'disk' } };
  const set = [...statefulService({}, { volumeClaimTemplates: [template] }), storageClass('disk')];
  const policy = (apiGroup: string, resource: string) =>
    clusterObject('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'rules', {
      spec: {
        matchConstraints: { resourceRules: [{ apiGroups: [apiGroup], apiVersions: ['*'], operations: ['*'], resources: [resource] }] },
      },
    });
  const judged = (...beside: readonly unknown[]) => {
    const [first] = judge([...set, ...beside], cluster, { withoutAdvice: true }).services;
    return `${first?.verdict}: ${first?.because}`;
  };
  expect(judged()).toBe(proved);
  for (const [group, resource] of [
    ['', 'persistentvolumeclaims'],
    ['', 'persistentvolumes'],
    ['storage.k8s.io', 'volumeattachments'],
    ['apps', 'controllerrevisions'],
    ['apps', 'statefulsets'],
  ] as const)
    expect(judged(policy(group, resource))).toBe(
      `unknown: ValidatingAdmissionPolicy/rules may refuse requests for ${resource}, and is not modelled`,
    );
});
