import { NODE_RATE } from '../../../src/cluster/rates';
import { sources } from '../../../src/cluster/sources';
import { downtimeOf, quiet, row, service, web } from './table';

test('a figure keeps the address of its source through every calculation', () => {
  const measured = {
    ...quiet,
    zones: quiet.zones.map((zone) => ({ ...zone, pools: zone.pools.map((it) => ({ ...it, rate: NODE_RATE })) })),
  };
  expect(row(downtimeOf([web(), service()], measured), 'node-failover').events).toMatchObject(sources.ford);
});

test("one's own figure has the address that the topology states, or none", () => {
  const outside = { name: 'DNS', kind: 'other', availability: '99.9%', source: 'own probes' } as const;
  const url = 'https://shop.example/probes';
  const of = (it: object) => row(downtimeOf([web(), service()], { ...quiet, outside: [{ ...outside, ...it }] }), 'other').unavailability;
  expect(of({ url })).toMatchObject({ source: 'own probes', url });
  expect(of({})).not.toHaveProperty('url');
});

test.each(Object.entries(sources))('%s has a short name and an address', (_, { source, url }) => {
  expect(source.length).toBeLessThan(90);
  expect(url).toMatch(/^https:\/\/\S+$/);
});
