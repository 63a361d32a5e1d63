import { randomBytes } from 'node:crypto';
import { connect } from 'node:tls';
import { renewCertificates } from '../certificates';
import { Cluster } from '../cluster';

// One cluster, since most of the time goes to starting it. Whatever a test leaves behind, the next one finds it running, green, and with its own settings.
let cluster: Cluster;
beforeAll(async () => {
  cluster = new Cluster();
  await cluster.start();
  await cluster.createIndex();
});
afterEach(() => cluster.reset(), 10 * 60_000);
afterAll(() => cluster.remove());

/** The serial number of the certificate that a node shows its clients. */
function servedSerial(address: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect({ host: address, port: 9200, rejectUnauthorized: false }, () => {
      done(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
    socket.on('error', fail);
  });
}

test('a drain waits while copies recover: its readiness denies the eviction of another node', async () => {
  const [first, second, third] = [cluster.node(0), cluster.node(1), cluster.node(2)];
  // Its copies stay where they are until somebody allows it: as if they took long to recover.
  await first.send('PUT', '_cluster/settings', { persistent: { 'cluster.routing.allocation.enable': 'none' } });
  await second.stop('SIGKILL');
  second.start();
  await second.joins();
  await second.answers();
  expect(await second.probe()).toEqual({ ready: false, output: 'ready.sh: waiting for shards to recover' });
  // One of three may be unavailable, and one is.
  expect(await Promise.all([first.probe(), third.probe()])).toMatchObject([{ ready: true }, { ready: true }]);
  expect(cluster.allowsEviction()).toBe(false);

  await first.send('PUT', '_cluster/settings', { persistent: { 'cluster.routing.allocation.enable': null } });
  await second.becomesReady();
  expect(await first.send('GET', '_cluster/health')).toMatchObject({ status: 'green' });
  expect(cluster.allowsEviction()).toBe(true);
});

test('a node that is to stop stays while a copy is rebuilt elsewhere, and the others wait for its return', async () => {
  const [first, second, third] = [cluster.node(0), cluster.node(1), cluster.node(2)];
  // All pods are ready, so the budget would let any of them go. The rate holds the copy back; a chunk is what it holds back at a time, whatever the rate becomes.
  await first.send('PUT', '_cluster/settings', {
    persistent: { 'indices.recovery.max_bytes_per_sec': '2kb', 'indices.recovery.chunk_size': '2kb' },
  });
  await first.send('PUT', 'slow', { settings: { number_of_shards: 1, number_of_replicas: 0 } });
  await first.send('POST', 'slow/_doc?refresh=true', { filling: randomBytes(200_000).toString('base64') });
  await first.send('POST', 'slow/_flush');
  await first.send('PUT', 'slow/_settings', { number_of_replicas: 1 });
  await first.until('recovers nothing', async () => {
    const health = (await first.send('GET', '_cluster/health')) as { initializing_shards: number };
    return health.initializing_shards > 0;
  });
  const before = third.log;
  const stopping = third.preStop();
  await third.says('stop.sh: staying while copies are being rebuilt', before);
  expect(await first.send('GET', '_cluster/health')).toMatchObject({ status: 'yellow' });
  await first.send('PUT', '_cluster/settings', { persistent: { 'indices.recovery.max_bytes_per_sec': null } });
  expect((await stopping).code).toBe(0);
  expect(await first.send('GET', '_cluster/health')).toMatchObject({ status: 'green' });
  const settings = await second.send('GET', 'shop/_settings/index.unassigned.node_left.delayed_timeout?flat_settings=true');
  expect(settings).toEqual({ shop: { settings: { 'index.unassigned.node_left.delayed_timeout': '5m' } } });
});

test('a renewed certificate is served, and joins nodes, without a restart', async () => {
  const before = await Promise.all(cluster.nodes.map(({ address }) => servedSerial(address)));
  renewCertificates(cluster.certificates);
  for (const node of cluster.nodes) node.place.mountCertificates();
  for (const [index, node] of cluster.nodes.entries()) {
    await node.until('serves the old certificate', async () => (await servedSerial(node.address)) !== before[index]);
  }
  await cluster.node(2).stop('SIGKILL');
  cluster.node(2).start();
  await cluster.node(2).becomesReady();
  expect(await cluster.node(0).send('GET', '_cluster/health')).toMatchObject({ status: 'green', number_of_nodes: 3 });
});

test('everything restarts at once, and it is the same cluster with the same documents', async () => {
  const { uuid } = await cluster.node(0).cluster();
  await cluster.node(0).send('PUT', 'shop/_doc/1', { kept: true });
  await cluster.stop('SIGKILL');
  await cluster.start();
  expect(await cluster.node(2).cluster()).toEqual({ uuid, voters: 3 });
  expect(await cluster.node(2).send('GET', 'shop/_doc/1')).toMatchObject({ found: true, _source: { kept: true } });
});
