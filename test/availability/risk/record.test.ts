import { withRecord } from '../../../src/availability/risk/record';
import { rateInterval } from '../../../src/availability/risk/record-interval';
import type { Risk } from '../../../src/availability/risk/risk';
import { eventRisk, shareRisk } from '../../../src/availability/risk/row';
import type { Incident } from '../../../src/cluster/incidents';
import { recordText } from '../../../src/report/record';
import { capacity, estimate, region } from '../../report/downtimes';
import { downtimeOf, ingress, quiet, row, service, web } from './table';

const incident = (cause: string, minutes: number, share: number, day = 1): Incident => {
  const end = new Date(Date.UTC(2024, 0, day, 10, minutes)).toISOString();
  return { start: new Date(Date.UTC(2024, 0, day, 10)).toISOString(), end, cause, share };
};
/** Two years of 8766 hours. */
const window = { source: 'records.csv', from: '2024-01-01', until: '2025-12-31T12:00Z' };
const of = (...incidents: readonly Incident[]) => ({ ...window, incidents });

function nodes(events: number, factor = 1): Risk {
  const figures = {
    share: estimate(1 / 3, 'pods', 'manifests'),
    notice: estimate(50, 'grace', 'default'),
    recover: estimate(0, '-', 'default'),
  };
  return eventRisk(
    { id: 'node-failover', cause: 'a node is lost' },
    { events: estimate(events, 'Ford et al.', 'topology', { factor }), ...figures },
  );
}

test('without a record nothing changes', () => {
  const risks = [region, capacity];
  expect(withRecord(risks, undefined)).toEqual({ risks });
});

test('a recorded cause takes the place of its row, with its rate, share and duration', () => {
  // Three losses of 2, 2 and 8 minutes that hit 25%, 25% and all of the users.
  const record = of(incident('node', 2, 0.25), incident('node-failover', 2, 0.25, 2), incident('node', 8, 1, 3));
  const { risks } = withRecord([nodes(8), { ...nodes(8), of: 'StatefulSet/shop/search' }, capacity], record);
  expect(risks.map(({ id }) => id)).toEqual(['capacity', 'node-failover']);
  const [, replaced] = risks;
  expect(replaced?.events).toMatchObject({ ...rateInterval(3, 2), source: 'records.csv', basis: 'estimated' });
  expect(replaced?.cause).toBe('a node is lost');
  expect(replaced?.recover?.value).toBe(240);
  expect(replaced?.share.value).toBeCloseTo((2 * 0.25 + 2 * 0.25 + 8) / 12, 12);
  // 9 minutes of all users were lost by 3 incidents: 3 minutes each, 1.75 times a year.
  expect(replaced?.minutes.value).toBeCloseTo(1.75 * 3, 12);
  // The rate may be 3.23 times as small and 2.01 times as large (chi-square of 7), the duration 2.1 and 3.67 times (of 6).
  expect(replaced?.minutes.low).toBeCloseTo(5.25 / Math.exp(Math.hypot(Math.log(1.75 / 0.5418374773), Math.log(12.591587 / 6))), 5);
  expect(replaced?.minutes.high).toBeCloseTo(5.25 * Math.exp(Math.hypot(Math.log(3.516785112 / 1.75), Math.log(6 / 1.635383))), 4);
});

test('one incident in one year is told so', () => {
  const { risks, record } = withRecord([region], { ...of(incident('region', 12, 1)), until: '2024-12-31T06:00Z' });
  expect(risks[0]?.events?.because).toBe("1 in 1 year; (n + 1/2) / T and the 90% interval of the posterior under Jeffreys' prior");
  expect(recordText(record ?? [], 'web')).toContain('Your record of 1 year, beside');
});

