import { spawnSync } from 'node:child_process';
import type { Manifest } from '../../src/synthesis/manifest';
import { createSecretLine, requiredSecrets } from '../../src/synthesis/secrets';
import { indexed } from '../indexed';

function deployment(podSpec: object): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'backend', namespace: 'shop' },
    spec: { template: { spec: podSpec } },
  };
}

function ingress(annotations: Record<string, string>): Manifest {
  const spec = { tls: [{ hosts: ['shop.example'], secretName: 'public-tls' }] };
  return { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'public', namespace: 'shop', annotations }, spec };
}

test('finds every kind of reference to a Secret, and each key once', () => {
  const manifest = deployment({
    initContainers: [{ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'login', key: 'user' } } }] }],
    containers: [
      {
        env: [
          { name: 'A', valueFrom: { secretKeyRef: { name: 'login', key: 'user' } } },
          { name: 'B', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } },
        ],
        envFrom: [{ secretRef: { name: 'all' } }],
      },
    ],
    imagePullSecrets: [{ name: 'registry' }],
    volumes: [
      { name: 'v', secret: { secretName: 'volume', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { name: 'p', projected: { sources: [{ secret: { name: 'projected', items: [{ key: 'token', path: 'token' }] } }] } },
    ],
  });
  expect(requiredSecrets(indexed([manifest]))).toEqual([
    { namespace: 'shop', name: 'all', type: 'Opaque', keys: [] },
    { namespace: 'shop', name: 'login', type: 'Opaque', keys: ['password', 'user'] },
    { namespace: 'shop', name: 'projected', type: 'Opaque', keys: ['token'] },
    { namespace: 'shop', name: 'registry', type: 'kubernetes.io/dockerconfigjson', keys: ['.dockerconfigjson'] },
    { namespace: 'shop', name: 'volume', type: 'Opaque', keys: ['ca.crt'] },
  ]);
});

test('a CronJob’s pods count, optional Secrets do not', () => {
  const podSpec = { containers: [{ envFrom: [{ secretRef: { name: 'need' } }, { secretRef: { name: 'may', optional: true } }] }] };
  const spec = { jobTemplate: { spec: { template: { spec: podSpec } } } };
  const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'c', namespace: 'shop' }, spec };
  expect(requiredSecrets(indexed([cronJob])).map(({ name }) => name)).toEqual(['need']);
});

test('Secrets in the manifests, and those that cert-manager issues, are not listed', () => {
  const pod = deployment({ volumes: [{ secret: { secretName: 'issued' } }, { secret: { secretName: 'held' } }] });
  const issued = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'x', namespace: 'shop' },
    spec: { secretName: 'issued' },
  };
  const held = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'held', namespace: 'shop' } };
  expect(requiredSecrets(indexed([pod, issued, held, ingress({ 'cert-manager.io/cluster-issuer': 'letsencrypt' })]))).toEqual([]);
});

test('Secrets that cert-manager and the External Secrets Operator create are not listed', () => {
  const pod = deployment({ volumes: [{ secret: { secretName: 'from-vault' } }, { secret: { secretName: 'sealed' } }] });
  const object = (apiVersion: string, kind: string, name: string, spec: object) => ({
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop' },
    spec,
  });
  const external = object('external-secrets.io/v1', 'ExternalSecret', 'vault', { target: { name: 'from-vault' } });
  const sealed = object('bitnami.com/v1alpha1', 'SealedSecret', 'sealed', {});
  expect(requiredSecrets(indexed([pod, external, sealed]))).toEqual([]);
});

test("an Ingress' and a Gateway's certificates that nothing issues are listed", () => {
  const spec = { listeners: [{ tls: { certificateRefs: [{ name: 'gateway-tls' }] } }] };
  const gateway = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'public', namespace: 'shop' }, spec };
  expect(requiredSecrets(indexed([ingress({}), gateway]))).toEqual([
    { namespace: 'shop', name: 'gateway-tls', type: 'kubernetes.io/tls', keys: ['tls.crt', 'tls.key'] },
    { namespace: 'shop', name: 'public-tls', type: 'kubernetes.io/tls', keys: ['tls.crt', 'tls.key'] },
  ]);
});

/** A variable of the shell that must be set. */
const must = (name: string): string => `"\${${name}:?}"`;

const DOCKER = `: ${must('REGISTRY_SERVER')} ${must('REGISTRY_USERNAME')} ${must('REGISTRY_PASSWORD')} && printf '{"auths":{"%s":{"auth":"%s"}}}' "$REGISTRY_SERVER" "$(printf '%s:%s' "$REGISTRY_USERNAME" "$REGISTRY_PASSWORD" | base64 | tr -d '\\n')"`;

const generic = (name: string): string => `kubectl --namespace shop create secret generic ${name}`;

