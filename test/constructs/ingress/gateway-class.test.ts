import { Duration } from 'cdk8s';
import { GatewayClass, type Manifest, type Publication } from '../../../src';
import { find, manifestsOf, namesOf } from '../../objects';

const to = { service: 'backend', name: 'api', number: 8080, selector: { app: 'backend' }, workload: 'Deployment/backend' };
const plain: Publication = { routes: [{ path: '/', to }], hosts: [] };
const cilium = GatewayClass.cilium();

function published(publication: Publication): Manifest[] {
  return manifestsOf((chart) => cilium.publish(chart, publication));
}
// biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
const specOf = (manifests: Manifest[], kind: string, name: string): any => find(manifests, kind, name)['spec'];

const http = { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } };
const https = {
  name: 'https',
  port: 443,
  protocol: 'HTTPS',
  allowedRoutes: { namespaces: { from: 'Same' } },
  tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: 'certificate' }] },
};
const sections = (manifests: Manifest[], name: string) =>
  specOf(manifests, 'HTTPRoute', name).parentRefs.map(({ sectionName }: { sectionName: string }) => sectionName);

test('without a certificate it listens for plain HTTP, and any host will do', () => {
  const manifests = published(plain);
  expect(specOf(manifests, 'Gateway', 'public')).toEqual({ gatewayClassName: 'cilium', listeners: [http] });
  expect(specOf(manifests, 'HTTPRoute', 'public')).not.toHaveProperty('hostnames');
  expect(namesOf(manifests, 'HTTPRoute')).toEqual(['public']);
});

test('with one it serves HTTPS and sends plain HTTP there', () => {
  const manifests = published({ ...plain, hosts: ['shop.example'], tls: { secret: 'certificate', redirect: true } });
  expect(specOf(manifests, 'Gateway', 'public').listeners).toEqual([http, https]);
  expect(sections(manifests, 'public')).toEqual(['https']);
  expect(sections(manifests, 'public-http')).toEqual(['http']);
  expect(specOf(manifests, 'HTTPRoute', 'public-http')).toMatchObject({
    hostnames: ['shop.example'],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
      },
    ],
  });
});

test('it serves both if configured to', () => {
  const manifests = published({ ...plain, tls: { secret: 'certificate', redirect: false } });
  expect(sections(manifests, 'public')).toEqual(['http', 'https']);
  expect(namesOf(manifests, 'HTTPRoute')).toEqual(['public']);
});

test('the timeout is the one that is set', () => {
  const manifests = published({ ...plain, timeout: Duration.minutes(2) });
  expect(specOf(manifests, 'HTTPRoute', 'public').rules[0].timeouts).toEqual({ request: '120s' });
});

test('another implementation is another object', () => {
  const mine = new GatewayClass({ name: 'mine', controller: 'mine', source: { namespace: 'mine' }, cannot: {} });
  expect([mine.name, mine.cannot]).toEqual(['mine', {}]);
  expect(GatewayClass.envoy('internal').name).toBe('internal');
});
