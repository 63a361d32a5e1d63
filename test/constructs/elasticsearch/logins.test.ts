import { parse } from 'yaml';
import { clientOf, type Login, MONITORING_LOGIN } from '../../../src';
import { find } from '../../objects';
import { clusterOf, environmentOf, made, podOf, refusalOf, singleOf, specOf } from './cluster';
import { objectsOf } from './node-sets/sets';

const backend: Login = { indices: [{ names: ['shop-*'], privileges: ['read', 'write'] }] };
const logins = { backend, indexer: { ...backend, cluster: ['monitor'], secret: 'indexing', key: 'password-2' } } as const;
const unsecured = { accept: 'no-security', because: 'it is a test' } as const;
const node = { indices: [{ names: ['*'], privileges: ['indices:admin/settings/update'] }] };

function rolesOf(manifests: ReturnType<typeof clusterOf>) {
  return parse((find(manifests, 'ConfigMap', 'elasticsearch-files')['data'] as Record<string, string>)['roles.yml'] ?? '');
}

test('a client gets a user of its own, and its pods the password of that user alone', () => {
  const { logins: made_, http } = made({ logins });
  expect(made_['backend']?.credentials).toEqual({ username: 'backend', password: { secret: 'elasticsearch-backend', key: 'password' } });
  expect(made_['indexer']?.credentials).toEqual({ username: 'indexer-2', password: { secret: 'indexing', key: 'password-2' } });
  const client = clientOf(made_['backend'] ?? http);
  expect(client.env).toMatchObject({
    ELASTICSEARCH_USERNAME: 'backend',
    ELASTICSEARCH_PASSWORD_FILE: '/etc/elasticsearch/credentials/password',
  });
  expect(client.secretFiles['/etc/elasticsearch/credentials']).toEqual({ secret: 'elasticsearch-backend', keys: ['password'] });
});

test('nobody gets the superuser: a port without a login has no credentials, and clients need some', () => {
  const { http } = made({ logins });
  expect(http.credentials).toBeUndefined();
  expect(() => clientOf(http)).toThrow(
    'clientOf: elasticsearch must know the client, got a port without credentials; pass one of its logins, such as elasticsearch.logins.backend, or only dependsOn: [elasticsearch.http] to a client with its own credentials',
  );
});

test('credentials of a user that somebody created are passed on', () => {
  const clientCredentials = { username: 'shop', password: { secret: 'shop-user', key: 'password' } };
  expect(made({ clientCredentials }).http.credentials).toEqual(clientCredentials);
});

test('roles are in a ConfigMap: each login has what it is given, and the scripts what they need', () => {
  expect(rolesOf(clusterOf())).toEqual({ 'nines-node': node });
  expect(rolesOf(clusterOf({ logins }))).toEqual({
    'nines-node': node,
    backend: { indices: [{ names: ['shop-*'], privileges: ['read', 'write'] }] },
    indexer: { indices: [{ names: ['shop-*'], privileges: ['read', 'write'] }], cluster: ['monitor'] },
  });
});

test('what collects metrics has a login that sees no document', () => {
  expect(rolesOf(clusterOf({ logins: { exporter: MONITORING_LOGIN } }))['exporter']).toEqual({
    cluster: ['monitor', 'monitor_snapshot'],
  });
});

test('the nodes mount all keys of each Secret, and start where one is missing', () => {
  const manifests = clusterOf({ logins });
  const { volumes, containers } = podOf(manifests);
  expect(volumes).toEqual(
    expect.arrayContaining([
      { name: 'files', configMap: { name: 'elasticsearch-files' } },
      { name: 'login-backend', secret: { secretName: 'elasticsearch-backend', optional: true } },
      { name: 'login-indexer', secret: { secretName: 'indexing', optional: true } },
    ]),
  );
  expect(containers[0].volumeMounts).toEqual(
    expect.arrayContaining([
      { name: 'files', mountPath: '/mnt/files', readOnly: true },
      { name: 'login-backend', mountPath: '/mnt/logins/backend', readOnly: true },
    ]),
  );
  expect(environmentOf(manifests)).toMatchObject({ FILES_PATH: '/mnt/files', LOGINS_PATH: '/mnt/logins' });
});

test('a changed role is no change of the pods: it reaches running nodes', () => {
  const changed = { backend: { indices: [{ names: ['shop-*'], privileges: ['read'] }] } } as const;
  expect(podOf(clusterOf({ logins: changed }))).toEqual(podOf(clusterOf({ logins: { backend } })));
});

test('an unsecured cluster has no users, and its clients no credentials', () => {
  const manifests = singleOf({ security: unsecured, logins });
  expect(manifests.filter(({ metadata }) => metadata.name === 'elasticsearch-files')).toEqual([]);
  expect(environmentOf(manifests)).not.toHaveProperty('FILES_PATH');
  const { logins: made_, http } = made({ security: unsecured, logins });
  expect(made_['backend']).toEqual(http);
  expect(clientOf(http).env).toEqual({ ELASTICSEARCH_URL: 'http://elasticsearch:9200' });
});

