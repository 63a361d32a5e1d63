import { PREFIX, refusalOf } from '../cluster';
import { refuses } from './refuses';

refuses([
  [
    'a setting that is a number',
    { settings: { 'http.max_content_length': 100 } },
    "settings['http.max_content_length'] must be a string, got 100; put it in quotes, such as 'true'",
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
]);

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
  expect(refusalOf({ settings: { [name]: 'x' } })).toBe(`${PREFIX}settings['${name}'] ${because}`);
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
