import { addressPeer, admit, connect, denyByDefault, identityOf, namespacePeer, type ServicePort } from '../../../src';
import { find, manifestsOf, namesOf } from '../../objects';

function port(service: string, name: string, number: number): ServicePort {
  return { service, name, number, selector: { app: service }, workload: `Deployment/${service}` };
}

const api = port('backend', 'api', 8080);
const docs = port('backend', 'docs', 8100);
const pods = (app: string) => ({ podSelector: { matchLabels: { app } } });
const tcp = (number: number) => ({ port: number, protocol: 'TCP' });

test('a closed namespace can look up names, and do nothing else', () => {
  const manifests = manifestsOf(denyByDefault);
  expect(find(manifests, 'NetworkPolicy', 'default-deny')['spec']).toEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    egress: [
      {
        to: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
          { ipBlock: { cidr: '169.254.20.10/32' } },
        ],
        ports: [{ port: 53, protocol: 'UDP' }, tcp(53)],
      },
    ],
  });
});

test('an edge is opened from both ends, on its port alone', () => {
  const manifests = manifestsOf((chart) => connect(chart, identityOf('frontend'), [api]));
  expect(find(manifests, 'NetworkPolicy', 'frontend-to-backend')['spec']).toEqual({
    ...pods('frontend'),
    policyTypes: ['Egress'],
    egress: [{ to: [pods('backend')], ports: [tcp(8080)] }],
  });
  expect(find(manifests, 'NetworkPolicy', 'backend-from-frontend')['spec']).toEqual({
    ...pods('backend'),
    policyTypes: ['Ingress'],
    ingress: [{ from: [pods('frontend')], ports: [tcp(8080)] }],
  });
  expect(manifests).toHaveLength(2);
});

test('ports of one Service share their policies, and a port counts once', () => {
  const manifests = manifestsOf((chart) => connect(chart, identityOf('frontend'), [api, docs, api, port('search', 'http', 9200)]));
  expect(namesOf(manifests, 'NetworkPolicy')).toEqual([
    'backend-from-frontend',
    'frontend-to-backend',
    'frontend-to-search',
    'search-from-frontend',
  ]);
  expect(find(manifests, 'NetworkPolicy', 'backend-from-frontend')['spec']).toMatchObject({ ingress: [{ ports: [tcp(8080), tcp(8100)] }] });
});

test('who comes from outside is let in, and nothing lets it out', () => {
  const from = [namespacePeer('traefik'), addressPeer('10.0.0.0/20')];
  const manifests = manifestsOf((chart) => void admit(chart, 'public', from, [api]));
  expect(find(manifests, 'NetworkPolicy', 'backend-from-public')['spec']).toEqual({
    ...pods('backend'),
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } } }, { ipBlock: { cidr: '10.0.0.0/20' } }],
        ports: [tcp(8080)],
      },
    ],
  });
});

test('nothing handed over opens nothing', () => {
  expect(manifestsOf((chart) => connect(chart, identityOf('frontend'), []))).toEqual([]);
});
