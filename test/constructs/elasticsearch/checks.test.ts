import { Size } from 'cdk8s';
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
  ['an even number of masters', { masters: 4 }, 'masters must be odd to form a quorum, got 4; use 3, 5 or 7'],
  ['two masters', { masters: 2 }, 'masters must be odd to form a quorum, got 2; use 3, 5 or 7'],
  ['nine masters', { masters: 9 }, 'masters must be 3, 5 or 7, got 9'],
  [
    'one master without a reason',
    { masters: 1 },
    "1 master is a single point of failure; say accept: 'single-replica' and because, or use 3, 5 or 7",
  ],
  ['an empty reason', { ...alone, because: '' }, "accept: 'single-replica' without a reason; say because: '...'"],
  [
    'one master called highly available',
    { ...alone, availability: '99.95%' },
    "one node can't promise 99.95%: nothing stands in for it; use masters: 3, or leave availability out",
  ],
  ['an old version', { version: '7.17.29' }, "version '7.17.29' is not supported; use a full version of 8.19 or 9, such as 9.5.6"],
  ['half a version', { version: '9.5' }, "version '9.5' is not supported; use a full version of 8.19 or 9, such as 9.5.6"],
  ['half a digest', { imageDigest: 'sha256:0123' }, "imageDigest must be sha256: and 64 hexadecimal digits, got 'sha256:0123'"],
  ['a moving version', { version: 'latest' }, "version 'latest' is not supported; use a full version of 8.19 or 9, such as 9.5.6"],
  [
    'a heap above half of the memory',
    { heap: Size.gibibytes(3), resources: small },
    "a heap of 3Gi is more than half of its memory of 4Gi, and the file system's cache needs the other half; leave heap out, or give it more memory",
  ],
  [
    'a heap above what pointers reach',
    { heap: Size.gibibytes(32), resources: { ...small, memory: Size.gibibytes(64) } },
    "a heap of 32Gi is above 31Gi, where Java's pointers double; use more nodes instead",
  ],
  [
    'more copies than nodes',
    { indexReplicas: 3 },
    'indexReplicas: 3 asks for 4 copies of a shard and a node takes one, but there are 3 nodes; use 2 at most, or more nodes',
  ],
  [
    'a replica on one node',
    { ...alone, indexReplicas: 1 },
    'indexReplicas: 1 asks for 2 copies of a shard and a node takes one, but there is 1 node; use 0 at most, or more nodes',
  ],
  ['half a replica', { indexReplicas: 0.5 }, 'indexReplicas must be a whole number of 0 or more, got 0.5'],
  [
    'two zones',
    { platform: twoZones },
    "2 zones can't hold the quorum of 3 masters: 2 of them stand in one zone and it takes the majority along; use 3 zones or more, or accept: 'single-replica'",
  ],
  [
    'two zones for five masters',
    { platform: twoZones, masters: 5 },
    "2 zones can't hold the quorum of 5 masters: 3 of them stand in one zone and it takes the majority along; use 3 zones or more, or accept: 'single-replica'",
  ],
  [
    'two nodes',
    { platform: twoNodes },
    "2 nodes can't hold the quorum of 3 masters: 2 of them stand on one node and it takes the majority along; use 3 nodes or more, or accept: 'single-replica'",
  ],
  [
    'three masters on minikube',
    { platform: oneNode },
    "1 node can't hold the quorum of 3 masters: 3 of them stand on one node and it takes the majority along; use 3 nodes or more, or accept: 'single-replica'",
  ],
  ['hardly any memory', { resources: { ...small, memory: Size.mebibytes(64) } }, 'memory must be 512Mi or more for each node, got 64Mi'],
  ['no processor', { resources: { ...small, cpu: Cpu.millis(0) } }, 'cpu must be more than 0, got 0m; it is what each node is sure of'],
  ['no storage', { storage: Size.gibibytes(0) }, 'storage must be 1Gi or more for each node, got 0Gi'],
  ['no heap', { heap: Size.mebibytes(0) }, 'heap must be 128Mi or more for each node, got 0Mi'],
  ['a heap of kibibytes', { heap: Size.kibibytes(100) }, 'heap must be 128Mi or more for each node, got 100Ki'],
  [
    'a name that Elasticsearch does not take',
    { clusterName: 'a:b' },
    "clusterName must be a text without ':', got 'a:b'; leave it out to take the namespace",
  ],
  ['an empty name', { clusterName: ' ' }, "clusterName must be a text without ':', got ' '; leave it out to take the namespace"],
  [
    'more memory than a node has',
    { platform: noZones, resources: { ...small, memory: Size.gibibytes(16) } },
    'no node of digitalocean can hold its memory request of 16Gi: the largest offers 6Gi; ask for less or take larger nodes',
  ],
  [
    'no security without a reason',
    { security: { accept: 'no-security', because: '  \n' } },
    "accept: 'no-security' without a reason; say because: '...'",
  ],
  [
    'a privileged init container without a reason',
    { mmap: { accept: 'privileged-init-container', because: '' } },
    "accept: 'privileged-init-container' without a reason; say because: '...'",
  ],
  [
    'a step without a reason',
    { resize: { accept: 'fewer-masters', because: '' } },
    "accept: 'fewer-masters' without a reason; say because: '...'",
  ],
  [
    'a setting of its own',
    { settings: { 'node.roles': 'master' } },
    "setting 'node.roles' is the construct's own; leave it out of settings, and use the prop that there is for it",
  ],
  [
    'a list of initial masters',
    { settings: { 'cluster.initial_master_nodes': 'es-0' } },
    "setting 'cluster.initial_master_nodes' says how nodes find each other and who may found a cluster, which is decided when a node starts; leave it out",
  ],
  [
    'a setting that no variable can carry',
    { settings: { 's3.client.Mine.endpoint': 'x' } },
    "setting 's3.client.Mine.endpoint' can't be handed over; write lower-case words of letters, digits and '_' between dots, such as s3.client.default.endpoint",
  ],
  [
    'no secure setting',
    { secureSettings: { secret: 'snapshots', settings: [] } },
    "secureSettings names no settings of the Secret 'snapshots'; name them, or leave it out",
  ],
  [
    'a secure setting that is a path',
    { secureSettings: { secret: 'snapshots', settings: ['../x'] } },
    "secure setting '../x' is no setting's name; write words of letters, digits, '_' and '-' between dots, such as s3.client.default.access_key",
  ],
])('refuses %s', (_, change, problem) => {
  expect(refusalOf(change)).toBe(prefix + problem);
});

