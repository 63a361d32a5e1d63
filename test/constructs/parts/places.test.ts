import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Platform } from '../../../src';
import type { Pool, Taint } from '../../../src/cluster/topology';
import { placesOf } from '../../../src/constructs/parts/places';
import { refusalOf, threeZones } from '../elasticsearch/cluster';

const resources = { cpu: Cpu.millis(500), memory: Size.gibibytes(4) };
const taint: Taint = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' };

const pool = (count: number, memory = '6Gi', taints?: readonly Taint[], cpu = '1900m'): Pool => ({
  name: `pool-${memory}-${cpu}-${taints?.length ?? 0}`,
  count,
  taints,
  allocatable: { cpu, memory, pods: 29 },
  rate: 'never',
});

/** A platform of zones, each of pools; one list without zones' labels is a place without zones. */
const platformOf = (...zones: readonly (readonly Pool[])[]) =>
  new Platform({
    ...threeZones,
    name: 'ours',
    topology: {
      kubernetes: '1.36',
      zones: zones.map((pools, index) => ({ name: `zone-${index}`, label: zones.length > 1, rate: 'never', pools })),
    },
  });

test.each<[string, Platform, number]>([
  ['a node each', platformOf([pool(1)], [pool(1)], [pool(1)]), 3],
  ['a zone with a taint, which still counts for the spread', platformOf([pool(2)], [pool(2)], [pool(2, '6Gi', [taint])]), 2],
  ['a zone of small nodes', platformOf([pool(2)], [pool(2)], [pool(2, '3Gi')]), 2],
  ['a zone of slow nodes', platformOf([pool(2)], [pool(2)], [pool(2, '6Gi', [], '400m')]), 2],
  ['a taint that is only a wish', platformOf([pool(1)], [pool(1)], [pool(1, '6Gi', [{ ...taint, effect: 'PreferNoSchedule' }])]), 3],
  ['a fourth zone with a taint', platformOf([pool(2)], [pool(2)], [pool(2)], [pool(1, '6Gi', [taint])]), 3],
  ['nodes with a taint beside others in each zone', platformOf(...[0, 1, 2].map(() => [pool(1), pool(1, '6Gi', [taint])])), 3],
  ['nodes with room for two each', platformOf(...[0, 1, 2].map(() => [pool(1, '8Gi')])), 6],
  ['three nodes without zones', platformOf([pool(3)]), 3],
  ['three nodes without zones, one too small', platformOf([pool(2), pool(1, '3Gi')]), 2],
  ['as many nodes as a cluster can have', platformOf([pool(5000)]), 5000],
])('counts the places of %s', (_, platform, places) => {
  expect(placesOf(platform, resources)).toBe(places);
});

test('within zones, a tainted node blocks no pods', () => {
  const platform = platformOf(...[0, 1, 2].map(() => [pool(1, '12Gi'), pool(1, '12Gi', [taint])]));
  expect(placesOf(platform, resources)).toBe(9);
});

test('masters that can’t be scheduled are refused, even without a promise', () => {
  const platform = platformOf([pool(2)], [pool(2)], [pool(2, '6Gi', [taint])]);
  expect(refusalOf({ platform, resources })).toBe(
    "elasticsearch 'test/search': masters must all be scheduled to bootstrap the cluster, but only 2 of 3 fit on the nodes of ours, at 500m of CPU and 4Gi of memory each; reduce the requests, or add or enlarge nodes without taints in every zone",
  );
  const inFour = [pool(2)];
  const fourth = platformOf(inFour, inFour, inFour, [pool(1, '6Gi', [taint])]);
  expect(refusalOf({ platform: fourth, resources })).toBe('nothing');
  expect(refusalOf({ platform: fourth, resources, masters: 5 })).toContain('only 3 of 5 fit on');
});
