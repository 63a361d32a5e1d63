import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Platform } from '../../../src';
import { noZones, oneNode, refusalOf, single } from './cluster';

const prefix = "elasticsearch 'test/search': ";
const nodes = { count: 2, cpu: Cpu.units(2), memory: Size.gibibytes(8) };
const twoZones = Platform.aws({ kubernetes: '1.36', zones: ['a', 'b'], nodes });
const twoNodes = Platform.digitalOcean({ kubernetes: '1.36', region: 'fra1', nodes });
const alone = { ...single, masters: undefined, platform: oneNode };
const small = { cpu: Cpu.millis(500), memory: Size.gibibytes(4) };

test.each<[string, Record<string, unknown>, string]>([
  ['an even number of masters', { masters: 4 }, 'masters must be 3, 5 or 7 to form a quorum, got 4; use 3, 5 or 7'],
  ['two masters', { masters: 2 }, 'masters must be 3, 5 or 7 to form a quorum, got 2; use 3, 5 or 7'],
  ['nine masters', { masters: 9 }, 'masters must be 3, 5 or 7 to form a quorum, got 9; use 3, 5 or 7'],
  [
    'one master without a reason',
    { masters: 1 },
    "masters must be 3 or more, since one is a single point of failure, got 1; use 3, 5 or 7, or write accept: 'single-replica', because: '...'",
  ],
  [
    'an empty reason',
    { ...alone, because: '' },
    "because must say why 'single-replica' is accepted, got ''; write a reason that still makes sense in a year",
  ],
  [
    'one master called highly available',
    { ...alone, availability: '99.95%' },
    "availability can't be promised for a single node, which is a single point of failure, got '99.95%'; use masters: 3, or omit availability",
  ],
  [
    'masters and one node',
    { ...alone, masters: 3 },
    "masters contradicts accept: 'single-replica', got 3; omit masters, or omit accept and because",
  ],
  ['another risk', { ...alone, accept: 'one' }, "accept must be 'single-replica', got 'one'; write accept: 'single-replica'"],
  ['no number of masters', { masters: Number.NaN }, 'masters must be 3, 5 or 7 to form a quorum, got NaN; use 3, 5 or 7'],
  [
    'checks that are over before a pause of the garbage collector is',
    { checkTimeout: Duration.seconds(3) },
    "checkTimeout must be a Duration of 4 to 30 whole seconds, got 3; omit it for Elasticsearch's default of 10 seconds",
  ],
  [
    'checks that last a minute',
    { checkTimeout: Duration.minutes(1) },
    "checkTimeout must be a Duration of 4 to 30 whole seconds, got 60; omit it for Elasticsearch's default of 10 seconds",
  ],
  [
    'a timeout that is a text',
    { checkTimeout: '5s' },
    "checkTimeout must be a Duration of 4 to 30 whole seconds, got '5s'; omit it for Elasticsearch's default of 10 seconds",
  ],
  [
    'a check twice over',
    { checkTimeout: Duration.seconds(5), settings: { 'cluster.publish.timeout': '5s' } },
    "settings['cluster.publish.timeout'] is set by the construct; remove it, and use the prop instead if there is one",
  ],
  [
    'storage that is a text',
    { storage: '100Gi' },
    "storage must be a Size, got '100Gi'; write a Size such as Size.gibibytes(2), imported from cdk8s",
  ],
  [
    'a class of volumes without a name',
    { storageClassName: '' },
    "storageClassName must be the name of a StorageClass, got ''; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    'an image with its version',
    { imageRepository: 'registry.example/elasticsearch:9' },
    "imageRepository must be the name of an image without its version, got 'registry.example/elasticsearch:9'; write a repository such as registry.example/elasticsearch",
  ],
  [
    'a Secret without a name',
    { imagePullSecrets: [''] },
    "imagePullSecrets[0] must be the name of a Secret, got ''; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    'a password in no Secret',
    { security: { password: { secret: '', key: 'password' } } },
    "security.password.secret must be the name of a Secret, got ''; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    'half of the certificates',
    { security: { certificates: { transport: 'transport' } } },
    "security.certificates.http must be the name of a Secret, got nothing; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    'a client without a name',
    { clientCredentials: { username: ' ', password: { secret: 'shop', key: 'password' } } },
    "clientCredentials.username must be the name of a user, got ' '; write a name such as shop",
  ],
  [
    'a password that is a path',
    { clientCredentials: { username: 'shop', password: { secret: 'shop', key: '../password' } } },
    "clientCredentials.password.key must be a key of a Secret, got '../password'; write letters, digits, '-', '_' and '.'",
  ],
  [
    'another way to map files',
    { mmap: 'on' },
    "mmap must be 'off', 'prepared-nodes' or an accepted risk, got 'on'; write 'prepared-nodes', or { accept: 'privileged-init-container', because: '...' }",
  ],
  [
    'an availability that is a number',
    { availability: 99.95 },
    "availability must be a percentage above 1% and up to 100%, got 99.95; write a percentage such as '99.95%', or omit it",
  ],
  [
    'a setting that is a number',
    { settings: { 'http.max_content_length': 100 } },
    "settings['http.max_content_length'] must be a string, got 100; put it in quotes, such as 'true'",
  ],
  [
    'an old version',
    { version: '7.17.29' },
    "version must be a full version of Elasticsearch 8.19 or 9, got '7.17.29'; write a version such as 9.5.6",
  ],
  [
    'half a version',
    { version: '9.5' },
    "version must be a full version of Elasticsearch 8.19 or 9, got '9.5'; write a version such as 9.5.6",
  ],
  [
    'half a digest',
    { imageDigest: 'sha256:0123' },
    "imageDigest must be sha256: and 64 hexadecimal digits, got 'sha256:0123'; copy it from the registry, or omit it",
  ],
  [
    'a moving version',
    { version: 'latest' },
    "version must be a full version of Elasticsearch 8.19 or 9, got 'latest'; write a version such as 9.5.6",
  ],
  [
    'a heap above half of the memory',
    { heap: Size.gibibytes(3), resources: small },
    'heap must leave half of the memory of 4Gi for the file system cache, got 3Gi; omit it, or request more memory',
  ],
  [
    'a heap above what pointers reach',
    { heap: Size.gibibytes(32), resources: { ...small, memory: Size.gibibytes(64) } },
    "heap must be 31Gi or less, above which Java's pointers double in size, got 32Gi; use more nodes instead",
  ],
  [
    'more copies than nodes',
    { indexReplicas: 3 },
    'indexReplicas must be a whole number from 0 to 2, since each of the 3 nodes holds at most one copy of a shard, got 3; reduce it, or add nodes',
  ],
  [
    'a replica on one node',
    { ...alone, indexReplicas: 1 },
    'indexReplicas must be a whole number from 0 to 0, since each of the 1 nodes holds at most one copy of a shard, got 1; reduce it, or add nodes',
  ],
  [
    'half a replica',
    { indexReplicas: 0.5 },
    'indexReplicas must be a whole number from 0 to 2, since each of the 3 nodes holds at most one copy of a shard, got 0.5; reduce it, or add nodes',
  ],
  [
    'two zones',
    { platform: twoZones },
    "masters must keep a majority when a zone is lost, but one of 2 zones holds 2 of 3; use 3 zones or more, write zoneLoss: { accept: 'larger-zone', because: '...' }, or write accept: 'single-replica', because: '...'",
  ],
  [
    'two zones for five masters',
    { platform: twoZones, masters: 5 },
    "masters must keep a majority when a zone is lost, but one of 2 zones holds 3 of 5; use 3 zones or more, write zoneLoss: { accept: 'larger-zone', because: '...' }, or write accept: 'single-replica', because: '...'",
  ],
  [
    'two nodes',
    { platform: twoNodes },
    "masters must keep a majority when a node is lost, but one of 2 nodes holds 2 of 3; use 3 nodes or more, or write accept: 'single-replica', because: '...'",
  ],
  [
    'three masters on minikube',
    { platform: oneNode },
    "masters must keep a majority when a node is lost, but the only node holds 3 of 3; use 3 nodes or more, or write accept: 'single-replica', because: '...'",
  ],
  [
    'less memory than a node needs',
    { resources: { ...small, memory: Size.mebibytes(1536) } },
    "resources.memory must be 2Gi or more, below which nodes are killed for memory, got 1536Mi; write a larger Size, or memory: { accept: 'small-memory', because: '...' }",
  ],
  [
    'hardly any memory, with a reason',
    { resources: { ...small, memory: Size.mebibytes(512) }, memory: { accept: 'small-memory', because: 'it is a test' } },
    'resources.memory must be 1Gi or more, got 512Mi; write a larger Size',
  ],
  [
    'little memory without a reason',
    { resources: { ...small, memory: Size.gibibytes(1) }, memory: { accept: 'small-memory', because: ' ' } },
    "memory.because must say why 'small-memory' is accepted, got ' '; write a reason that still makes sense in a year",
  ],
  [
    'no processor',
    { resources: { ...small, cpu: Cpu.millis(0) } },
    'resources.cpu must be a Cpu of 1m or more, got 0m; write a Cpu such as Cpu.millis(100), imported from cdk8s-plus-27',
  ],
  ['no storage', { storage: Size.gibibytes(0) }, 'storage must be 1Gi or more, got 0Gi; write a larger Size'],
  ['no heap', { heap: Size.mebibytes(0) }, 'heap must be 128Mi or more, got 0Mi; write a larger Size'],
  ['a heap of kibibytes', { heap: Size.kibibytes(100) }, 'heap must be 128Mi or more, got 100Ki; write a larger Size'],
  [
    'a name that Elasticsearch does not take',
    { clusterName: 'a:b' },
    "clusterName must be a string without ':', got 'a:b'; omit it to use the namespace",
  ],
  ['an empty name', { clusterName: ' ' }, "clusterName must be a string without ':', got ' '; omit it to use the namespace"],
  [
    'more memory than a node has',
    { platform: noZones, resources: { ...small, memory: Size.gibibytes(16) } },
    'resources.memory must fit on a node of digitalocean, whose largest offers 6Gi, got 16Gi; reduce the requests, or use larger nodes',
  ],
  [
    'no security without a reason',
    { security: { accept: 'no-security', because: '  \n' } },
    "security.because must say why 'no-security' is accepted, got '  \\n'; write a reason that still makes sense in a year",
  ],
  [
    'a privileged init container without a reason',
    { mmap: { accept: 'privileged-init-container', because: '' } },
    "mmap.because must say why 'privileged-init-container' is accepted, got ''; write a reason that still makes sense in a year",
  ],
  [
    'a step without a reason',
    { resize: { accept: 'fewer-masters', because: '' } },
    "resize.because must say why 'fewer-masters' is accepted, got ''; write a reason that still makes sense in a year",
  ],
  [
    'a setting of its own',
    { settings: { 'node.roles': 'master' } },
    "settings['node.roles'] is set by the construct; remove it, and use the prop instead if there is one",
  ],
  [
    'a list of initial masters',
    { settings: { 'cluster.initial_master_nodes': 'es-0' } },
    "settings['cluster.initial_master_nodes'] controls discovery and bootstrapping, which the construct decides when a node starts; remove it",
  ],
  [
    'a setting that no variable can carry',
    { settings: { 's3.client.Mine.endpoint': 'x' } },
    "settings must have names that an environment variable can express, got 's3.client.Mine.endpoint'; write lower-case words of letters, digits and '_' between dots, such as s3.client.default.endpoint",
  ],
  [
    'no secure setting',
    { secureSettings: { secret: 'snapshots', settings: [] } },
    "secureSettings.settings must be a list of the Secret's keys, got []; write at least one, or omit secureSettings",
  ],
  [
    'a secure setting that is a path',
    { secureSettings: { secret: 'snapshots', settings: ['../x'] } },
    "secureSettings.settings[0] must be the name of a setting, got '../x'; write words of letters, digits, '_' and '-' between dots, such as s3.client.default.access_key",
  ],
])('refuses %s', (_, change, problem) => {
  expect(refusalOf(change)).toBe(prefix + problem);
});

