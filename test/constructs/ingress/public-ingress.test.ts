import { Duration, Size } from 'cdk8s';
import {
  GatewayClass,
  IngressClass,
  type Manifest,
  Platform,
  PublicIngress,
  type PublicIngressProps,
  type ServicePort,
} from '../../../src';
import { find, manifestsOf, namesOf } from '../../objects';
import { flat, zoned } from '../../platforms';

function port(service: string, name: string, number: number): ServicePort {
  return { service, name, number, selector: { app: service }, workload: `Deployment/${service}` };
}

const routes = [
  { path: '/api', to: port('backend', 'api', 8080) },
  { path: '/docs', to: port('backend', 'docs', 8100) },
  { path: '/', to: port('frontend', 'http', 3000) },
];
const hosts = ['shop.example', 'www.shop.example'];

function made(props: Partial<PublicIngressProps>): Manifest[] {
  return manifestsOf((chart) => new PublicIngress(chart, 'ingress', { platform: flat(), routes, ...props }));
}

test('an Ingress routes each host’s paths to ports by name', () => {
  const path = (path: string, name: string, port: string) => ({
    path,
    pathType: 'Prefix',
    backend: { service: { name, port: { name: port } } },
  });
  const http = { paths: [path('/api', 'backend', 'api'), path('/docs', 'backend', 'docs'), path('/', 'frontend', 'http')] };
  const ingress = (props: Partial<PublicIngressProps>) => find(made(props), 'Ingress', 'public')['spec'];
  expect(ingress({})).toEqual({ ingressClassName: 'traefik', rules: [{ http }] });
  expect(ingress({ hosts, tls: { secret: 'certificate' } })).toEqual({
    ingressClassName: 'traefik',
    rules: [
      { host: 'shop.example', http },
      { host: 'www.shop.example', http },
    ],
    tls: [{ hosts, secretName: 'certificate' }],
  });
});

test('the same routes are a Gateway and HTTPRoutes, by one line', () => {
  const manifests = made({ platform: flat(GatewayClass.envoy()), hosts });
  expect(namesOf(manifests, 'Ingress')).toEqual([]);
  const rule = (value: string, name: string, port: number) => ({
    matches: [{ path: { type: 'PathPrefix', value } }],
    backendRefs: [{ group: '', kind: 'Service', name, port, weight: 1 }],
  });
  expect(find(manifests, 'HTTPRoute', 'public')['spec']).toEqual({
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public', sectionName: 'http' }],
    hostnames: hosts,
    rules: [rule('/api', 'backend', 8080), rule('/docs', 'backend', 8100), rule('/', 'frontend', 3000)],
  });
});

test('cert-manager’s certificate is the same for both, and its answers to Let’s Encrypt get through', () => {
  for (const ingress of [IngressClass.traefik(), GatewayClass.envoy()]) {
    const manifests = made({ platform: flat(ingress), hosts, tls: { clusterIssuer: 'letsencrypt' } });
    expect(find(manifests, 'Certificate', 'public-tls')['spec']).toEqual({
      secretName: 'public-tls',
      dnsNames: hosts,
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
      usages: ['digital signature', 'server auth'],
      duration: '2160h',
      renewBefore: '720h',
      privateKey: { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy: 'Always' },
    });
    expect(find(manifests, 'NetworkPolicy', 'acme-solver-from-public')).toMatchObject({
      spec: { podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } }, ingress: [{ ports: [{ port: 8089 }] }] },
    });
  }
});

test('no certificate is requested if one exists', () => {
  expect(namesOf(made({ hosts, tls: { secret: 'certificate' } }), 'Certificate')).toEqual([]);
  expect(namesOf(made({ hosts, tls: { secret: 'certificate' } }), 'NetworkPolicy')).toEqual([
    'backend-from-public',
    'frontend-from-public',
  ]);
});

test('each service lets the controller in, on the ports that are routed to', () => {
  const ingress = (manifests: Manifest[], name: string) => (find(manifests, 'NetworkPolicy', name)['spec'] as { ingress: unknown }).ingress;
  const tcp = (port: number) => ({ port, protocol: 'TCP' });
  const traefik = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } } }];
  expect(ingress(made({}), 'backend-from-public')).toEqual([{ from: traefik, ports: [tcp(8080), tcp(8100)] }]);
  expect(ingress(made({}), 'frontend-from-public')).toEqual([{ from: traefik, ports: [tcp(3000)] }]);

  const alb = zoned(IngressClass.alb({ subnets: ['10.0.0.0/20', '10.0.16.0/20'] }));
  const subnets = [{ ipBlock: { cidr: '10.0.0.0/20' } }, { ipBlock: { cidr: '10.0.16.0/20' } }];
  expect(ingress(made({ platform: alb }), 'frontend-from-public')).toEqual([{ from: subnets, ports: [tcp(3000)] }]);
});