test('a cause of its own becomes a row of its own, and a release is none', () => {
  const { risks, record } = withRecord([capacity], of(incident('expired-certificate', 30, 1), incident('release', 60, 1, 2)));
  expect(risks.map(({ id, cause }) => [id, cause])).toEqual([
    ['capacity', 'fewer pods are ready than needed'],
    ['expired-certificate', "incidents of the cause 'expired-certificate'"],
  ]);
  expect(record?.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['expired-certificate', 'not modelled'],
    ['release', 'not modelled'],
  ]);
});

test('a second outside service of a kind, and the rate of the region, are of the kind', () => {
  const twins = [region, { ...region, id: 'region-2' }, { ...region, id: 'region-rate' }, { ...region, id: 'regional-dns' }];
  expect(withRecord(twins, of(incident('region', 30, 1))).risks.map(({ id }) => id)).toEqual(['regional-dns', 'region']);
});

test.each([
  [8, 1, 'fewer', { low: 10, high: 23 }],
  [1.5, 1, 'consistent', { low: 1, high: 6 }],
  [0.1, 1, 'more', { low: 0, high: 1 }],
  [8, 10, 'consistent', { low: 0, high: 52 }],
])('three incidents in two years where the model expects %d a year within a factor of %d: %s', (events, factor, verdict, expected) => {
  const incidents = [1, 2, 3].map((day) => incident('node', 2, 0.25, day));
  const [found] = withRecord([nodes(events, factor)], of(...incidents)).record ?? [];
  expect(found).toMatchObject({ incidents: 3, years: expect.closeTo(2, 10), verdict, expected });
});

test('where the model tells no number of events, the minutes are compared', () => {
  const [short] = withRecord([region], of(incident('region', 1, 0.01))).record ?? [];
  expect([short?.verdict, short?.expected]).toEqual(['fewer', undefined]);
  const [long] = withRecord([region], of(incident('region', 120, 1))).record ?? [];
  expect([long?.verdict, long?.modelled]).toEqual(['consistent', region.minutes]);
  const endless = shareRisk(
    { id: 'region', cause: 'it is down' },
    { unavailability: { ...estimate(1e-6, 'SLA', 'commitment') }, share: region.share },
  );
  expect(withRecord([endless], of(incident('region', 1200, 1))).record?.[0]?.verdict).toBe('more');
});

test('a cause without an incident keeps its row, and the comparison says how many the model expects', () => {
  const dependency = { ...nodes(1), of: 'StatefulSet/shop/search' };
  const { risks, record } = withRecord([region, nodes(8), dependency, capacity], of(incident('dns', 12, 0.5)));
  expect(risks.slice(0, 4)).toEqual([region, nodes(8), dependency, capacity]);
  const none = { incidents: 0, years: expect.closeTo(2, 10), minutes: { value: 0, low: 0, high: 0 } };
  expect(record?.slice(1)).toEqual([
    { id: 'region', ...none, modelled: region.minutes, verdict: 'fewer' },
    // Eight a year of the service's own pods are sixteen in two years, and with those of the dependency eighteen: 10 to 25 nine times of ten.
    { id: 'node-failover', ...none, modelled: expect.anything(), expected: { low: 10, high: 25 }, verdict: 'fewer' },
  ]);
});

test('failed releases are compared with those that are expected to fail', () => {
  const releases = { perYear: 52, failing: '5%', notice: '20m', recover: '40m', source: 'own record' };
  const incidents = of(incident('release', 30, 1), incident('release', 30, 1, 2));
  const { record = [], changes } = downtimeOf([web(), service()], { ...quiet, releases, incidents });
  // 2.6 a year are 5.2 in two years: 2 to 9 nine times of ten (Poisson).
  expect(record.find(({ id }) => id === 'release')).toMatchObject({
    incidents: 2,
    expected: { low: 2, high: 9 },
    modelled: changes?.minutes,
    verdict: 'consistent',
  });
});

test('of rows that count every pod that is replaced, the minutes are compared', () => {
  const rollouts = { ...nodes(156), id: 'rollout' };
  const [, rollout] = withRecord([rollouts], of(incident('dns', 12, 0.5))).record ?? [];
  expect([rollout, withRecord([rollouts], of(incident('rollout', 2, 0.25))).record?.[0]].map((it) => [it?.id, it?.expected])).toEqual([
    ['rollout', undefined],
    ['rollout', undefined],
  ]);
});