const listens =
  "changes where nodes listen, but Services, probes and NetworkPolicies rely on the construct's ports on all addresses; remove it";
const isSecret = 'is a secret, which must not be in a manifest; put it into a Secret and refer to it in secureSettings';
const finds = 'controls discovery and bootstrapping, which the construct decides when a node starts; remove it';

test.each([
  ['http.port', listens],
  ['http.publish_host', listens],
  ['transport.port', listens],
  ['transport.profiles.default.port', listens],
  ['network.publish_host', listens],
  ['discovery.seed_providers', finds],
  ['discovery.type', finds],
  ['path.data', 'changes where the data is stored, but the volumes are mounted at the paths of the image; remove it'],
  [
    'xpack.security.authc.anonymous.roles',
    "allows access without a password; declare the client in logins, or write security: { accept: 'no-security', because: '...' }",
  ],
  ['s3.client.default.secret_key', isSecret],
  ['s3.client.default.access_key', isSecret],
  ['azure.client.default.key', isSecret],
  ['bootstrap.password', isSecret],
  ['xpack.security.transport.ssl.secure_key_passphrase', isSecret],
])('refuses the setting %s', (name, because) => {
  expect(refusalOf({ settings: { [name]: 'x' } })).toBe(`${prefix}settings['${name}'] ${because}`);
});

test.each([
  'http.max_content_length',
  'http.cors.enabled',
  'transport.compress',
  's3.client.default.endpoint',
  'indices.recovery.max_bytes_per_sec',
  'xpack.security.audit.enabled',
  'xpack.security.authc.token.enabled',
])('takes the setting %s', (name) => {
  expect(refusalOf({ settings: { [name]: 'x' } })).toBe('nothing');
});

test.each([
  ['three masters on three nodes', { platform: noZones }],
  ['five masters in three zones', { masters: 5 }],
  ['seven masters in three zones', { masters: 7 }],
  ['half of the memory as heap', { heap: Size.gibibytes(2), resources: small }],
  ['as many copies as nodes', { indexReplicas: 2 }],
  ['8.19', { version: '8.19.0' }],
])('takes %s', (_, change) => {
  expect(refusalOf(change)).toBe('nothing');
});