test('Cilium’s own proxy is let in by a policy of Cilium’s', () => {
  const manifests = made({ platform: flat(GatewayClass.cilium()), routes: [...routes, { path: '/v2', to: routes[0]?.to as ServicePort }] });
  expect(namesOf(manifests, 'NetworkPolicy')).toEqual([]);
  expect(namesOf(manifests, 'CiliumNetworkPolicy')).toEqual([
    'backend-api-from-public',
    'backend-docs-from-public',
    'frontend-http-from-public',
  ]);
  expect(find(manifests, 'CiliumNetworkPolicy', 'backend-api-from-public')['spec']).toEqual({
    endpointSelector: { matchLabels: { app: 'backend' } },
    ingress: [{ fromEntities: ['ingress'], toPorts: [{ ports: [{ port: '8080', protocol: 'TCP' }] }] }],
  });
});

test('All the props', () => {
  const all: Required<PublicIngressProps> = {
    platform: flat(IngressClass.f5Nginx()),
    routes,
    hosts,
    tls: { secret: 'certificate' },
    redirect: false,
    timeout: Duration.seconds(30),
    connectTimeout: Duration.seconds(3),
    bodySize: Size.mebibytes(10),
  };
  const ingress = find(
    manifestsOf((chart) => new PublicIngress(chart, 'ingress', all)),
    'Ingress',
    'public',
  );
  expect(ingress.metadata.annotations).toEqual({
    'ingress.kubernetes.io/ssl-redirect': 'false',
    'nginx.org/client-max-body-size': '10m',
    'nginx.org/proxy-connect-timeout': '3s',
    'nginx.org/proxy-read-timeout': '30s',
  });
  expect(ingress['spec']).toMatchObject({ rules: [{ host: 'shop.example' }, { host: 'www.shop.example' }], tls: [{ hosts }] });
});

const [api] = routes;
const timeout = Duration.seconds(30);
const bodySize = Size.mebibytes(1);
const gateway = flat(GatewayClass.cilium());

