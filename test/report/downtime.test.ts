import type { Saving } from '../../src/availability';
import { downtimeText } from '../../src/report/downtime';
import { expectedChanges } from '../../src/report/left-for-changes';
import { notIncludedText } from '../../src/report/not-included';
import { serviceTable } from '../../src/report/table';
import { downtime, election, entry, estimate, nothing, range, region, serviceWith } from './downtimes';

test('the largest rows come first, the others in one line, and those that cost nothing not at all', () => {
  expect(
    downtimeText([serviceWith({})])
      .join('')
      .split('\n'),
  ).toEqual([
    'backend, target 99.95%: 263 minutes a year',
    '  CAUSE                     A YEAR         OF REQUESTS  NOTICE  RECOVER  MINUTES             SOURCE',
    '  region                    0.01% of time  100%         -       -        52.6 (5.3 to 53)    service level of EC2; assumed: share of requests',
    '  election (elasticsearch)  11.4           33%          90 s    2 h      5.7 (2 to 17)       Ford et al., OSDI 2010; assumed: recover',
    '  entry-health-check        11.4           33%          12 s    0 s      0.76 (0.38 to 1.5)  Ford et al., OSDI 2010',
    '  2 smaller                                                              0.502 (0.3 to 0.9)',
    '  together                                                               59.6 (7.9 to 72)',
    '  left for changes                                                       203 (190 to 260)',
  ]);
});

test('what is left says how many failed releases it pays for, beside how many there are', () => {
  const changes = {
    releases: estimate(52, 'assumption: one a week', 'assumption'),
    failing: estimate(0.05, 'DORA 2024', 'measured'),
    share: estimate(1, 'everyone', 'assumption'),
    notice: estimate(1200, 'an alert', 'assumption'),
    recover: estimate(2400, 'a rollback', 'assumption'),
    minutes: range(156),
    affordable: range(3.39),
  };
  expect(downtimeText([serviceWith({ changes })]).join('')).toMatch(
    /\n {2}left for changes +203 \(190 to 260\) +3\.3 failed releases of 60 minutes\n {2}changes expected +156 +2\.6 failed releases: 5% of 52$/,
  );
  // What is left shows as many failed releases as are expected, and is 2.8 minutes too little all the same.
  const short = { left: range(153.16), changes: { ...changes, affordable: range(2.553) } };
  expect(downtimeText([serviceWith(short)]).join('')).toMatch(
    /\n {2}left for changes +153 +2\.5 failed releases .*\n {2}changes expected +156 .*\n {2}short for changes +2\.84 +more expected than left$/,
  );
  const none = { left: range(-26.3), changes: { ...changes, affordable: range(0) } };
  expect(downtimeText([serviceWith(none)]).join('')).toMatch(/\n {2}left for changes +none: 26\.3 too many\n {2}changes expected +156 .*$/);
  expect(
    expectedChanges([serviceWith({ changes }), serviceWith({ changes }, { service: 'api' }), serviceWith(short), serviceWith(none)]),
  ).toEqual([
    'backend, api: changes are expected to cost 156 of the minutes left',
    'backend: changes are expected to cost 156 minutes, 2.84 more than the 153 left',
    'backend: changes are expected to cost 156 minutes, and none are left',
  ]);
});

test('the two largest savings of the sum are named, unless the finding of a budget names them', () => {
  const savings: readonly Saving[] = [
    { change: 'serve from a second region', before: 60, after: 8, won: 52, atMost: 'switching is not counted' },
    { change: 'fail less', of: 'changes', before: 216, after: 138, won: 78 },
    { change: 'check faster', before: 60, after: 57, won: 3 },
    { change: 'a third', before: 60, after: 58, won: 2 },
  ];
  const [text = ''] = downtimeText([serviceWith({ savings })]);
  expect(text.split('\n').slice(-2)).toEqual(['  up to 52 minutes less: serve from a second region', '  3 minutes less: check faster']);
  expect(downtimeText([serviceWith({ savings, verdict: 'missed' })]).join('')).not.toContain(' less: ');
  // The finding of a structure that isn't proved names what proves it, and no minutes.
  const capacity = { ...region, id: 'capacity', minutes: { value: 100, low: 50, high: 200 } };
  const refuted = serviceWith({ savings, verdict: 'unknown', risks: [capacity] }, { verdict: 'refuted' });
  expect(downtimeText([refuted]).join('')).toContain(' less: serve from a second region');
});

