import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Peer } from './peer';
import { type Pod, underEveryShell, withPod } from './pod';
import { netcats } from './programs';

// Real processes on a machine that may be busy. Some sleep for seconds: the others run meanwhile, each in a pod of its own.
jest.setTimeout(120_000);

const masters = 'es-0,es-1,es-2,every-master-must-vote-1,every-master-must-vote-2';
const founds = `ES_SETTING_CLUSTER_INITIAL__MASTER__NODES=${masters}`;
const self = '127.0.0.2';
const others = ['127.0.0.3', '127.0.0.4'];

const start = (pod: Pod, environment: Record<string, string> = {}) =>
  pod.run('start.sh', {
    DISCOVERY_NAME: 'elasticsearch-nodes.shop.svc',
    INITIAL_MASTER_NODES: masters,
    POD_IP: self,
    PEER_WAIT: '0',
    ...environment,
  });

const member = (pod: Pod, address: string) => pod.listen(Peer.answering(address, pod.readinessPort));
const fillVolume = (pod: Pod) => mkdirSync(join(pod.data, '_state'));
const marked = (pod: Pod) => existsSync(join(pod.data, '.never-joined'));

test.concurrent('founds a cluster on the first start of three', () =>
  underEveryShell(async (pod) => {
    pod.resolve(self, ...others);
    const outcome = await start(pod);
    expect(outcome.output).toContain('start.sh: none of 2 peers is part of a cluster\n');
    expect(outcome.output).toContain(`start.sh: bootstrapping a cluster with all masters: ${masters}\n`);
    expect(outcome.output).toContain(`started eswrapper\n${founds}\n`);
    expect(outcome.code).toBe(0);
    expect(marked(pod)).toBe(true);
  }));

test.concurrent('founds a cluster on a second try where the first was interrupted', () =>
  underEveryShell(async (pod) => {
    pod.resolve(self, ...others);
    await start(pod);
    fillVolume(pod);
    expect((await start(pod)).output).toContain(founds);
  }));

test.concurrent('never founds one on the restart of one', () =>
  underEveryShell(async (pod) => {
    fillVolume(pod);
    pod.resolve(self, ...others);
    await Promise.all(others.map((address) => member(pod, address)));
    const outcome = await start(pod);
    expect(outcome.output).toBe('start.sh: this volume belongs to a cluster: starting with it\nstarted eswrapper\n');
    expect(marked(pod)).toBe(false);
  }));

test.concurrent('never founds one when all three restart', () =>
  underEveryShell(async (pod) => {
    fillVolume(pod);
    pod.resolve(self, ...others);
    expect((await start(pod)).output).not.toContain(founds);
  }));

test.concurrent('never founds one, and waits for no DNS, on a restart without DNS', () =>
  underEveryShell(async (pod) => {
    fillVolume(pod);
    expect((await start(pod)).output).not.toContain(founds);
  }));

test.concurrent('joins with a lost volume', () =>
  underEveryShell(async (pod) => {
    mkdirSync(join(pod.data, 'lost+found'));
    pod.resolve(self, ...others);
    await member(pod, '127.0.0.4');
    const outcome = await start(pod);
    expect(outcome.output).toBe(
      'start.sh: a new volume: looking for a cluster to join for 0 s\nstart.sh: 127.0.0.4 is part of a cluster\nstart.sh: joining it\nstarted eswrapper\n',
    );
    expect(readdirSync(pod.data).sort()).toEqual(['.never-joined', 'lost+found']);
  }));

test.concurrent('joins with a lost volume when peers are slow to answer', () =>
  underEveryShell(async (pod) => {
    pod.resolve(self, ...others);
    const running = start(pod, { PEER_WAIT: '20' });
    await setTimeout(1000);
    await member(pod, '127.0.0.3');
    const outcome = await running;
    expect(outcome.output).toContain('127.0.0.3 is part of a cluster');
    expect(outcome.output).not.toContain(founds);
  }));

test.concurrent('waits for DNS, and counts the wait for peers from there', () =>
  underEveryShell(async (pod) => {
    const running = start(pod, { PEER_WAIT: '4' });
    // Longer than the whole wait for peers, and the peer comes a while after DNS, which is asked every other second.
    await setTimeout(5000);
    pod.resolve(self, ...others);
    await setTimeout(2000);
    await member(pod, '127.0.0.3');
    const outcome = await running;
    expect(outcome.output).toMatch(/^start.sh: elasticsearch-nodes.shop.svc has no address yet: waiting for DNS\n/);
    expect(outcome.output).toContain('start.sh: 127.0.0.3 is part of a cluster\n');
    expect(outcome.output).not.toContain(founds);
  }));

