import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { issueCertificates } from './certificates';
import { Network } from './network';
import { type Changes, Node } from './node';

const forced = { ES_SETTING_CLUSTER_ROUTING_ALLOCATION_AWARENESS_FORCE_ZONE_VALUES: 'a,b,c' };
// Time to see that a node is gone, and to copy nothing.
const REBUILT = 20_000;

/** How many copies a shard has after zone c is lost, of one node in each zone that is named. */
async function copiesAfterLoss(zones: readonly string[], replicas: number, changes: Changes): Promise<number> {
  const network = new Network(zones.length);
  const certificates = issueCertificates();
  const nodes = zones.map((zone, index) => new Node(index, network, certificates, zone));
  const [first, , third] = nodes as [Node, Node, Node];
  try {
    for (const node of nodes) node.start(changes);
    for (const node of nodes) await node.joins();
    await first.send('PUT', 'shop', { settings: { number_of_replicas: replicas, 'index.unassigned.node_left.delayed_timeout': '0s' } });
    await first.send('GET', '_cluster/health?wait_for_status=green&timeout=60s');
    await third.stop();
    await setTimeout(REBUILT);
    const health = (await first.send('GET', '_cluster/health')) as { active_shards: number };
    return health.active_shards;
  } finally {
    await Promise.all(nodes.map((node) => node.remove()));
    network.remove();
    rmSync(certificates, { recursive: true });
  }
}

test.each([
  ['the zone that has none takes a lost copy', ['a', 'b', 'c'], 1, {}, 2],
  ['it does so as well where zones are forced', ['a', 'b', 'c'], 1, forced, 2],
  ['a zone that has one takes a second', ['a', 'b', 'c', 'a'], 2, {}, 3],
  ['it takes none where zones are forced', ['a', 'b', 'c', 'a'], 2, forced, 2],
] as const)('%s', async (_, zones, replicas, changes, copies) => {
  expect(await copiesAfterLoss(zones, replicas, changes)).toBe(copies);
});
