import { namesOf } from '../../objects';
import { clusterOf, made, podOf, singleOf, specOf } from './cluster';

const unsecured = { accept: 'no-security', because: 'it is a test' } as const;
const named = { certificates: { transport: 'our-transport', http: 'our-http' } };

test('the cluster has a CA of its own, which keeps its key when it is renewed', () => {
  const manifests = clusterOf();
  expect(specOf(manifests, 'Issuer', 'elasticsearch-self-signed')).toEqual({ selfSigned: {} });
  expect(specOf(manifests, 'Issuer', 'elasticsearch-ca-issuer')).toEqual({ ca: { secretName: 'elasticsearch-ca' } });
  expect(specOf(manifests, 'Certificate', 'elasticsearch-ca')).toEqual({
    secretName: 'elasticsearch-ca',
    issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'elasticsearch-self-signed' },
    commonName: 'shop elasticsearch',
    isCA: true,
    usages: ['cert sign', 'crl sign'],
    duration: '87600h',
    renewBefore: '8760h',
    privateKey: { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy: 'Never' },
  });
});

test('nodes have certificates for both ends of a connection, and a new key each time', () => {
  expect(specOf(clusterOf(), 'Certificate', 'elasticsearch-transport')).toEqual({
    secretName: 'elasticsearch-transport-tls',
    issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'elasticsearch-ca-issuer' },
    dnsNames: ['*.elasticsearch-nodes.shop.svc', '*.elasticsearch-nodes.shop.svc.cluster.local'],
    usages: ['digital signature', 'server auth', 'client auth'],
    duration: '2160h',
    renewBefore: '720h',
    privateKey: { algorithm: 'ECDSA', size: 256, encoding: 'PKCS8', rotationPolicy: 'Always' },
  });
});

test('clients find the name that they call in a certificate that can do nothing but serve', () => {
  const { dnsNames, usages, secretName } = specOf(clusterOf(), 'Certificate', 'elasticsearch-http');
  expect({ usages, secretName }).toEqual({ usages: ['digital signature', 'server auth'], secretName: 'elasticsearch-http-tls' });
  expect(dnsNames).toEqual([
    'elasticsearch',
    'elasticsearch.shop',
    'elasticsearch.shop.svc',
    'elasticsearch.shop.svc.cluster.local',
    'localhost',
  ]);
  expect(dnsNames).toContain(new URL(made().http.url).hostname);
});

test('certificates are mounted as folders in the configuration, so that renewals are picked up', () => {
  const { volumes, containers } = podOf(clusterOf());
  const mounts = containers[0].volumeMounts as { name: string; mountPath: string; subPath?: string; readOnly?: boolean }[];
  for (const layer of ['transport', 'http']) {
    expect(mounts.find(({ name }) => name === `${layer}-certificates`)).toEqual({
      name: `${layer}-certificates`,
      mountPath: `/usr/share/elasticsearch/config/certs/${layer}`,
      readOnly: true,
    });
    const { secret } = volumes.find(({ name }: { name: string }) => name === `${layer}-certificates`);
    expect(secret.secretName).toBe(`elasticsearch-${layer}-tls`);
    expect(secret.items.map(({ key }: { key: string }) => key)).toEqual(['ca.crt', 'tls.crt', 'tls.key']);
  }
});

test('named Secrets take the place of cert-manager', () => {
  const manifests = clusterOf({ security: named });
  expect([...namesOf(manifests, 'Certificate'), ...namesOf(manifests, 'Issuer')]).toEqual([]);
  const secrets = podOf(manifests).volumes.flatMap(({ secret }: { secret?: { secretName: string } }) => secret?.secretName ?? []);
  expect(secrets).toEqual(['our-transport', 'our-http', 'elasticsearch-password']);
  expect(made({ security: named }).http.certificateAuthority).toEqual({ secret: 'our-http', key: 'ca.crt' });
});

test('without security there is no certificate, no Secret and no TLS', () => {
  const manifests = singleOf({ security: unsecured });
  expect([...namesOf(manifests, 'Certificate'), ...namesOf(manifests, 'Issuer')]).toEqual([]);
  expect(podOf(manifests).volumes.filter(({ secret }: { secret?: unknown }) => secret)).toEqual([]);
  const { http, podSecurity } = made({ security: unsecured });
  expect(http).toMatchObject({ url: 'http://elasticsearch:9200', certificateAuthority: undefined, credentials: undefined });
  expect(podSecurity).toBe('restricted');
});

test('secure settings are files of a Secret, each named as its setting is', () => {
  const settings = ['s3.client.default.access_key', 's3.client.default.secret_key'];
  const { volumes, containers } = podOf(clusterOf({ secureSettings: { secret: 'snapshots', settings } }));
  const { secret } = volumes.find(({ name }: { name: string }) => name === 'secure-settings');
  expect(secret).toEqual({ secretName: 'snapshots', items: settings.map((key) => ({ key, path: key })) });
  const mount = containers[0].volumeMounts.find(({ name }: { name: string }) => name === 'secure-settings');
  expect(mount).toEqual({ name: 'secure-settings', mountPath: '/mnt/secure-settings', readOnly: true });
});

test('no manifest holds a Secret, a password or a key', () => {
  const manifests = [...clusterOf(), ...clusterOf({ security: named }), ...singleOf()];
  expect(namesOf(manifests, 'Secret')).toEqual([]);
  expect(JSON.stringify(manifests)).not.toMatch(/BEGIN [A-Z ]*(PRIVATE KEY|CERTIFICATE)|"(stringData|ELASTIC_PASSWORD)"/);
});