test('all sets of nodes know the same users', () => {
  const manifests = objectsOf({ logins });
  expect(rolesOf(manifests)).toHaveProperty('backend');
  for (const set of ['masters', 'hot', 'warm', 'coordinating']) {
    const { volumes } = specOf(manifests, 'StatefulSet', `elasticsearch-${set}`).template.spec;
    expect(volumes).toContainEqual({ name: 'login-backend', secret: { secretName: 'elasticsearch-backend', optional: true } });
  }
});

const prefix = "elasticsearch 'test/search': ";
const privileges = "write a list such as ['read']; docs/elasticsearch-users.md lists them";

test.each([
  [
    'a name that is none',
    { Backend: backend },
    "logins must have names of at most 57 lower-case letters, digits and '-' that Elasticsearch and its Secrets don't use, got 'Backend'; write the name of the client, such as backend",
  ],
  [
    'the name of a Secret of the cluster',
    { password: backend },
    "logins must have names of at most 57 lower-case letters, digits and '-' that Elasticsearch and its Secrets don't use, got 'password'; write the name of the client, such as backend",
  ],
  [
    "the name of one of Elasticsearch's own roles",
    { superuser: backend },
    "logins must have names of at most 57 lower-case letters, digits and '-' that Elasticsearch and its Secrets don't use, got 'superuser'; write the name of the client, such as backend",
  ],
  [
    "the name of one of Elasticsearch's own users",
    { elastic: backend },
    "logins must have names of at most 57 lower-case letters, digits and '-' that Elasticsearch and its Secrets don't use, got 'elastic'; write the name of the client, such as backend",
  ],
  [
    'the user of the restore drill',
    { 'restore-drill': backend },
    "logins must have names of at most 57 lower-case letters, digits and '-' that Elasticsearch and its Secrets don't use, got 'restore-drill'; write the name of the client, such as backend",
  ],
  [
    'a name that is too long for the name of a volume',
    { [`b${'a'.repeat(57)}`]: backend },
    `logins must have names of at most 57 lower-case letters, digits and '-' that Elasticsearch and its Secrets don't use, got 'b${'a'.repeat(57)}'; write the name of the client, such as backend`,
  ],
  [
    'a login whose second password would be the user of another login',
    { 'backend-2': backend, backend },
    "logins must not begin with each other, got 'backend' and 'backend-2': a key of the first one's Secret would be the second; rename one of them",
  ],
  [
    'a login of which a password would be the user of the scripts',
    { nines: backend },
    "logins must not begin with each other, got 'nines' and 'nines-node': a key of the first one's Secret would be the second; rename one of them",
  ],
  [
    'a login of which a password would be the user of the restore drill',
    { restore: backend },
    "logins must not begin with each other, got 'restore' and 'restore-drill': a key of the first one's Secret would be the second; rename one of them",
  ],
  [
    'no privileges',
    { backend: {} },
    "logins.backend must have privileges for indices or the cluster, got {}; write { indices: [{ names: ['shop-*'], privileges: ['read'] }] }",
  ],
  [
    'an unknown privilege',
    { backend: { indices: [{ names: ['shop'], privileges: ['read', 'reed'] }] } },
    `logins.backend.indices[0].privileges must be privileges of Elasticsearch, got 'reed'; ${privileges}`,
  ],
  [
    'no index',
    { backend: { indices: [{ names: [], privileges: ['read'] }] } },
    "logins.backend.indices[0].names must be names of indices, got []; write a list such as ['shop-*']",
  ],
  [
    'all of the cluster',
    { backend: { cluster: ['all'] } },
    `logins.backend.cluster must be privileges of Elasticsearch, got 'all'; ${privileges}`,
  ],
  [
    'what could give itself the rest',
    { backend: { cluster: ['cluster:admin/xpack/security/user/put'] } },
    `logins.backend.cluster must be privileges of Elasticsearch, got 'cluster:admin/xpack/security/user/put'; ${privileges}`,
  ],
  [
    'a key that names no user',
    { backend: { ...backend, key: 'token' } },
    "logins.backend.key must be password or begin with password-, got 'token'; write password-2",
  ],
  [
    'a Secret that has no name',
    { backend: { ...backend, secret: 'A' } },
    "logins.backend.secret must be the name of a Secret, got 'A'; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
])('refuses %s', (_, wrong, problem) => {
  expect(refusalOf({ logins: wrong })).toBe(prefix + problem);
});

test('takes a single action of the cluster', () => {
  expect(refusalOf({ logins: { restoring: { cluster: ['cluster:admin/snapshot/restore'] } } })).toBe('nothing');
});

test('takes names of 57 characters, and names that begin alike', () => {
  expect(refusalOf({ logins: { [`b${'a'.repeat(56)}`]: backend, backend, backends: backend } })).toBe('nothing');
});
