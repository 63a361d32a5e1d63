import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Topology } from '../../src/availability';
import { main } from '../../src/cli/main';
import { onCluster } from '../../src/deploy/cluster';
import { topologies } from '../../src/platform/topologies';
import type { Manifest } from '../../src/synthesis/manifest';
import { application, object } from './deploy/application';
import { Deployer } from './deploy/run';
import { Cluster } from './harness/cluster';
import { prepare } from './harness/deploy';
import { agreed } from './harness/server';
import { local } from './harness/shop';

const HIDDEN = 'correct-horse-battery';
const secret = { ...object('v1', 'Secret', 'login', 0, 'live'), stringData: { password: HIDDEN } };
const storage = { ...object('storage.k8s.io/v1', 'StorageClass', 'live'), provisioner: 'nobody.example', parameters: { type: 'a' } };
const base: readonly Manifest[] = [...application('live'), secret, storage];

let cluster: Cluster;
let deployer: Deployer;
const folder = mkdtempSync(join(tmpdir(), 'nines-live-'));
beforeAll(async () => {
  cluster = await Cluster.start(topologies.get('minikube') as Topology, { name: 'deploy-live' });
  await prepare(cluster, [], local.classes);
  deployer = await Deployer.on(cluster);
  const { error } = await deployer.deploy(base);
  if (error) throw error;
});
afterAll(async () => {
  deployer?.close();
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** `nines diff FILE --live`. */
async function diff(manifests: readonly Manifest[], ...args: readonly string[]) {
  const file = join(folder, 'manifests.json');
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }));
  let [out, errors] = ['', ''];
  const streams = {
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      errors += text;
    },
  };
  const code = await main(['diff', file, '--live', ...args], streams);
  return { code, out: out.replaceAll(file, 'FILE'), errors };
}

// biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
function edited(kind: string, name: string, edit: (manifest: any) => void): readonly Manifest[] {
  return base.map((manifest) => {
    if (manifest.kind !== kind || manifest.metadata.name !== name) return manifest;
    const copy = structuredClone(manifest);
    edit(copy);
    return copy;
  });
}

async function versions(): Promise<readonly unknown[]> {
  const answers = await Promise.all(base.map((manifest) => cluster.server.read(manifest)));
  return answers.map(({ body }) => (body['metadata'] as { resourceVersion: string }).resourceVersion);
}

test('nothing differs after a deployment, and a comparison changes nothing', async () => {
  const before = await versions();
  expect(await diff(base)).toEqual({ code: 0, out: 'FILE: no difference\n', errors: '' });
  await diff(edited('Deployment', 'api', (it) => (it.spec.replicas = 3)));
  expect(await versions()).toEqual(before);
});

