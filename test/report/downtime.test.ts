import { downtimeText } from '../../src/report/downtime';
import { serviceTable } from '../../src/report/table';
import { downtime, election, entry, nothing, range, region, serviceWith } from './downtimes';

test('the largest rows come first, the others in one line, and those that cost nothing not at all', () => {
  expect(
    downtimeText([serviceWith({})])
      .join('')
      .split('\n'),
  ).toEqual([
    'backend, target 99.95%: 263 minutes a year',
    '  CAUSE                     A YEAR         USERS  NOTICE  RECOVER  MINUTES             SOURCE',
    '  region                    0.01% of time  100%   -       -        52.6 (5.3 to 53)    service level of EC2; assumed: users',
    '  election (elasticsearch)  11.4           33%    90 s    2 h      5.7 (2 to 17)       Ford et al., OSDI 2010; assumed: recover',
    '  entry-health-check        11.4           33%    12 s    0 s      0.76 (0.38 to 1.5)  Ford et al., OSDI 2010',
    '  2 smaller                                                        0.502 (0.3 to 0.9)',
    '  together                                                         59.6 (7.9 to 72)',
    '  left for changes                                                 203 (190 to 260)',
  ]);
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
