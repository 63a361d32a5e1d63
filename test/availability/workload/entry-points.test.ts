import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

const service = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { selector: { app: name }, ...spec },
});
const ingress = (spec: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'public', namespace: 'shop' },
  spec,
});
const route = (kind: string, spec: object, namespace = 'shop') => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind,
  metadata: { name: 'public', namespace },
  spec: { parentRefs: [{ name: 'edge' }], ...spec },
});
const path = (name: string) => ({ backend: { service: { name, port: { number: 80 } } } });

/** Who reaches `web` and `api`, and who is taken to serve that. */
function entryPointsOf(...documents: readonly unknown[]) {
  const { services, assumptions } = judge([workload(), workload({ name: 'api' }), ...documents], zones([2, 2]), { withoutAdvice: true });
  const taken = assumptions.filter(({ value }) => value === 'always routes to its services');
  return [services.map(({ reachedBy }) => reachedBy), taken.map(({ what, source }) => `${what}: ${source}`)];
}

test('an Ingress reaches the workloads behind its backends, the default one too', () => {
  const rules = [{ http: { paths: [path('web'), path('web'), path('nobody')] } }];
  expect(
    entryPointsOf(service('web'), service('api'), ingress({ ingressClassName: 'alb', rules, defaultBackend: path('api').backend })),
  ).toEqual([
    [['Ingress/shop/public'], ['Ingress/shop/public']],
    ['Ingress/shop/public: the controller of IngressClass alb is not judged'],
  ]);
});

test.each(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'])('a %s reaches Services of other namespaces too', (kind) => {
  const rules = [
    {
      backendRefs: [
        { name: 'web', namespace: 'shop', port: 80 },
        { name: 'api', port: 80 },
      ],
    },
  ];
  expect(entryPointsOf(service('web'), service('api'), route(kind, { rules }, 'edge'))).toEqual([
    [[`${kind}/edge/public`], undefined],
    [`${kind}/edge/public: the implementation of Gateway edge is not judged`],
  ]);
});

test('a route of a mesh, a backend that is no Service and a Service without a selector lead nobody in', () => {
  const rules = [{ backendRefs: [{ name: 'web', port: 80 }] }];
  const none = [[undefined, undefined], []];
  expect(entryPointsOf(service('web'), route('HTTPRoute', { rules, parentRefs: [{ kind: 'Service', name: 'web' }] }))).toEqual(none);
  expect(entryPointsOf(service('web'), route('HTTPRoute', { rules: [{ backendRefs: [{ kind: 'ServiceImport', name: 'web' }] }] }))).toEqual(
    none,
  );
  expect(entryPointsOf(service('web', { type: 'LoadBalancer', selector: undefined }))).toEqual(none);
  expect(entryPointsOf(service('web'))).toEqual(none);
});

test('public Services reach their pods by themselves', () => {
  expect(entryPointsOf(service('web', { type: 'LoadBalancer' }), service('api', { type: 'NodePort' }))).toEqual([
    [['Service/shop/web'], ['Service/shop/api']],
    ["Service/shop/web: the platform's load balancer is not judged", 'Service/shop/api: the clients of its node port is not judged'],
  ]);
});

