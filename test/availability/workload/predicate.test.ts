import { copiesPerValue, predicateOf, quorumTolerance } from '../../../src/availability/workload/predicate';

type Of = Parameters<typeof predicateOf>[0];

function predicate(replicas: number, amount: Of['need']['amount'], elasticsearch?: Of['declared']['elasticsearch']) {
  return predicateOf({ need: { amount }, declared: { elasticsearch } } as Of, replicas);
}

test('k of n pods are needed', () => {
  expect(predicate(3, 2)).toEqual({ replicas: 3, needed: 2, tolerated: 1 });
  expect(predicate(5, 'majority')).toEqual({ replicas: 5, needed: 3, tolerated: 2 });
  expect(predicate(2, 3)).toEqual({ replicas: 2, needed: 3, tolerated: -1 });
});

test('an even number of masters leaves one without a vote, and it may be one that stays', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(quorumTolerance)).toEqual([0, 0, 1, 1, 2, 2, 3]);
});

test('a copy more than the average is never on the nodes of one value', () => {
  expect([copiesPerValue(2, 3), copiesPerValue(3, 2), copiesPerValue(4, 2), copiesPerValue(2, 0)]).toEqual([1, 2, 2, 2]);
});

describe('Elasticsearch', () => {
  test('masters keep a quorum', () => {
    expect(predicate(3, 1, { roles: ['master'] })).toEqual({ replicas: 3, needed: 2, tolerated: 1 });
    expect(predicate(5, 4, { roles: ['master'] })).toEqual({ replicas: 5, needed: 4, tolerated: 1 });
  });

  test('other nodes need one of them', () => {
    expect(predicate(3, 1, { roles: ['ingest'] })).toEqual({ replicas: 3, needed: 1, tolerated: 2 });
    expect(predicate(3, 0, { roles: ['ingest'] })).toMatchObject({ tolerated: 2 });
  });

  test('data nodes keep a copy of each shard', () => {
    const shards = { copies: 2, overZones: false, overNodes: false };
    expect(predicate(5, 1, { roles: ['data'] })).toEqual({ replicas: 5, needed: 4, tolerated: 4, shards });
    expect(predicate(5, 1, { roles: ['data_hot'], indexReplicas: 2 })).toEqual({
      replicas: 5,
      needed: 3,
      tolerated: 4,
      shards: { ...shards, copies: 3 },
    });
    expect(predicate(5, 1, { roles: ['master', 'data'], indexReplicas: 4 })).toMatchObject({ needed: 3, tolerated: 2 });
  });

  test('awareness keeps copies apart by zone, by node, or both', () => {
    const apart = (...awareness: string[]) => {
      const { overZones, overNodes } = predicate(3, 1, { roles: ['data'], awareness }).shards ?? {};
      return [overZones, overNodes];
    };
    expect([apart(), apart('zone'), apart('k8s_node_name'), apart('nodename', 'zone'), apart('zone', 'host'), apart('rack')]).toEqual([
      [false, false],
      [true, false],
      [false, true],
      [true, true],
      [true, true],
      [false, false],
    ]);
  });
});