test.concurrent('takes a peer that accepts and never answers for part of a cluster', () =>
  underEveryShell(async (pod) => {
    pod.resolve(self, ...others);
    await pod.listen(Peer.silent('127.0.0.3', pod.readinessPort));
    expect((await start(pod)).output).not.toContain(founds);
  }));

test.concurrent('does not take itself for a peer', () =>
  underEveryShell(async (pod) => {
    pod.resolve(self);
    await member(pod, self);
    expect((await start(pod)).output).toContain('none of 0 peers is part of a cluster');
  }));

// Of a cluster whose addresses are IPv6's: the loopback stands for a peer.
const testIPv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))
  ? test.concurrent
  : test.skip;

testIPv6('joins a peer with an address of IPv6, and does not take itself for one', () =>
  underEveryShell(async (pod) => {
    pod.resolve('fd00::2', '::1');
    await member(pod, '::1');
    expect((await start(pod, { POD_IP: 'fd00::2' })).output).toContain('::1 is part of a cluster');
    expect((await start(pod, { POD_IP: '::1' })).output).toContain('none of 1 peers is part of a cluster');
  }),
);

test.concurrent('never founds one without a list of masters', () =>
  underEveryShell(async (pod) => {
    const outcome = await start(pod, { INITIAL_MASTER_NODES: '' });
    expect(outcome.output).toBe('start.sh: no list of masters to bootstrap with\nstarted eswrapper\n');
  }));

test.concurrent('hands the password over in a file that only its user can read', () =>
  underEveryShell(async (pod) => {
    fillVolume(pod);
    const secret = join(pod.root, 'password');
    writeFileSync(secret, 'a "quoted" \\ password', { mode: 0o644 });
    const { output } = await start(pod, { PASSWORD_FILE: secret });
    expect(output).toMatch(/\n-rw------- .*\/private\/elastic-password\na "quoted" \\ password$/);
  }));

test.concurrent('puts secure settings into the keystore, also when the container starts again', () =>
  underEveryShell(async (pod) => {
    fillVolume(pod);
    const folder = join(pod.root, 'secure-settings');
    mkdirSync(folder);
    writeFileSync(join(folder, 's3.client.default.access_key'), 'a key');
    writeFileSync(join(folder, 's3.client.default.secret_key'), 'a $ecret');
    const names = ['s3.client.default.access_key', 's3.client.default.secret_key'];
    const added = `keystore: add-file --force ${names.map((name) => `${name} ${join(folder, name)}`).join(' ')}`;
    const { output } = await start(pod, { SECURE_SETTINGS_PATH: folder });
    expect(output).toContain(`keystore: create\n${added}\nstarted eswrapper\n`);
    const again = await start(pod, { SECURE_SETTINGS_PATH: folder });
    expect(again.output).toContain(`cluster: starting with it\n${added}\n`);
  }));

test.concurrent('names the group that must own the volume if it can’t write to it', () =>
  underEveryShell(async (pod) => {
    writeFileSync(join(pod.root, 'file'), '');
    const outcome = await start(pod, { DATA_PATH: join(pod.root, 'file') });
    expect(outcome.output).toMatch(/start.sh: can't write to .*\/file: the volume must belong to one of the groups .*\(fsGroup\)\n/);
    expect(outcome.code).toBe(1);
  }));

test.concurrent.each(netcats)('%s tells a peer that is part of a cluster from one that is not', (nc) =>
  withPod(
    async (pod) => {
      pod.resolve(self, ...others);
      expect((await start(pod)).output).toContain(founds);
      await member(pod, '127.0.0.3');
      expect((await start(pod)).output).not.toContain(founds);
    },
    ['sh'],
    { nc },
  ),
);

// What each provider's webhook sets, and where Elasticsearch may read it.
test.concurrent.each([
  ['AWS_WEB_IDENTITY_TOKEN_FILE', 'repository-s3/aws-web-identity-token-file'],
  ['AZURE_FEDERATED_TOKEN_FILE', 'storage-azure/azure-federated-token'],
  ['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', 'repository-s3/eks-pod-identity-token'],
])('links the token of %s into the configuration, and follows its rotation', (variable, link) =>
  underEveryShell(async (pod) => {
    fillVolume(pod);
    const mounted = join(pod.root, 'token');
    writeFileSync(mounted, 'first');
    const { output } = await start(pod, { [variable]: mounted });
    writeFileSync(mounted, 'second');
    expect(readFileSync(join(pod.config, link), 'utf8')).toBe('second');
    const told = `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=${join(pod.config, link)}\n`;
    expect(output.includes(told)).toBe(variable.startsWith('AWS_CONTAINER'));
  }),
);
