import { downtimeOf, idsOf, ingress, quiet, row, service, web } from './table';

const region = { name: 'region eu-west-1', kind: 'region', availability: '99.99%', source: 'its agreement' } as const;
const balancer = { name: 'the load balancer', kind: 'load-balancer', availability: '99.9%', source: 'its agreement' } as const;
const reached = [web(), service(), ingress('alb')];

test('what a provider commits itself to: a year x (1 - availability), half or twice that', () => {
  const { minutes, cause, unavailability } = row(downtimeOf(reached, { ...quiet, outside: [region] }), 'region');
  expect(minutes).toEqual({ value: expect.closeTo(52.596, 9), low: expect.closeTo(26.298, 9), high: expect.closeTo(105.192, 9) });
  expect([cause, unavailability?.basis]).toEqual(['region eu-west-1 is not available', 'commitment']);
});

test('what was measured has no range', () => {
  const { minutes } = row(downtimeOf(reached, { ...quiet, outside: [{ ...region, basis: 'measured' }] }), 'region');
  expect(minutes.high).toBe(minutes.low);
});

test.each([
  ['an assumption', { source: 'assumption: as good as its rival' }, 'assumption', 3],
  ['what is said to be assumed', { basis: 'assumption' }, 'assumption', 3],
  ['a commitment that was measured after all', { source: 'assumption', basis: 'measured' }, 'measured', 1],
  ['a factor of a commitment', { factor: 4 }, 'commitment', 4],
  ['a factor of a measurement', { basis: 'measured', factor: 1.5 }, 'measured', 1.5],
  ['a factor of an assumption', { source: 'Assumed', factor: 10 }, 'assumption', 10],
] as const)('%s widens the range as elsewhere in the topology', (_, more, basis, factor) => {
  const { minutes, unavailability } = row(downtimeOf(reached, { ...quiet, outside: [{ ...region, ...more }] }), 'region');
  expect([unavailability?.basis, minutes.value / minutes.low, minutes.high / minutes.value]).toEqual([
    basis,
    expect.closeTo(factor, 9),
    expect.closeTo(factor, 9),
  ]);
});

test('nothing is away for longer than all of the time', () => {
  const { minutes } = row(downtimeOf(reached, { ...quiet, outside: [{ ...region, availability: '50%', factor: 9 }] }), 'region');
  expect(minutes.high).toBe(525_960);
});

test('a load balancer concerns what is reached from outside', () => {
  const topology = { ...quiet, outside: [balancer] };
  expect(row(downtimeOf(reached, topology), 'load-balancer').minutes.value).toBeCloseTo(525.96, 9);
  expect(idsOf(downtimeOf([web(), service()], topology))).not.toContain('load-balancer');
  const named = { ...quiet, outside: [{ ...balancer, services: ['Deployment/shop/web'] }] };
  expect(idsOf(downtimeOf([web(), service()], named))).toContain('load-balancer');
});

test('two of a kind are two rows', () => {
  const other = { ...region, name: 'the payment provider', kind: 'other' } as const;
  expect(idsOf(downtimeOf(reached, { ...quiet, outside: [other, other] }))).toEqual(expect.arrayContaining(['other', 'other-2']));
});

test("the rate of the topology's region is a row, and no part of the capacity", () => {
  const rate = { mtbf: '8766h', mttr: '2h', source: 'own record' };
  const downtime = downtimeOf(reached, { ...quiet, region: { rate } });
  expect(row(downtime, 'region-rate').minutes.value).toBeCloseTo((8766 / 8768) * 120, 9);
  expect(row(downtime, 'capacity').minutes.value).toBe(row(downtimeOf(reached), 'capacity').minutes.value);
});

test('what is not declared is not included, and says so', () => {
  const what = (outside: readonly (typeof region | typeof balancer)[], values = reached) =>
    downtimeOf(values, { ...quiet, outside }).notIncluded.map((it) => it.what);
  const always = [
    'nodes that reboot, hang or are cut off for a while',
    'the control plane, the DNS of the cluster and the storage of volumes',
    'releases that fail',
    'overload, bugs, lost data and deleted objects',
  ];
  expect(what([])).toEqual(['the region', 'the load balancer', 'DNS', 'certificates and who issues them', ...always]);
  expect(what([region, balancer])).toEqual(['DNS', 'certificates and who issues them', ...always]);
  expect(what([region], [web(), service()])).toEqual(always);
});

test('of a cluster of one zone that may be lost, capacity counts a part of the region', () => {
  const because = 'the topology lists nothing of kind region under outside';
  const [zone] = quiet.zones as readonly [(typeof quiet.zones)[number]];
  const of = (rate: 'never' | typeof zone.rate) => downtimeOf(reached, { ...quiet, zones: [{ ...zone, rate }] }).notIncluded;
  expect(of(zone.rate)).toContainEqual({ what: 'the region beyond its only zone, which capacity counts', because });
  expect(of('never')).toContainEqual({ what: 'the region', because: `${because}, so how available it is is unknown` });
});

test('what was recorded is included', () => {
  const incident = { start: '2024-02-01 09:30', end: '2024-02-01 09:42', cause: 'region', share: 1 };
  const incidents = { source: 'records.csv', from: '2024-01-01', until: '2025-01-01', incidents: [incident] };
  const left = downtimeOf(reached, { ...quiet, incidents }).notIncluded.map((it) => it.what);
  expect(left).not.toContain('the region');
  expect(left).toContain('DNS');
});

test('a controller in the cluster is not judged, and says so', () => {
  expect(downtimeOf([web(), service(), ingress('traefik')]).notIncluded).toContainEqual({
    what: 'the pods of the controller of Ingress shop/public',
    because: 'nothing in it names them; let the service depend on them where their manifests are at hand',
  });
});