test.each([
  [
    'an image',
    1,
    'Deployment',
    'api',
    (it) => (it.spec.template.spec.containers[0].image = 'any:2'),
    'rollout',
    'the pod template changes',
  ],
  ['replicas', 1, 'Deployment', 'api', (it) => (it.spec.replicas = 3), 'in place', '1 pod is added'],
  ['a default that is written out', 0, 'Deployment', 'api', (it) => (it.spec.revisionHistoryLimit = 10), undefined, ''],
  ['a setting', 1, 'ConfigMap', 'settings', (it) => (it.data.level = 'debug'), 'in place', 'no pod restarts'],
  [
    'a selector',
    3,
    'Deployment',
    'api',
    (it) => {
      it.spec.selector.matchLabels.app = 'other';
      it.spec.template.metadata.labels.app = 'other';
    },
    'refused',
    'the API server refuses it: Deployment.apps "api" is invalid: spec.selector: Invalid value',
  ],
  [
    'a claim template',
    3,
    'StatefulSet',
    'db',
    (it) => (it.spec.volumeClaimTemplates[0].spec.resources.requests.storage = '2Gi'),
    'refused',
    'the API server refuses it: StatefulSet.apps "db" is invalid: spec: Forbidden: updates to statefulset spec',
  ],
  [
    'parameters of a StorageClass',
    3,
    'StorageClass',
    'live',
    (it) => (it.parameters.type = 'b'),
    'refused',
    'the API server refuses it: StorageClass.storage.k8s.io "live" is invalid: parameters: Invalid value: {"type":"b"}: field is immutable',
  ],
  [
    'a field that is unknown',
    3,
    'ConfigMap',
    'settings',
    (it) => (it.date = {}),
    'refused',
    'the API server refuses it: failed to create typed patch object (live/settings; /v1, Kind=ConfigMap): .date: field not declared in schema',
  ],
  [
    'claims that go with their pods',
    3,
    'StatefulSet',
    'db',
    (it) => (it.spec.persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete' }),
    'data at risk',
    'the claims, and with them the volumes, are deleted',
  ],
  // biome-ignore lint/suspicious/noExplicitAny: as above
] as readonly (readonly [string, number, string, string, (it: any) => unknown, string | undefined, string])[])(
  'a change of %s',
  async (_, exit, kind, name, edit, consequence, because) => {
    const { code, out } = await diff(edited(kind, name, edit), '--format', 'json');
    const [{ objects }] = (
      JSON.parse(out) as {
        changes: [{ objects: { name: string; consequence: string; because?: string; fields: { because: string }[] }[] }];
      }
    ).changes;
    expect(objects.map((it) => [it.name, it.consequence])).toEqual(consequence === undefined ? [] : [[name, consequence]]);
    const [object] = objects;
    if (object) expect(object.fields[0]?.because ?? object.because).toContain(because);
    expect(code).toBe(exit);
  },
);

test('what is new is created, and what was applied and is gone is pruned', async () => {
  const more = { ...object('v1', 'ConfigMap', 'more', 0, 'live'), data: {} };
  const { code, out } = await diff([...base.filter(({ metadata }) => metadata.name !== 'web'), more]);
  expect(out).toBe(`FILE: 2 objects differ: 1 prune, 1 create

ConfigMap 'live/more': create
  it is new

Deployment 'live/web': prune
  it is deleted if your tool prunes; otherwise it stays, and nothing manages it
`);
  expect(code).toBe(1);
});

test('objects of a namespace that is new are created with it', async () => {
  const { code, out } = await diff(application('new'));
  expect(out).toMatch(/^FILE: 5 objects differ: 5 create\n/);
  expect(code).toBe(1);
});

test('what a hand has changed is a difference', async () => {
  const settings = base.find(({ kind }) => kind === 'ConfigMap') as Manifest;
  agreed(await cluster.server.merge(settings, { data: { level: 'trace' } }), 'settings');
  const { out } = await diff(base);
  expect(out).toContain('    ~ data.level: trace -> info\n');
  agreed(await cluster.server.merge(settings, { data: { level: 'info' } }), 'settings');
});

test.each(['text', 'json', 'markdown'])('a Secret is compared, and its values are never shown as %s', async (format) => {
  const other = 'staple-correct-horse';
  const { code, out } = await diff(
    edited('Secret', 'login', (it) => (it.stringData.password = other)),
    '--format',
    format,
  );
  expect(code).toBe(1);
  expect(out).toContain('(hidden)');
  const refused = await diff(
    edited('Secret', 'login', (it) => (it.data = { password: HIDDEN })),
    '--format',
    format,
  );
  expect(refused.code).toBe(3);
  expect(refused.out).toContain('refused');
  for (const value of [HIDDEN, other, ...[HIDDEN, other].map((it) => Buffer.from(it).toString('base64'))]) {
    expect(`${out}${refused.out}`).not.toContain(value);
  }
});

test('a topology judges the services before and after', async () => {
  const { out } = await diff(
    edited('Deployment', 'api', (it) => (it.spec.replicas = 3)),
    '--topology',
    'minikube',
  );
  expect(out).toContain('Deployment/live/api');
});

test.each([
  [['--context', 'other'], "nines: the kubeconfig has no context 'other'; it has nines; correct --context\n"],
  [['second', '--format', 'json'], "nines: diff --live takes HEAD, got 'FILE second'; write nines diff HEAD --live\n"],
])('%j is unusable', async (args, message) => {
  const { code, errors } = await diff(base, ...args);
  expect({ code, errors: errors.replaceAll(join(folder, 'manifests.json'), 'FILE') }).toEqual({ code: 2, errors: message });
});

test('--context without --live is unusable', async () => {
  let errors = '';
  const error = (text: string) => {
    errors += text;
  };
  expect(await main(['diff', 'HEAD', '--context', 'nines'], { out: () => {}, error })).toBe(2);
  expect(errors).toBe('nines: --context names a cluster; add --live\n');
});

/** With another kubeconfig. */
async function withKubeconfig<T>(text: string, act: () => Promise<T>): Promise<T> {
  const { KUBECONFIG } = process.env;
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, text);
  process.env['KUBECONFIG'] = file;
  try {
    return await act();
  } finally {
    process.env['KUBECONFIG'] = KUBECONFIG;
  }
}