test('a row that costs nothing is not compared', () => {
  const absent = { ...region, minutes: { value: 0, low: 0, high: 0 } };
  expect(withRecord([absent], of(incident('dns', 12, 0.5))).record?.map(({ id }) => id)).toEqual(['dns']);
});

test('the comparison is printed', () => {
  const incidents = [1, 2, 3].map((day) => incident('node', 2, 0.25, day));
  const crash = { ...nodes(0.1), id: 'container-crash' };
  const { record = [] } = withRecord([nodes(8), crash, region], of(...incidents, incident('region', 30, 1), incident('dns', 12, 0.5)));
  expect(recordText(record, 'web').split('\n')).toEqual([
    'Your record of 2 years, beside the model of web (nine of ten times it expects so many incidents):',
    expect.stringMatching(/^ {2}CAUSE +INCIDENTS +EXPECTED +MINUTES\/YEAR +MODEL$/),
    expect.stringMatching(/^ {2}node-failover +3 +10 to 23 +0\.875 \(0\.22 to 3\.8\) +2\.22 +fewer than the model expects$/),
    expect.stringMatching(/^ {2}region +1 +- +22\.5 .* 52\.6 \(5\.3 to 53\) +doesn't contradict the model$/),
    expect.stringMatching(/^ {2}dns +1 +- +4\.5 .* - +not in the model$/),
    expect.stringMatching(
      /^ {2}container-crash +0 +0 to 1 +0 +0\.0278 +none recorded, so the model's row stays \(doesn't contradict the model\)$/,
    ),
  ]);
});

describe('an incident counts for what it can have hit', () => {
  const told = (incidents: readonly Incident[], values: Parameters<typeof downtimeOf>[0], name = 'web') =>
    downtimeOf(values, { ...quiet, incidents: { ...window, incidents } }, {}, name).risks.map(({ id }) => id);

  test('DNS and load balancers: what is reached from outside', () => {
    const found = [incident('dns', 12, 1), incident('load-balancer', 5, 1, 2), incident('region', 30, 1, 3)];
    const inside = told(found, [web(), service()]);
    expect(['dns', 'load-balancer', 'region'].filter((id) => inside.includes(id))).toEqual(['region']);
    expect(told(found, [web(), service(), ingress('nginx')])).toEqual(expect.arrayContaining(['dns', 'load-balancer', 'region']));
  });

  test('those that the topology says the outside service is for', () => {
    const dns = { name: 'DNS', kind: 'dns', availability: '100%', source: 'test', services: ['Deployment/shop/web'] } as const;
    const incidents = { ...window, incidents: [incident('dns', 12, 1)] };
    expect(row(downtimeOf([web(), service()], { ...quiet, outside: [dns], incidents }), 'dns').events?.basis).toBe('estimated');
  });

  test('a workload that it names, and what can not do without it', () => {
    const found = [{ ...incident('slow-query', 12, 1), service: 'Deployment/shop/api' }];
    const api = web({ name: 'api' });
    expect(told(found, [web(), api])).not.toContain('slow-query');
    expect(told(found, [web(), api], 'api')).toContain('slow-query');
    expect(told(found, [web({ annotations: { 'nines.dev/depends-on': 'Deployment/api' } }), api])).toContain('slow-query');
    const elsewhere = [{ ...incident('slow-query', 12, 1), service: 'Deployment/payments/ledger' }];
    expect(told(elsewhere, [web()])).not.toContain('slow-query');
    expect(() => told([{ ...incident('slow-query', 12, 1), service: 'Deployment/shop/wbe' }], [web()])).toThrow(
      "incidents: no workload 'Deployment/shop/wbe' in the manifests; did you mean 'Deployment/shop/web'?",
    );
  });
});