test.each([
  [
    { name: 'login', type: 'Opaque', keys: ['password'] },
    `openssl rand -base64 24 | tr -d '\\n' | ${generic('login')} --from-file=password=/dev/stdin`,
  ],
  [
    { name: 'login', type: 'Opaque', keys: ['password', 'user'] },
    `: ${must('LOGIN_USER')} && printf 'password=%s\\nuser=%s\\n' "$(openssl rand -base64 24)" "$LOGIN_USER" | ${generic('login')} --from-env-file=/dev/stdin`,
  ],
  [
    { name: '1st-api.v2', type: 'Opaque', keys: ['api-key'] },
    `: ${must('_1ST_API_V2_API_KEY')} && printf '%s' "$_1ST_API_V2_API_KEY" | ${generic('1st-api.v2')} --from-file=api-key=/dev/stdin`,
  ],
  [
    { name: 'snapshot-keys', type: 'Opaque', keys: ['gcs.client.default.credentials_file'] },
    `${generic('snapshot-keys')} --from-file=gcs.client.default.credentials_file`,
  ],
  [{ name: 'all', type: 'Opaque', keys: [] }, `${generic('all')} --from-env-file=all.env`],
  [
    { name: 'public', type: 'kubernetes.io/tls', keys: ['tls.crt', 'tls.key'] },
    'kubectl --namespace shop create secret tls public --cert=tls.crt --key=tls.key',
  ],
  [
    { name: 'registry', type: 'kubernetes.io/dockerconfigjson', keys: ['.dockerconfigjson'] },
    `${DOCKER} | ${generic('registry')} --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson=/dev/stdin`,
  ],
] as const)('%j has its line', (secret, line) => {
  expect(createSecretLine({ namespace: 'shop', ...secret })).toBe(line);
});

test('the login of a registry is JSON whatever the password, and no variable may be missing', () => {
  const [print] = createSecretLine({ namespace: 'shop', name: 'registry', type: 'kubernetes.io/dockerconfigjson', keys: [] }).split(
    ' | kubectl',
  );
  const login = { REGISTRY_SERVER: 'ghcr.io', REGISTRY_USERNAME: 'robot', REGISTRY_PASSWORD: `a"b\\c'%s$d e${'x'.repeat(80)}` };
  const sh = (env: Record<string, string>) =>
    spawnSync('sh', ['-c', print ?? ''], { env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8' });
  const auth = Buffer.from(`robot:${login.REGISTRY_PASSWORD}`).toString('base64');
  expect(JSON.parse(sh(login).stdout)).toEqual({ auths: { 'ghcr.io': { auth } } });
  const { REGISTRY_USERNAME, ...missing } = login;
  expect(sh(missing)).toMatchObject({ stdout: '', stderr: expect.stringContaining('REGISTRY_USERNAME') });
});

test('the line names the context of the environment', () => {
  const secret = { namespace: 'shop', name: 'all', type: 'Opaque', keys: [] } as const;
  const rest = '--namespace shop create secret generic all --from-env-file=all.env';
  expect(createSecretLine(secret, 'admin@shop')).toBe(`kubectl --context admin@shop ${rest}`);
  expect(createSecretLine(secret, "my $shop's")).toBe(`kubectl --context 'my $shop'\\''s' ${rest}`);
});

/** What kubectl gets when a line is pasted as it was printed: the option for values, and standard input. */
function paste(line: string, env: Readonly<Record<string, string>> = {}) {
  const script = `kubectl() { for option; do :; done; echo "$option"; cat; }\n${line}\n`;
  const { status, stdout } = spawnSync('sh', ['-c', script], { env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8' });
  const [option, ...values] = stdout.split('\n');
  return { code: status, option, values };
}

test('a line that is pasted as it is makes a password up, another one each time', () => {
  const line = createSecretLine({ namespace: 'shop', name: 'login', type: 'Opaque', keys: ['password'] });
  const [first, second] = [paste(line), paste(line)];
  const values = [expect.stringMatching(/^[A-Za-z0-9+/]{32}$/)];
  // The last line has no end, and so the password none that a program would have to trim.
  expect(first).toEqual({ code: 0, option: '--from-file=password=/dev/stdin', values });
  expect(second.values).not.toEqual(first.values);
});

test('several values are lines of an environment file, each as it is', () => {
  const line = createSecretLine({ namespace: 'shop', name: 'login', type: 'Opaque', keys: ['password', 'user'] });
  const values = [expect.stringMatching(/^password=[A-Za-z0-9+/]{32}$/), 'user=it is "me" = $1', ''];
  expect(paste(line, { LOGIN_USER: 'it is "me" = $1' })).toEqual({ code: 0, option: '--from-env-file=/dev/stdin', values });
});

test('the shell refuses a command with unset values', () => {
  const line = createSecretLine({ namespace: 'shop', name: 'login', type: 'Opaque', keys: ['user'] });
  expect(paste(line)).toEqual({ code: expect.any(Number), option: '', values: [] });
  expect(paste(line).code).not.toBe(0);
  expect(paste(line, { LOGIN_USER: 'it is me' })).toEqual({ code: 0, option: '--from-file=user=/dev/stdin', values: ['it is me'] });
});
