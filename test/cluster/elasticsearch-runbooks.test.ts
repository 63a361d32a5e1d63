/*
 * The commands of the pages on Elasticsearch, as they stand there, on a control plane with production on it. What they ask Elasticsearch itself is run by
 * `npm run test:elasticsearch`.
 */
import { ON_CONTROL_PLANE, script } from '../constructs/elasticsearch/runbooks/blocks';
import { subject } from './acceptance/subjects';
import { zoneOfPod } from './harness/claims';
import type { Cluster } from './harness/cluster';
import { apply, settled } from './harness/deploy';
import { type Given, onEmptyCluster } from './harness/fixture';
import type { Pod } from './harness/kubernetes-client';
import { nodeIsReady } from './harness/nodes';
import { Runbook } from './harness/runbook';
import { agreed } from './harness/server';
import { until } from './harness/until';
import { isComplete, podsOf, type Workload, workloadsOf } from './harness/workloads';

const production = subject('production');
const elasticsearch = workloadsOf(production.manifests).find(({ name }) => name === 'elasticsearch') as Workload;
const { namespace } = elasticsearch;
const check = onEmptyCluster(production);

/** A block of commands on a cluster. */
interface Running {
  readonly cluster: Cluster;
  readonly runbook: Runbook;

  /** All lines of the block. */
  readonly text: string;
}