test.each<[string, Partial<PublicIngressProps>, string]>([
  ['no routes', { routes: [] }, "routes must be a list of at least one route, got []; write at least [{ path: '/', to: frontend.http }]"],
  [
    'a path that is not absolute',
    { routes: [{ ...api, path: 'api' } as never] },
    "routes[0].path must be a path that begins with '/' and has only the characters of a URL, got 'api'; write a path such as /api",
  ],
  ...['/a//b', '/a/../b', '/a/.', '/a/..', '/a%2Fb'].map((path): [string, Partial<PublicIngressProps>, string] => [
    `the path ${path}`,
    { routes: [{ ...api, path } as never] },
    `routes[0].path must be a normalized path, got '${path}'; remove '//', '/.', '/..' and '%2f'`,
  ]),
  ['a path twice', { routes: [api, api] as never }, "routes[1].path must be unique, got '/api' twice; remove one of them"],
  [
    'a path twice but for a slash',
    { routes: [api, { ...api, path: '/api/' }] as never },
    "routes[1].path must be unique, got '/api/' twice; remove one of them",
  ],
  [
    'a port that is not there',
    { routes: [{ path: '/api', to: undefined as never }] },
    'routes[0].to must be a port of a construct, got nothing; pass a port such as backend.api',
  ],
  [
    'a host that is no name',
    { hosts: ['Shop_1'] },
    "hosts[0] must be a DNS name, got 'Shop_1'; write lower-case letters, digits, '-' and '.', such as shop.example",
  ],
  ['a host twice', { hosts: ['shop.example', 'shop.example'] }, "hosts[1] must be unique, got 'shop.example' twice; remove one of them"],
  [
    'a host that is an address',
    { hosts: ['10.0.0.1'] },
    "hosts[0] must be a DNS name, got '10.0.0.1'; write lower-case letters, digits, '-' and '.', such as shop.example",
  ],
  [
    'hosts that are no list',
    { hosts: 'shop.example' as never },
    "hosts must be a list of DNS names, got 'shop.example'; write a list such as ['shop.example']",
  ],
  ...['foo', '', 'arn:aws:iam::123456789012:server-certificate/x'].map((certificateArn): [string, Partial<PublicIngressProps>, string] => [
    `the certificate '${certificateArn}'`,
    { platform: zoned(), hosts, tls: { certificateArn } },
    `tls.certificateArn must be the ARN of a certificate in AWS Certificate Manager, got '${certificateArn}'; write arn:aws:acm:<region>:<account>:certificate/<id>, or 'discover'`,
  ]),
  [
    'a Secret that has no such name',
    { hosts, tls: { secret: 'Certificate' } },
    "tls.secret must be the name of a Secret, got 'Certificate'; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    'an issuer without a name',
    { hosts, tls: { clusterIssuer: '' } },
    "tls.clusterIssuer must be the name of a ClusterIssuer, got ''; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    'two certificates',
    { hosts, tls: { clusterIssuer: 'a', secret: 'b' } as never },
    'tls must have one of clusterIssuer, secret, certificateArn, got {"clusterIssuer":"a","secret":"b"}; write an object such as { clusterIssuer: \'letsencrypt\' }',
  ],
  [
    'a certificate from nowhere',
    { hosts, tls: {} as never },
    "tls must have one of clusterIssuer, secret, certificateArn, got {}; write an object such as { clusterIssuer: 'letsencrypt' }",
  ],
  ['half a redirect', { redirect: 'no' as never }, "redirect must be true or false, got 'no'; omit it for true"],
  [
    'a path with a query',
    { routes: [{ ...api, path: '/api?x' } as never] },
    "routes[0].path must be a path that begins with '/' and has only the characters of a URL, got '/api?x'; write a path such as /api",
  ],
  [
    'a subnet that is none',
    { platform: zoned(IngressClass.alb({ subnets: ['10.0.0.0/33'] })) },
    "platform.ingress must have the address ranges that the class 'alb' connects from, got '10.0.0.0/33'; write a CIDR block such as 10.0.0.0/20",
  ],
  [
    'a time that is a number',
    { platform: zoned(), timeout: 30 as never },
    "timeout must be a Duration of whole seconds, 1 or more, got 30; omit it for the controller's default",
  ],
  ['TLS for no host', { tls: { secret: 'x' } }, 'tls requires hosts to issue the certificate for; set hosts'],
  [
    'a certificate of AWS for Traefik',
    { hosts, tls: { certificateArn: 'discover' } },
    "tls must be a certificate that the class 'traefik' supports, got certificateArn; write tls: { clusterIssuer } or { secret }",
  ],
  [
    'a Secret for the load balancer of AWS',
    { platform: zoned(), hosts, tls: { secret: 'x' } },
    "tls must be a certificate that the class 'alb' supports, got secret; write tls: { certificateArn: 'discover' }",
  ],
  [
    'no time to answer',
    { platform: zoned(), timeout: Duration.millis(1500) },
    "timeout must be a Duration of whole seconds, 1 or more, got 1.5; omit it for the controller's default",
  ],
  [
    'a body of nothing',
    { platform: flat(IngressClass.f5Nginx()), bodySize: Size.mebibytes(0) },
    'bodySize must be 1Mi or more, got 0Mi; write a larger Size',
  ],
  [
    'a longer wait than the load balancer of AWS knows',
    { platform: zoned(), timeout: Duration.minutes(61) },
    "timeout must be 3600 seconds or less, the maximum of the class 'alb', got 3660; respond earlier, and continue in the background",
  ],
  [
    'a timeout of Traefik',
    { timeout },
    "timeout isn't supported by the class 'traefik', got 30 seconds; set transport.respondingTimeouts of its entry point, or use the class of F5 NGINX or HAProxy",
  ],
  [
    'no time to connect',
    { connectTimeout: Duration.millis(500) },
    'connectTimeout must be a Duration of whole seconds, 1 or more, got 0.5; omit it for 1 second',
  ],
  [
    'a time to connect of AWS',
    { platform: zoned(), connectTimeout: Duration.seconds(2) },
    "connectTimeout isn't supported by the class 'alb', got 2 seconds; omit it: its health checks every five seconds stop requests to a node that is down",
  ],
  [
    'a time to connect of a Gateway',
    { platform: gateway, connectTimeout: Duration.seconds(2) },
    "connectTimeout isn't supported by the class 'cilium', got 2 seconds; set it in the implementation's own policy, or use an ingress class that supports it: Gateway API has no field for it",
  ],
  [
    'a body size of HAProxy',
    { platform: flat(IngressClass.haproxy()), bodySize },
    "bodySize isn't supported by the class 'haproxy', got 1Mi; limit it in the service itself, or use the class of F5 NGINX or Traefik",
  ],
  [
    'a body size of AWS',
    { platform: zoned(), bodySize },
    "bodySize isn't supported by the class 'alb', got 1Mi; limit it in the service itself: the load balancers of AWS have no limit",
  ],
  [
    'a body size of a Gateway',
    { platform: gateway, bodySize },
    "bodySize isn't supported by the class 'cilium', got 1Mi; limit it in the service itself, or use an ingress class that supports it: Gateway API has no field for it",
  ],
])('%s is refused', (_, change, problem) => {
  expect(() => made(change)).toThrow(new Error(`public ingress 'test/ingress': ${problem}`));
});

test.each(['aws', 'aws-cn', 'aws-us-gov'])('a certificate of the partition %s is taken', (partition) => {
  const certificateArn = `arn:${partition}:acm:us-gov-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789abc`;
  expect(() => made({ platform: zoned(), hosts, tls: { certificateArn } })).not.toThrow();
});

test('a platform of one’s own brings an ingress class of one’s own', () => {
  const { topology, storage } = flat();
  const mine = new IngressClass({ name: 'mine', controller: 'mine', certificates: 'secret', source: { namespace: 'mine' } });
  const manifests = made({ platform: new Platform({ name: 'mine', topology, storage, ingress: mine }) });
  expect(find(manifests, 'Ingress', 'public')).toMatchObject({ spec: { ingressClassName: 'mine' } });
  expect(find(manifests, 'Ingress', 'public').metadata).not.toHaveProperty('annotations');
});
