import { IngressClass, type WebViewOptions } from '../../../src';
import { find, namesOf } from '../../objects';
import { observed } from './observed';

const viewed = (webView: true | WebViewOptions) => observed(IngressClass.traefik(), { webView });
const all = viewed(true);
const oidc = {
  issuer: 'https://accounts.example',
  clientId: 'headlamp',
  clientSecret: { secret: 'headlamp', key: 'client-secret' },
  groups: ['operators'],
};

interface Rules {
  readonly rules: readonly {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
  }[];
}

test('there is none by default', () => {
  expect(namesOf(observed(IngressClass.traefik(), {}), 'Namespace')).toEqual([]);
});

test('Headlamp runs in a namespace of its own, restricted, and reaches only what is beyond the cluster', () => {
  expect(find(all, 'Namespace', 'shop-web-view').metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  const own = all.filter(({ metadata }) => metadata.namespace === 'shop-web-view').map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  expect(own).toEqual([
    'NetworkPolicy/default-deny',
    'ServiceAccount/headlamp',
    'Deployment/headlamp',
    'Service/headlamp',
    'NetworkPolicy/headlamp-to-api-server',
    'ServiceAccount/viewer',
    'ResourceQuota/pods',
  ]);
  expect(find(all, 'ResourceQuota', 'pods')['spec']).toEqual({
    hard: { 'requests.cpu': '150m', 'requests.memory': '384Mi', 'limits.memory': '384Mi' },
  });
});

test('its own ServiceAccount has no rights: a viewer has some, and none to Secrets, commands in pods or changes', () => {
  expect(find(all, 'ClusterRoleBinding', 'shop-web-view-viewer')['subjects']).toEqual([
    { kind: 'ServiceAccount', name: 'viewer', namespace: 'shop-web-view' },
  ]);
  const { rules } = find(all, 'ClusterRole', 'shop-web-view-viewer') as unknown as Rules;
  expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list', 'watch']));
  const resources = rules.flatMap((rule) => rule.resources);
  expect(resources).toEqual(expect.arrayContaining(['pods', 'pods/log', 'deployments', 'nodes']));
  expect(resources.filter((name) => /secret|exec|attach$|portforward|proxy|token|\*/.test(name))).toEqual([]);
});

test('it makes room for any other pod, and no budget of it holds up a drain', () => {
  const { template } = find(all, 'Deployment', 'headlamp')['spec'] as { template: { spec: object } };
  expect(template.spec).toMatchObject({ priorityClassName: 'shop-observing', automountServiceAccountToken: true });
  expect(namesOf(all, 'PodDisruptionBudget')).not.toContain('headlamp');
});

test('with OpenID Connect its groups may look as well, and the secret of the client stays in its Secret', () => {
  const manifests = viewed({ oidc, image: 'registry.example/headlamp:1.0.0' });
  const { template } = find(manifests, 'Deployment', 'headlamp')['spec'] as never as { template: { spec: { containers: object[] } } };
  expect(template.spec.containers).toMatchObject([
    {
      image: 'registry.example/headlamp:1.0.0',
      args: expect.arrayContaining(['-oidc-client-secret=$(OIDC_CLIENT_SECRET)', '-oidc-idp-issuer-url=$(OIDC_IDP_ISSUER_URL)']),
      env: expect.arrayContaining([
        { name: 'OIDC_IDP_ISSUER_URL', value: 'https://accounts.example' },
        { name: 'OIDC_CLIENT_SECRET', valueFrom: { secretKeyRef: { name: 'headlamp', key: 'client-secret' } } },
      ]),
    },
  ]);
  expect(find(manifests, 'ClusterRoleBinding', 'shop-web-view-viewer')['subjects']).toContainEqual({
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'Group',
    name: 'operators',
  });
});

const where = "web view 'test/observability/web-view': ";

test.each([
  [
    { issuer: 'http://accounts.example' },
    `${where}webView.oidc.issuer must be a URL of https, got 'http://accounts.example'; write the address of the provider, such as https://accounts.example`,
  ],
  [
    { clientId: '' },
    `${where}webView.oidc.clientId must be the name of a client of the provider, got ''; write the ID that the provider gave`,
  ],
  [
    { groups: ['system:authenticated'] },
    `${where}webView.oidc.groups must be a list of groups of the provider, got ["system:authenticated"]; write the groups that may look, such as ['operators']`,
  ],
])('%j is refused', (wrong, message) => {
  expect(() => viewed({ oidc: { ...oidc, ...wrong } })).toThrow(message);
});
