import { JsonPatch, Size } from 'cdk8s';
import { type NodeSet, prove } from '../../../../src';
import { hallsAndAttic, provable, tiers } from './sets';

/** The verdict on each set, and what is wrong with those that aren't proved. */
function verdicts(sets: Readonly<Record<string, NodeSet>>, change: Parameters<typeof provable>[0] = {}) {
  const { chart, platform } = provable({ availability: '99.5%', sets, ...change });
  const { services } = prove(chart, platform, {});
  return Object.fromEntries(
    services.map(({ service, needed, replicas, verdict, singlePointsOfFailure }) => [
      service.replace('elasticsearch-', ''),
      [`${needed} of ${replicas}`, verdict, ...singlePointsOfFailure.map(({ event, because }) => `${event}: ${because}`)],
    ]),
  );
}

test('a cluster of four sets is proved, each with a need of its own', () => {
  expect(verdicts(tiers)).toEqual({
    masters: ['2 of 3', 'proved'],
    hot: ['2 of 3', 'proved'],
    warm: ['5 of 6', 'proved'],
    coordinating: ['1 of 2', 'proved'],
  });
});

describe('each set has to survive every single failure, or clients do not', () => {
  test('a tier with one copy of each shard loses it with a node', () => {
    const { warm, coordinating } = verdicts({ ...tiers, warm: { ...tiers.warm, indexReplicas: 0 } });
    const lost = expect.stringMatching(/^lose one node: .*every copy of a shard may be lost$/);
    expect(warm?.slice(1)).toEqual(expect.arrayContaining(['refuted', lost]));
    expect(coordinating?.[1]).toBe('refuted');
  });

  test('but not if clients are served without it', () => {
    const { warm, coordinating } = verdicts({ ...tiers, warm: { ...tiers.warm, indexReplicas: 0, optional: true } });
    expect([warm?.[1], coordinating?.[1]]).toEqual(['refuted', 'proved']);
  });

  test('a need that a lost zone does not leave', () => {
    expect(verdicts({ ...tiers, warm: { ...tiers.warm, needed: 5 } })['warm']?.slice(1)).toEqual([
      'refuted',
      'lose zone a: 2 of 6 replicas may run in it (2/2/2 by zone), 5 are needed',
    ]);
  });

  test('masters that a patch makes two', () => {
    const { chart, search, platform } = provable({ availability: '99.5%' });
    search.nodeSets['masters']?.statefulSet.addJsonPatch(JsonPatch.replace('/spec/replicas', 2));
    expect(prove(chart, platform).service('elasticsearch-masters').verdict).toBe('refuted');
  });
});

test('data in two halls and a vote in a third place survive the loss of any of them', () => {
  const zones = ['hall-a', 'hall-b'];
  const sets = {
    masters: { roles: ['master'], count: 3, storage: Size.gibibytes(10), votingOnlyZone: 'attic' },
    data: { roles: ['data', 'ingest'], count: 4, storage: Size.gibibytes(100), zones },
  } as const;
  expect(verdicts(sets, { platform: hallsAndAttic })).toEqual({ masters: ['2 of 3', 'proved'], data: ['3 of 4', 'proved'] });
});
