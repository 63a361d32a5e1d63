import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { hallsAndAttic, refusalOf, tiers, twoHalls } from './sets';

const { masters, hot, warm, coordinating } = tiers;
const small = { cpu: Cpu.millis(100), memory: Size.gibibytes(2) };

test.each<[string, Record<string, unknown>, string]>([
  [
    'no sets',
    { sets: undefined },
    "sets must be sets by name with roles, got nothing; write { masters: { roles: ['master'], count: 3, storage }, data: { roles: ['data', 'ingest'], count: 3, storage } }",
  ],
  [
    'the name of a set',
    { sets: { ...tiers, Cold: warm } },
    "sets must have names of lower-case letters, digits and '-', got 'Cold'; write a name such as hot",
  ],
  [
    'an unknown role',
    { sets: { ...tiers, hot: { ...hot, roles: ['data_hot', 'voting_only'] } } },
    "sets.hot.roles must be different roles of Elasticsearch, got 'voting_only'; use master, data, ingest, data_content, data_hot, data_warm, data_cold, data_frozen, ml, remote_cluster_client, transform; a tie-breaker is votingOnlyZone of the masters",
  ],
  [
    'all tiers and one of them',
    { sets: { masters, all: { ...hot, roles: ['data', 'data_hot'] } } },
    'sets.all.roles must not have data, which is every tier, beside a tier; remove data, or the tiers',
  ],
  [
    'no masters',
    { sets: { hot, warm } },
    'sets must have one set with the role master, got none; give the role to one set; its pods spread over all of its zones',
  ],
  [
    'masters in two sets',
    { sets: { ...tiers, others: masters } },
    'sets must have one set with the role master, got masters and others; give the role to one set; its pods spread over all of its zones',
  ],
  [
    'a tier in two sets',
    { sets: { ...tiers, old: warm } },
    "sets must have each tier in one set, got 'data_warm' twice; make it one larger set",
  ],
  [
    'all tiers in one set and one in another',
    { sets: { masters, all: { ...hot, roles: ['data'] }, warm } },
    "sets must have each tier in one set, got 'data' beside tiers; make it one larger set",
  ],
  [
    'no place for new data',
    { sets: { masters, warm } },
    "sets must have data, or data_content and data_hot, got data_warm; add ['data_hot', 'data_content'] to a set",
  ],
  ['unknown clients', { clients: 'cold' }, "clients must be the name of a set, got 'cold'; write one of masters, hot, warm, coordinating"],
  [
    'two masters',
    { sets: { ...tiers, masters: { ...masters, count: 2 } } },
    'sets.masters.count must be 3, 5 or 7 to form a quorum, got 2; use 3, 5 or 7',
  ],
  [
    'one node of a set',
    { sets: { ...tiers, coordinating: { ...coordinating, count: 1 } } },
    'sets.coordinating.count must be 2 or more, so that one can fail, got 1; write 2 or more',
  ],
  [
    'data without a volume',
    { sets: { ...tiers, hot: { ...hot, storage: undefined } } },
    'sets.hot.storage is required of nodes with votes or shards; write Size.gibibytes(100)',
  ],
  [
    'a volume for nothing',
    { sets: { ...tiers, coordinating: { ...coordinating, storage: Size.gibibytes(5) } } },
    'sets.coordinating.storage has no use without votes and shards, got 5Gi; omit it',
  ],
  [
    'a class of storage',
    { sets: { ...tiers, hot: { ...hot, storageClassName: 'Fast' } } },
    "sets.hot.storageClassName must be the name of a StorageClass, got 'Fast'; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    'a need of all nodes',
    { sets: { ...tiers, hot: { ...hot, needed: 3 } } },
    'sets.hot.needed must be at least 1 and less than count (3), so that one node can fail, got 3; write 2 at most, or omit it',
  ],
  [
    'more copies than nodes',
    { sets: { ...tiers, hot: { ...hot, indexReplicas: 3 } } },
    'sets.hot.indexReplicas must be a whole number from 0 to 2, since each of the 3 nodes holds at most one copy of a shard, got 3; reduce it, or add nodes',
  ],
  [
    'a heap without room',
    { sets: { ...tiers, hot: { ...hot, heap: Size.gibibytes(2) } } },
    'sets.hot.heap must leave half of the memory of 2Gi for the file system cache, got 2Gi; omit it, or request more memory',
  ],
  [
    'a zone that is not there',
    { sets: { ...tiers, hot: { ...hot, zones: ['a', 'x'] } } },
    'sets.hot.zones must be zones of aws, got ["a","x"]; use a, b, c',
  ],
  [
    'tiers in different zones',
    { sets: { ...tiers, warm: { ...warm, zones: ['a', 'b'] } } },
    'sets.warm.zones must be those of hot (a, b, c), or copies of shards are never allocated, got a, b; give all sets with data the same zones',
  ],
  [
    'a tie-breaker with data',
    { sets: { all: { ...hot, roles: ['master', 'data'], votingOnlyZone: 'c' } } },
    'sets.all.votingOnlyZone requires masters without other roles; move the other roles to another set',
  ],
  [
    'a tie-breaker between two halls and no third place',
    { platform: twoHalls, sets: { masters: { ...masters, votingOnlyZone: 'hall-b' }, hot } },
    "sets.masters.votingOnlyZone must be one of three or more zones of its masters, got 'hall-b' of hall-a, hall-b; add the zone to the platform, and its nodes",
  ],
  [
    'masters in two halls',
    { platform: twoHalls, sets: { masters, hot } },
    "sets.masters.count must keep a majority when a zone is lost, but one of 2 zones holds 2 of 3; use 3 zones or more, write zoneLoss: { accept: 'larger-zone', because: '...' }, or write accept: 'single-replica', because: '...'",
  ],
  [
    'a loss accepted for nothing',
    { zoneLoss: { accept: 'larger-zone', because: 'x' } },
    'zoneLoss has no effect: a majority survives the loss of any zone; omit it',
  ],
  [
    'a loss accepted without a reason',
    { platform: twoHalls, sets: { masters, hot }, zoneLoss: { accept: 'larger-zone', because: '' } },
    "zoneLoss.because must say why 'larger-zone' is accepted, got ''; write a reason that still makes sense in a year",
  ],
  [
    'more pods than places',
    { platform: hallsAndAttic, sets: { masters: { ...masters, resources: { ...small, memory: Size.gibibytes(6) } }, hot } },
    'sets.masters.count must all be scheduled to bootstrap the cluster, but only 2 of 3 fit on the nodes of ours, at 100m of CPU and 6Gi of memory each; reduce the requests, or add or enlarge nodes without taints in every zone',
  ],
])('refuses %s', (_, change, problem) => {
  expect(refusalOf(change)).toBe(`elasticsearch node sets 'test/search': ${problem}`);
});