test('what is reached is judged with all that it can not do without', () => {
  const pod = { topologySpreadConstraints: [spread('zone', { matchLabelKeys: ['pod-template-hash'] })] };
  const spec = { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
  const web = workload({ replicas: 2, pod, spec, annotations: { 'nines.dev/depends-on': 'Deployment/api' } });
  const reached = judge(
    [web, budget({ maxUnavailable: 1 }), workload({ name: 'api', replicas: 1 }), service('web', { type: 'LoadBalancer' })],
    zones([2, 2]),
    { withoutAdvice: true },
  ).services[0];
  expect(reached).toMatchObject({ service: 'web', verdict: 'refuted', reachedBy: ['Service/shop/web'] });
  expect(reached?.because).toContain('its dependency api goes down');
});

test('odd values are passed over', () => {
  const odd = [null, 7, 'x', [], {}, { backend: 7 }, { backend: { service: { name: {} } } }];
  for (const value of odd) {
    expect(
      entryPointsOf(ingress({ rules: value, defaultBackend: value }), route('HTTPRoute', { rules: value, parentRefs: value })),
    ).toEqual([[undefined, undefined], []]);
    expect(entryPointsOf(ingress({ rules: [{ http: { paths: [value] } }] }), service('web', { type: value, selector: value }))).toEqual([
      [undefined, undefined],
      [],
    ]);
  }
});

test('a namespace whose pods wait for load balancers assumes that those of AWS find them healthy', () => {
  const taken = (value: string, ingressClassName: string) => {
    const labels = { 'elbv2.k8s.aws/pod-readiness-gate-inject': value };
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } };
    const documents = [workload(), namespace, service('web'), ingress({ ingressClassName, defaultBackend: path('web').backend })];
    const { assumptions } = judge(documents, zones([2, 2]), { withoutAdvice: true });
    return assumptions.flatMap((it) => (it.value.startsWith('finds new pods healthy') ? [`${it.what}: ${it.source}`] : []));
  };
  const label = 'elbv2.k8s.aws/pod-readiness-gate-inject of Namespace/shop';

  expect(taken('enabled', 'alb')).toEqual([`Ingress/shop/public: ${label} asks for that; its controller is not judged`]);
  expect(taken('disabled', 'alb')).toEqual([]);
  expect(taken('enabled', 'nginx')).toEqual([]);
});

/** The answer for `web` in a namespace whose pods wait for load balancers. */
function waiting(...documents: readonly unknown[]): string | undefined {
  const labels = { 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } };
  const web = workload({ replicas: 3, annotations: { 'nines.dev/needed': '1' } });
  return judge([web, namespace, service('web'), ...documents], zones([2, 2]), { withoutAdvice: true }).services[0]?.because;
}

const classOf = (kind: 'GatewayClass' | 'IngressClass', controller: string) => ({
  apiVersion: kind === 'GatewayClass' ? 'gateway.networking.k8s.io/v1' : 'networking.k8s.io/v1',
  kind,
  metadata: { name: 'edge' },
  spec: { controller, controllerName: controller },
});
const gateway = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'edge', namespace: 'shop' },
  spec: { gatewayClassName: 'edge' },
};
const toWeb = { rules: [{ backendRefs: [{ name: 'web', port: 80 }] }] };

test.each([
  ['a Service of type LoadBalancer', [service('api', { type: 'LoadBalancer' })]],
  [
    'an Ingress of a class of AWS',
    [ingress({ ingressClassName: 'edge', defaultBackend: path('web').backend }), classOf('IngressClass', 'ingress.k8s.aws/alb')],
  ],
  ['an Ingress of a class that is not known', [ingress({ defaultBackend: path('web').backend })]],
  ['a route of a class of AWS', [route('HTTPRoute', toWeb), gateway, classOf('GatewayClass', 'gateway.k8s.aws/alb')]],
  ['a route of a class that is not known', [route('HTTPRoute', toWeb)]],
])('%s may be what such pods wait for', (_, documents) => {
  expect(waiting(...documents)).not.toMatch('the manifests have none');
});

test.each([
  ['a Service inside of the cluster', [service('api')]],
  [
    'an Ingress of another class',
    [ingress({ ingressClassName: 'edge', defaultBackend: path('web').backend }), classOf('IngressClass', 'traefik.io/ingress-controller')],
  ],
  ['a route of another class', [route('HTTPRoute', toWeb), gateway, classOf('GatewayClass', 'istio.io/gateway-controller')]],
  [
    'an Ingress of another namespace',
    [{ ...ingress({ ingressClassName: 'alb', defaultBackend: path('web').backend }), metadata: { name: 'public', namespace: 'other' } }],
  ],
])('%s is not what such pods wait for', (_, documents) => {
  expect(waiting(...documents)).toMatch('the manifests have none');
});
