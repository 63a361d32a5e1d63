import { Duration, Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { IngressClass, type Manifest, type Publication } from '../../../src';
import { find, manifestsOf, namesOf } from '../../objects';

const to = { service: 'backend', name: 'api', number: 8080, selector: { app: 'backend' }, workload: 'Deployment/backend' };
const plain: Publication = { routes: [{ path: '/', to }], hosts: ['shop.example'] };
const redirecting: Publication = { ...plain, tls: { secret: 'certificate', redirect: true } };
const both: Publication = { ...plain, tls: { secret: 'certificate', redirect: false } };
const timeout = Duration.seconds(30);
const bodySize = Size.mebibytes(10);

function published(ingressClass: IngressClass, publication: Publication): Manifest[] {
  return manifestsOf((chart) => ingressClass.publish(chart, publication));
}

/** The annotations of the Ingress, without their common prefix. */
function annotations(ingressClass: IngressClass, publication: Publication, name = 'public'): Record<string, string> {
  const all = find(published(ingressClass, publication), 'Ingress', name).metadata.annotations ?? {};
  return Object.fromEntries(Object.entries(all).map(([key, value]) => [key.slice(key.indexOf('/') + 1), value]));
}

test('minikube’s addon redirects by default, and turns to another pod after a second', () => {
  const nginx = IngressClass.nginx();
  const connecting = { 'proxy-connect-timeout': '1' };
  expect(annotations(nginx, redirecting)).toEqual(connecting);
  expect(annotations(nginx, both)).toEqual({ ...connecting, 'ssl-redirect': 'false' });
  expect(annotations(nginx, { ...plain, timeout, bodySize })).toEqual({
    ...connecting,
    'proxy-read-timeout': '30',
    'proxy-body-size': '10m',
  });
});

test('F5 NGINX turns to another pod after a second', () => {
  const f5 = IngressClass.f5Nginx();
  expect(annotations(f5, plain)).toEqual({ 'proxy-connect-timeout': '1s' });
  expect(annotations(f5, redirecting)).toEqual({ 'proxy-connect-timeout': '1s', 'ssl-redirect': 'true' });
  expect(annotations(f5, { ...plain, timeout, bodySize })).toMatchObject({ 'proxy-read-timeout': '30s', 'client-max-body-size': '10m' });
});

test('HAProxy redirects to the port that the public sees', () => {
  const haproxy = IngressClass.haproxy();
  expect(annotations(haproxy, redirecting)).toMatchObject({
    'ssl-redirect': 'true',
    'ssl-redirect-code': '301',
    'ssl-redirect-port': '443',
  });
  expect(annotations(haproxy, both)).toMatchObject({ 'ssl-redirect': 'false' });
  expect(annotations(haproxy, { ...plain, timeout })).toMatchObject({ 'timeout-server': '30s' });
});

test('HAProxy turns to another pod after a second, and not to the same again', () => {
  const snippet = (seconds: number) => ({ 'backend-config-snippet': `timeout connect ${seconds}s\nretries 3\noption redispatch 1\n` });
  expect(annotations(IngressClass.haproxy(), plain)).toEqual(snippet(1));
  expect(annotations(IngressClass.haproxy(), { ...plain, connectTimeout: Duration.seconds(4) })).toEqual(snippet(4));
});

test.each([
  ['nginx', IngressClass.nginx(), { 'proxy-connect-timeout': '4' }],
  ['f5Nginx', IngressClass.f5Nginx(), { 'proxy-connect-timeout': '4s' }],
])('%s waits for a connection as long as is set', (_, ingressClass, expected) => {
  expect(annotations(ingressClass, { ...plain, connectTimeout: Duration.seconds(4) })).toEqual(expected);
});

describe('Traefik', () => {
  const traefik = IngressClass.traefik();
  const retry = { 'router.middlewares': 'shop-retry@kubernetescrd' };

  test('turns to another pod where one takes no connection', () => {
    expect(find(published(traefik, plain), 'Middleware', 'retry')['spec']).toEqual({ retry: { attempts: 5, initialInterval: '100ms' } });
    expect(annotations(traefik, both, 'public-http')).toEqual({ 'router.entrypoints': 'web', ...retry });
  });

  test('waits half a second for a connection, and keeps as many idle ones as its own transport', () => {
    const specOf = (publication: Publication) => find(published(traefik, publication), 'ServersTransport', 'connect-timeout')['spec'];
    expect(specOf(plain)).toEqual({ maxIdleConnsPerHost: 200, forwardingTimeouts: { dialTimeout: '500ms' } });
    expect(specOf({ ...plain, connectTimeout: Duration.seconds(4) })).toMatchObject({ forwardingTimeouts: { dialTimeout: '4000ms' } });
  });

  test('uses that transport for the Services with a route, and no others', () => {
    const manifests = manifestsOf((chart) => {
      for (const name of ['backend', 'worker']) new k8s.KubeService(chart, name, { metadata: { name } });
      new k8s.KubeServiceAccount(chart, 'account', { metadata: { name: 'backend' } });
      traefik.publish(chart, plain);
    });
    const annotationsOf = (name: string) => find(manifests, 'Service', name).metadata.annotations;
    expect(annotationsOf('backend')).toEqual({
      'traefik.ingress.kubernetes.io/service.serverstransport': 'shop-connect-timeout@kubernetescrd',
    });
    expect(annotationsOf('worker')).toBeUndefined();
    expect(find(manifests, 'ServiceAccount', 'backend').metadata.annotations).toBeUndefined();
  });

  test('serves plain HTTP alone where there is no certificate', () => {
    expect(namesOf(published(traefik, plain), 'Ingress')).toEqual(['public']);
    expect(annotations(traefik, plain)).toEqual({ 'router.entrypoints': 'web', ...retry });
  });

  test('serves HTTPS by one Ingress and redirects plain HTTP by another', () => {
    const manifests = published(traefik, redirecting);
    expect(annotations(traefik, redirecting)).toEqual({ 'router.entrypoints': 'websecure', 'router.tls': 'true', ...retry });
    expect(annotations(traefik, redirecting, 'public-http')).toEqual({
      'router.entrypoints': 'web',
      'router.middlewares': 'shop-redirect-to-https@kubernetescrd',
    });
    expect(find(manifests, 'Ingress', 'public-http')['spec']).not.toHaveProperty('tls');
    expect(find(manifests, 'Middleware', 'redirect-to-https')['spec']).toEqual({ redirectScheme: { scheme: 'https', permanent: true } });
  });

  test('limits a body by a Middleware, on both', () => {
    const publication = { ...both, bodySize };
    const middlewares = { 'router.middlewares': 'shop-body-size@kubernetescrd,shop-retry@kubernetescrd' };
    expect(annotations(traefik, publication)).toMatchObject(middlewares);
    expect(annotations(traefik, publication, 'public-http')).toEqual({ 'router.entrypoints': 'web', ...middlewares });
    expect(find(published(traefik, publication), 'Middleware', 'body-size')['spec']).toEqual({
      buffering: { maxRequestBodyBytes: 10 * 1024 * 1024 },
    });
  });
});

describe('the load balancer of AWS', () => {
  const alb = IngressClass.alb();
  const targets = {
    scheme: 'internet-facing',
    'target-type': 'ip',
    'healthcheck-interval-seconds': '5',
    'healthcheck-timeout-seconds': '2',
    'success-codes': '200-499',
    'target-group-attributes': 'deregistration_delay.timeout_seconds=60',
  };
  const certificateArn = 'arn:aws:acm:eu-west-1:111122223333:certificate/x';

  test('goes straight to the pods and finds a dead one in ten seconds', () => {
    expect(annotations(alb, plain)).toEqual(targets);
  });

  test('finds its certificate by the host, or takes the one that is named', () => {
    const policy = { 'ssl-policy': 'ELBSecurityPolicy-TLS13-1-2-2021-06' };
    const listening = { ...targets, ...policy, 'listen-ports': '[{"HTTP":80},{"HTTPS":443}]' };
    expect(annotations(alb, { ...plain, tls: { redirect: true } })).toEqual({ ...listening, 'ssl-redirect': '443' });
    expect(annotations(alb, { ...plain, tls: { redirect: false, certificateArn } })).toEqual({
      ...listening,
      'certificate-arn': certificateArn,
    });
  });

  test('takes no TLS before 1.2, or only what is said', () => {
    const publication = { ...plain, tls: { redirect: true } };
    expect(annotations(alb, publication)).toMatchObject({ 'ssl-policy': 'ELBSecurityPolicy-TLS13-1-2-2021-06' });
    const strict = IngressClass.alb({ sslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06' });
    expect(annotations(strict, publication)).toMatchObject({ 'ssl-policy': 'ELBSecurityPolicy-TLS13-1-3-2021-06' });
    expect(annotations(alb, plain)).not.toHaveProperty('ssl-policy');
  });

  test('waits for an answer as long as is said', () => {
    expect(annotations(alb, { ...plain, timeout })).toEqual({ ...targets, 'load-balancer-attributes': 'idle_timeout.timeout_seconds=30' });
    expect(annotations(alb, { ...plain, timeout: Duration.minutes(5) })).toEqual({
      ...targets,
      'load-balancer-attributes': 'idle_timeout.timeout_seconds=300',
      'target-group-attributes': 'deregistration_delay.timeout_seconds=300',
    });
  });

  test('comes from private addresses, or from its own subnets', () => {
    expect(alb.source).toEqual({ addresses: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] });
    expect(IngressClass.alb({ subnets: ['10.0.0.0/20'] }).source).toEqual({ addresses: ['10.0.0.0/20'] });
  });

  test('decides with its own check whether a new pod is ready', () => {
    expect(alb.namespaceLabels).toEqual({ 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' });
  });
});