const DEAD = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'dead', cluster: { server: 'https://127.0.0.1:1' } }],
  contexts: [{ name: 'dead', context: { cluster: 'dead', user: 'dead' } }],
  users: [{ name: 'dead', user: { token: HIDDEN } }],
});

test('a kubeconfig without a current context, and one that cannot be read, are unusable', async () => {
  const without = await withKubeconfig(DEAD, () => diff(base));
  expect(without).toEqual({ code: 2, out: '', errors: 'nines: the kubeconfig has no current context; name one with --context: dead\n' });
  const empty = await withKubeconfig(JSON.stringify({ apiVersion: 'v1', kind: 'Config' }), () => diff(base));
  expect(empty).toEqual({ code: 2, out: '', errors: 'nines: the kubeconfig has no contexts; check KUBECONFIG, or ~/.kube/config\n' });
  const broken = await withKubeconfig('{', () => diff(base));
  expect(broken.code).toBe(2);
  expect(broken.errors).toMatch(/^nines: kubectl can't read the kubeconfig: .*; check KUBECONFIG, or ~\/\.kube\/config\n$/);
});

test('a cluster that does not answer is unusable', async () => {
  const asked = withKubeconfig(DEAD, () => onCluster('dead', (api) => api.list('/api/v1/namespaces'), { patience: 0 }));
  await expect(asked).rejects.toThrow(
    /^the cluster of dead doesn't answer: .*connect: connection refused; try kubectl --context dead get namespaces$/,
  );
});

test('one environment is compared, of files that exist', async () => {
  for (const name of ['a', 'b']) {
    mkdirSync(join(folder, 'dist', name), { recursive: true });
    writeFileSync(join(folder, 'dist', name, 'a.json'), JSON.stringify(storage));
  }
  let errors = '';
  const error = (text: string) => {
    errors += text.replaceAll(folder, 'FOLDER');
  };
  expect(await main(['diff', join(folder, 'dist'), '--live'], { out: () => {}, error })).toBe(2);
  expect(await main(['diff', join(folder, 'none'), '--live'], { out: () => {}, error })).toBe(2);
  expect(errors).toBe(
    'nines: FOLDER/dist holds several environments: a, b; name one of them, such as FOLDER/dist/a\n' +
      'nines: no such file or folder: FOLDER/none; write a path, or REVISION:PATH such as main:dist/production\n',
  );
});

test('a revision is compared as well', async () => {
  const file = 'HEAD:test/rules/fixtures/service-has-ports/a-port.yaml';
  let out = '';
  const print = (text: string) => {
    out += text;
  };
  const code = await main(['diff', file, '--live'], { out: print, error: print });
  expect({ code, out }).toEqual({ code: 3, out: expect.stringContaining('refuses it: namespaces "shop" not found') });
});