// The compiler finds a block without a check.
const checks: Record<(typeof ON_CONTROL_PLANE)[number], (running: Running) => Promise<void>> = {
  'elasticsearch.md: Elasticsearch': async (running) => {
    agreed(await running.cluster.server.delete(secret('elasticsearch-backend')), 'deletion of the password of the backend');
    await createsPassword('elasticsearch-password')(running);
  },
  'elasticsearch-runbooks.md: Upgrade': ({ runbook, text }) => runs(runbook, text, 'complete'),
  'elasticsearch-runbooks.md: Upgrade 2': async ({ cluster, runbook, text }) => {
    const [pause = '', resume = ''] = text.trim().split('\n');
    await runs(runbook, pause);
    const before = uids(cluster);
    await change(cluster, 'yes');
    expect(uids(cluster)).toEqual(before);
    await runs(runbook, `${resume}\n${script('elasticsearch-runbooks.md: Upgrade')}`);
    await until(cluster.state, 'the update', () => isComplete(cluster.state, elasticsearch));
    expect(uids(cluster).filter((uid) => before.includes(uid))).toEqual([]);
    // As it is shipped again: what comes next compares with that.
    await change(cluster, null);
    await until(cluster.state, 'the update back', () => isComplete(cluster.state, elasticsearch));
  },
  'elasticsearch-runbooks.md: Replace a lost node': async ({ cluster, runbook, text }) => {
    const lost = pod(cluster, 'elasticsearch-1');
    const machine = lost.spec?.nodeName as string;
    const [taint = '', untaint = ''] = text.replaceAll('MACHINE', machine).trim().split('\n');
    const zone = zoneOfPod(cluster.state, lost);
    cluster.machine(machine).freeze();
    try {
      await until(cluster.state, `${machine} to count as lost`, () => !nodeIsReady(cluster.state.get('nodes', machine) ?? {}));
      await runs(runbook, taint);
      await until(
        cluster.state,
        'another pod',
        () => pod(cluster, 'elasticsearch-1').metadata?.uid !== lost.metadata?.uid && isComplete(cluster.state, elasticsearch),
      );
      const moved = pod(cluster, 'elasticsearch-1');
      expect(moved.spec?.nodeName).not.toBe(machine);
      expect(zoneOfPod(cluster.state, moved)).toBe(zone);
      await runs(runbook, untaint);
    } finally {
      cluster.machine(machine).thaw();
    }
    await until(cluster.state, `${machine} to be back`, () => nodeIsReady(cluster.state.get('nodes', machine) ?? {}));
    await settled(cluster, workloadsOf(production.manifests));
  },
  'elasticsearch-runbooks.md: Replace a lost node 2': async ({ cluster, runbook, text }) => {
    const [claim, node] = [claimUid(cluster, 1), pod(cluster, 'elasticsearch-1').metadata?.uid];
    // The last line reads the log of the new pod.
    const [deletions, log] = [text.trim().split('\n').slice(0, -1).join('\n'), text.trim().split('\n').at(-1) as string];
    await runs(runbook, deletions);
    await until(cluster.state, 'a new volume', () => claimUid(cluster, 1) !== claim && isComplete(cluster.state, elasticsearch));
    expect(pod(cluster, 'elasticsearch-1').metadata?.uid).not.toBe(node);
    await runs(runbook, log);
  },
  'elasticsearch-runbooks.md: Two of three volumes are lost': async ({ cluster, runbook, text }) => {
    const [kept, ...lost] = [0, 1, 2].map((node) => claimUid(cluster, node));
    await runs(runbook, text, 'pod/rescue condition met');
    await until(cluster.state, 'three nodes', () => isComplete(cluster.state, elasticsearch));
    expect(claimUid(cluster, 0)).toBe(kept);
    expect([1, 2].map((node) => claimUid(cluster, node)).filter((uid) => lost.includes(uid))).toEqual([]);
    expect(cluster.state.get('pods', 'rescue', namespace)).toBeUndefined();
  },
  'elasticsearch-runbooks.md: Certificates': async ({ cluster, runbook, text }) => {
    for (const name of ['elasticsearch-http-tls', 'elasticsearch-transport-tls']) agreed(await cluster.server.apply(secret(name)), name);
    await runs(runbook, text, 'elasticsearch-transport');
    expect(await keysOf(cluster, 'elasticsearch-http-tls')).toBeUndefined();
  },
  'elasticsearch-runbooks.md: Certificates 2': async ({ cluster, runbook, text }) => {
    const before = await resourceVersionOf(cluster, 'elasticsearch-password');
    await runs(runbook, `${es()}\n${text}`, 'replaced');
    expect(await keysOf(cluster, 'elasticsearch-password')).toEqual(['password']);
    expect(await resourceVersionOf(cluster, 'elasticsearch-password')).not.toBe(before);
  },
  'elasticsearch-size.md: More disk': async ({ cluster, runbook, text }) => {
    const before = uids(cluster);
    await runs(runbook, text);
    await until(cluster.state, 'the StatefulSet to have its pods again', () => isComplete(cluster.state, elasticsearch));
    const sizes = [0, 1, 2].map((node) => claim(cluster, node)?.spec?.resources?.requests?.['storage']);
    expect(sizes).toEqual(['200Gi', '200Gi', '200Gi']);
    expect(uids(cluster)).toEqual(before);
  },
  'elasticsearch-size.md: From one node to three': async ({ cluster, runbook, text }) => {
    const before = pod(cluster, 'elasticsearch-0').metadata?.uid;
    await runs(runbook, text);
    await until(cluster.state, 'a new pod', () => isComplete(cluster.state, elasticsearch));
    expect(pod(cluster, 'elasticsearch-0').metadata?.uid).not.toBe(before);
  },
  'elasticsearch-size.md: Fewer nodes 2': async ({ cluster, runbook, text }) => {
    for (const node of [3, 4]) agreed(await cluster.server.apply(unused(node)), `claim ${node}`);
    await until(cluster.state, 'the claims', () => claim(cluster, 4) !== undefined);
    await runs(runbook, `${es()}\n${text}`);
    await until(cluster.state, 'the claims to go', () => claim(cluster, 3) === undefined && claim(cluster, 4) === undefined);
    expect(claim(cluster, 2)).toBeDefined();
  },
  'elasticsearch-users.md: Elasticsearch: users and roles': createsPassword('elasticsearch-backend'),
  'elasticsearch-users.md: Replace a password': async ({ cluster, runbook, text }) => {
    await runs(runbook, text);
    expect(await keysOf(cluster, 'elasticsearch-backend')).toEqual(['password', 'password-2']);
  },
  // As the block before it has left the Secret.
  'elasticsearch-users.md: Replace a password 2': async ({ cluster, runbook, text }) => {
    await runs(runbook, text);
    expect(await keysOf(cluster, 'elasticsearch-backend')).toEqual(['password-2']);
  },
  'elasticsearch-snapshots.md: Snapshots': async ({ cluster, runbook, text }) => {
    await runs(runbook, `KEY=a SECRET=b\n${text}`);
    expect(await valuesOf(cluster, 'snapshot-keys')).toEqual({ 's3.client.default.access_key': 'a', 's3.client.default.secret_key': 'b' });
  },
  'elasticsearch-snapshots.md: Restore drill': async (running) => {
    await createsPassword('elasticsearch-restore-drill')(running);
    await runs(running.runbook, `kubectl --namespace ${namespace} delete job drill-now`);
  },
};

