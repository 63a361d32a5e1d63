import { Cluster } from '../cluster';
import type { Changes } from '../node';

const forced = { ES_SETTING_CLUSTER_ROUTING_ALLOCATION_AWARENESS_FORCE_ZONE_VALUES: 'a,b,c' };

/** How many copies a shard has after zone c is lost, of one node in each zone that is named. */
async function copiesAfterLoss(zones: readonly string[], replicas: number, changes: Changes): Promise<number> {
  const cluster = new Cluster({ zones });
  try {
    await cluster.start(changes);
    const first = cluster.node(0);
    await first.send('PUT', 'shop', {
      settings: { number_of_shards: 1, number_of_replicas: replicas, 'index.unassigned.node_left.delayed_timeout': '0s' },
    });
    await cluster.green();
    await cluster.node(2).stop();
    // The master has removed the node and has allocated what it allocates.
    await first.send('GET', `_cluster/health?wait_for_nodes=${zones.length - 1}&timeout=60s`);
    await first.send('POST', '_cluster/reroute');
    await first.send('GET', '_cluster/health?wait_for_events=languid&wait_for_no_initializing_shards=true&timeout=60s');
    const health = (await first.send('GET', '_cluster/health')) as { active_shards: number };
    return health.active_shards;
  } finally {
    await cluster.remove();
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