test('what no sum includes is listed once, and what only some leave out by their names', () => {
  const without = (...whats: string[]) => whats.map((what) => ({ what, because: 'nobody declares it' }));
  const services = ['search', 'api', 'web'].map((service) =>
    serviceWith({ notIncluded: service === 'search' ? without('overload') : without('DNS', 'certificates', 'overload') }, { service }),
  );
  expect(notIncludedText(services)).toEqual(['Not included in these minutes:\n  all: overload\n  api, web: DNS; certificates']);
  const many = [...Array(7).keys()].map((index) => serviceWith({ notIncluded: without('DNS') }, { service: `web-${index}` }));
  expect(notIncludedText([serviceWith({ notIncluded: [] }), ...many])).toEqual([
    'Not included in these minutes:\n  web-0, web-1, web-2, web-3 and 3 more: DNS',
  ]);
  expect(notIncludedText([])).toEqual([]);
});

test('a line never stands for a single row', () => {
  const four = downtimeText([serviceWith({ risks: downtime.risks.slice(0, 4) })]).join('');
  expect(four).toContain('\n  node-failover ');
  expect(four).not.toContain('smaller');
});

test('a sum over the target says by how much', () => {
  const [text] = downtimeText([
    serviceWith({ risks: [region], allowed: 26.3, left: { value: -26.3, low: -26.3, high: 21 }, verdict: 'unknown' }),
  ]);
  expect(text).toMatch(/^ {2}left for changes +none: 26\.3 too many$/m);
});

test('a service without a target has a row in the table of services only', () => {
  const { allowed, left, verdict, ...bare } = downtime;
  const service = { ...serviceWith({}), target: undefined, downtime: bare };
  expect(downtimeText([service])).toEqual([]);
  expect(serviceTable([service])).toBe(
    'SERVICE  NEEDED  TARGET  PROVED  BUDGET  MINUTES/YEAR      LEFT FOR CHANGES  WEAKEST LINK\nbackend  2 of 3  -       yes     -       59.6 (7.9 to 72)  -                 region',
  );
});

test('a long source is cut short', () => {
  const long = { ...entry, events: { ...range(52), source: `a ${'long '.repeat(20)}sentence`, basis: 'topology' as const } };
  const [text = ''] = downtimeText([serviceWith({ risks: [long] })]);
  expect(text).toMatch(/ {2}a long (long ?)+\.{3}$/m);
});

test('an assumed rate is called one', () => {
  const assumed = { ...entry, events: { ...range(52, 2), source: 'one a week', basis: 'assumption' as const } };
  const told = { ...assumed, events: { ...assumed.events, source: 'assumption: once a week' } };
  const [text = ''] = downtimeText([
    serviceWith({ risks: [assumed, told, { ...election, of: undefined, recover: nothing.unavailability }] }),
  ]);
  expect(
    text
      .split('\n')
      .slice(2, 5)
      .map((line) => line.split(/ {2,}/).at(-1)),
  ).toEqual(['assumption: one a week', 'assumption: once a week', 'Ford et al., OSDI 2010']);
});

test.each([
  ['kept', 'kept'],
  ['missed', 'MISSED'],
  ['unknown', 'unknown'],
] as const)('the budget is %s', (verdict, text) => {
  const [, row = ''] = serviceTable([serviceWith({ verdict })]).split('\n');
  expect(row.split(/ {2,}/)).toEqual(['backend', '2 of 3', '99.95%', 'yes', text, '59.6 (7.9 to 72)', '203 (190 to 260)', 'region']);
});

test('a service that costs nothing has no weakest link', () => {
  expect(serviceTable([serviceWith({ risks: [nothing], sum: range(0) })])).toMatch(/ 0 .* none known$/);
});