/** A block that creates a Secret with a password, which is there already. */
function createsPassword(name: string): (running: Running) => Promise<void> {
  return async ({ cluster, runbook, text }) => {
    agreed(await cluster.server.delete(secret(name)), `deletion of ${name}`);
    await runs(runbook, text);
    // Without an end of a line, which some programs would take for a part of it.
    expect(await valuesOf(cluster, name)).toEqual({ password: expect.stringMatching(/^[A-Za-z0-9+/]{32}$/) });
  };
}

check('production comes up as it is shipped', async ({ cluster }) => {
  await apply(cluster, production.manifests, production.secrets);
  await settled(cluster, workloadsOf(production.manifests));
});

for (const name of ON_CONTROL_PLANE) {
  check(name, async ({ cluster }: Given) => {
    await checks[name]({ cluster, runbook: await Runbook.on(cluster), text: script(name) });
    await settled(cluster, workloadsOf(production.manifests));
  });
}

/** Runs commands of which none may fail. */
async function runs(runbook: Runbook, text: string, expected = ''): Promise<void> {
  const { output, failed } = await runbook.run(text);
  expect(failed).toEqual([]);
  expect(output).toContain(expected);
}

/** The function that the pages use. */
function es(): string {
  return `${script('elasticsearch.md: Elasticsearch 2').split('\n}\n')[0]}\n}`;
}

/** Changes the pods' template, as another version does, and waits until the control plane has seen it. */
async function change(cluster: Cluster, changed: string | null): Promise<void> {
  const patch = { spec: { template: { metadata: { annotations: { changed } } } } };
  const { body } = agreed(await cluster.server.merge(elasticsearch.manifest, patch), 'a change');
  const { generation } = body['metadata'] as { generation: number };
  await until(cluster.state, 'the change to be seen', () => {
    const { status } = cluster.state.get('statefulSets', elasticsearch.name, namespace) ?? {};
    return (status?.observedGeneration ?? 0) >= generation && status?.updateRevision !== status?.currentRevision;
  });
}

function pod(cluster: Cluster, name: string): Pod {
  return cluster.state.get('pods', name, namespace) ?? {};
}

function uids(cluster: Cluster): string[] {
  return podsOf(cluster.state, elasticsearch)
    .map(({ metadata }) => metadata?.uid as string)
    .sort();
}

function claim(cluster: Cluster, node: number) {
  return cluster.state.get('claims', `data-elasticsearch-${node}`, namespace);
}

function claimUid(cluster: Cluster, node: number): string | undefined {
  return claim(cluster, node)?.metadata?.uid;
}

/** A claim that a removed node has left. */
function unused(node: number) {
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName: 'shop-retain', resources: { requests: { storage: '1Gi' } } };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: `data-elasticsearch-${node}`, namespace }, spec };
}

function secret(name: string) {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData: { any: 'thing' } };
}

async function keysOf(cluster: Cluster, name: string): Promise<string[] | undefined> {
  const values = await valuesOf(cluster, name);
  return values && Object.keys(values);
}

/** What is in a Secret, decoded; undefined if there is none. */
async function valuesOf(cluster: Cluster, name: string): Promise<Readonly<Record<string, string>> | undefined> {
  const { status, body } = await cluster.server.read(secret(name));
  if (status === 404) return undefined;
  const entries = Object.entries(body['data'] as Readonly<Record<string, string>>);
  return Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

async function resourceVersionOf(cluster: Cluster, name: string): Promise<string> {
  const { metadata } = agreed(await cluster.server.read(secret(name)), name).body as { metadata?: { resourceVersion: string } };
  return metadata?.resourceVersion ?? '';
}