const listens =
  "says where nodes listen, and Services, probes and NetworkPolicies rely on the construct's own ports on all addresses; leave it out";
const isSecret = 'is a secret, and a manifest is for everybody to read; put it into a Secret and name it in secureSettings';
const finds = 'says how nodes find each other and who may found a cluster, which is decided when a node starts; leave it out';

test.each([
  ['http.port', listens],
  ['http.publish_host', listens],
  ['transport.port', listens],
  ['transport.profiles.default.port', listens],
  ['network.publish_host', listens],
  ['discovery.seed_providers', finds],
  ['discovery.type', finds],
  ['path.data', 'says where data lies, and the volumes are mounted where the image has it; leave it out'],
  [
    'xpack.security.authc.anonymous.roles',
    "lets anybody in without a password; make a user and name it in clientCredentials, or say security: { accept: 'no-security', because: '...' }",
  ],
  ['s3.client.default.secret_key', isSecret],
  ['s3.client.default.access_key', isSecret],
  ['azure.client.default.key', isSecret],
  ['bootstrap.password', isSecret],
  ['xpack.security.transport.ssl.secure_key_passphrase', isSecret],
])('refuses the setting %s', (name, because) => {
  expect(refusalOf({ settings: { [name]: 'x' } })).toBe(`${prefix}setting '${name}' ${because}`);
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
