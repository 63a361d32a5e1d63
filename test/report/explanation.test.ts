import type { Changes, Saving } from '../../src/availability';
import { explanation } from '../../src/report/explanation';
import { downtime, election, estimate, range, region, serviceWith } from './downtimes';

test('every number of every row comes with its range, its source and its reason', () => {
  const decisive = ['region'];
  const savings: readonly Saving[] = [
    { change: 'serve from a second region', before: 59.6, after: 7, won: 52.6, atMost: 'switching is not counted' },
    { change: 'halve the share of releases that fail', of: 'changes', before: 215.6, after: 137.6, won: 78 },
    { change: 'set healthcheck-interval-seconds: 5', before: 59.6, after: 57.1, won: 2.5, verdict: 'missed' },
  ];
  const unhelpful = [{ what: 'longer preStop hooks', because: 'all of them sleep 20 s already' }];
  const service = serviceWith({ risks: [region, election], decisive, savings, unhelpful });
  expect(explanation([service], 'backend').split('\n')).toEqual([
    'Deployment shop/backend, target 99.95%: 263 minutes a year',
    '',
    'region: the region is down',
    '  52.6 (5.3 to 53) minutes a year = 0.0001 of the time x 100% of requests x 525960 minutes',
    '    share of time      0.0001 (0.00001 to 0.0001)  commitment: service level of EC2',
    '    share of requests  100%                        assumption: everyone',
    '',
    'election (elasticsearch): the elected master is lost',
    '  5.7 (2 to 17) minutes a year = 11.4 a year x 33% of requests x (90 s + 7200 s) / 60',
    '    a year             11.4 (5.7 to 22.8)   topology: Ford et al., OSDI 2010 (6 nodes and 3 zones)',
    '    share of requests  33%                  manifests: the ready pods (1 of 3 pods)',
    '    notice             90 s                 default: Elasticsearch 9 fault detection',
    '    recover            2 h (40 min to 6 h)  assumption: nobody measured it',
    '',
    'together: 59.6 (7.9 to 72) minutes a year, the sum of the 2 rows above',
    'left for changes: 203 (190 to 260) minutes a year',
    'budget kept: even 71.6 minutes are within the 263 minutes that the target allows',
    '  decided by: region',
    '',
    'To shorten it:',
    '  up to 52.6 minutes a year less: serve from a second region (switching is not counted)',
    '  78 minutes a year less of what releases cost: halve the share of releases that fail',
    '  2.5 minutes a year less: set healthcheck-interval-seconds: 5',
    '',
    'Of no use here:',
    '  longer preStop hooks: all of them sleep 20 s already',
    '',
    'Not included:',
    '  DNS: no rate is declared',
    '',
    'What a figure rests on, before its source:',
    "  manifests, topology  what they say, and no range but what the topology's factor gives it",
    '  default              what the software does where nothing else is written',
    '  measured             a range that the source gives, or as much as a factor of the topology says',
    '  estimated            from your own record of incidents: the 90% interval, which is wide where they are few',
    "  commitment           of a provider: half or twice as much, or as the topology's factor says",
    '  assumption           nobody has measured it: rates of failures a third or three times as much, work and releases half or twice',
    'The factors 2 and 3 are our judgement, which nobody has measured either: https://github.com/nines-dev/nines/blob/main/docs/decisions/0090-what-a-year-costs.md',
    '',
  ]);
});

test('changes are shown beside the sum, with the room that the target leaves for them', () => {
  const changes: Changes = {
    releases: estimate(52, 'assumption: one a week', 'assumption', { factor: 2 }),
    failing: estimate(0.05, 'DORA 2024', 'measured'),
    share: estimate(1, 'everyone', 'assumption'),
    notice: estimate(300, 'an alert', 'assumption'),
    recover: estimate(3300, 'a rollback', 'assumption'),
    minutes: range(156, 2),
    affordable: range(3.4),
  };
  expect(explanation([serviceWith({ changes })], 'shop/backend')).toContain(`
changes: no part of the sum, since what is left for them pays for them
  156 (78 to 310) minutes a year = 52 releases x 5% failing x 100% of requests x (300 s + 3300 s) / 60
    releases           52 a year (26 a year to 104 a year)  assumption: one a week
    failing            5%                                   measured: DORA 2024
    share of requests  100%                                 assumption: everyone
    notice             5 min                                assumption: an alert
    recover            55 min                               assumption: a rollback
  what is left pays for 3.4 failed releases a year, 60 minutes each
`);
  expect(explanation([serviceWith({ changes, left: range(153.16) })], 'backend')).toContain(
    '60 minutes each\n  they are expected to cost 2.84 minutes more than is left\n',
  );
});

test('where the budget is not kept a change says whether it would be', () => {
  const savings: readonly Saving[] = [
    { change: 'check faster', before: 300, after: 260, won: 40, verdict: 'kept' },
    { change: 'let hooks sleep', before: 300, after: 290, won: 10, verdict: 'unknown' },
  ];
  expect(explanation([serviceWith({ savings, verdict: 'missed' })], 'backend')).toContain(`
To shorten it:
  40 minutes a year less: check faster; the budget is kept with it
  10 minutes a year less: let hooks sleep
`);
});

test('each source that can be read somewhere is listed once, at the end', () => {
  const url = 'https://aws.example/sla';
  const agreement = { ...estimate(1e-4, 'service level of EC2', 'commitment'), url };
  const risks = [
    { ...region, unavailability: agreement },
    { ...region, id: 'load-balancer', unavailability: agreement },
  ];
  const text = explanation([serviceWith({ risks })], 'backend');
  expect(text.match(/https:\/\/aws/g)).toHaveLength(1);
  expect(text).toMatch(/\n\nSources:\n {2}service level of EC2: https:\/\/aws\.example\/sla\n$/);
});

test('an address is that of the first of several sources', () => {
  const url = 'https://aws.example/sla';
  const unavailability = { ...estimate(1e-4, 'service level of EC2; assumption: twice as well', 'assumption'), url };
  expect(explanation([serviceWith({ risks: [{ ...region, unavailability }] })], 'backend')).toMatch(
    /\n\nSources:\n {2}service level of EC2: https:\/\/aws\.example\/sla\n$/,
  );
});

test('the row of capacity names the likeliest failures at a time, in minutes', () => {
  const cutSets = [
    { events: ['any 1 of 3 zones', 'any 1 of 3 nodes that carry a pod'], probability: 5.4658942908615705e-8 },
    { events: ['any 2 of 3 zones'], probability: 3.9031859482079226e-8 },
  ];
  expect(explanation([serviceWith({}, { cutSets })], 'backend')).toContain(`
    the likeliest failures at a time:
      0.0287 minutes: any 1 of 3 zones and any 1 of 3 nodes that carry a pod
      0.0205 minutes: any 2 of 3 zones
      0.0527 minutes: all others

`);
});

test('what is listed comes to the row where nothing else is left', () => {
  const cutSets = [{ events: ['zone a'], probability: 0.102 / 525_960 }];
  expect(explanation([serviceWith({}, { cutSets })], 'backend')).toContain('\n      0.102 minutes: zone a\n\n');
});

test.each([
  ['missed', { value: 300, low: 280, high: 320 }, 'budget missed: even 280 minutes are more than the 263 minutes that the target allows'],
  ['unknown', { value: 250, low: 80, high: 320 }, 'budget unknown: the 263 minutes that the target allows lie between 80 and 320'],
] as const)('a budget that is %s says by which figures', (verdict, sum, words) => {
  expect(explanation([serviceWith({ verdict, sum })], 'backend')).toContain(`\n${words}\n`);
});

test('a service without a target has a sum, and no budget', () => {
  const { risks, sum } = downtime;
  const text = explanation(
    [{ ...serviceWith({}), target: undefined, downtime: { risks, sum, notIncluded: [] } }],
    'Deployment/shop/backend',
  );
  expect(text).toMatch(/^Deployment shop\/backend, without a target\n/);
  expect(text).toMatch(/\ntogether: 59\.6 \(7\.9 to 72\) minutes a year, the sum of the 6 rows above\n\nWhat a figure rests on/);
});

test.each([
  ['backed', [serviceWith({})], "--explain: no service 'backed'; write backend"],
  [
    'search',
    [serviceWith({}), serviceWith({}, { service: 'web' })],
    "--explain: no service 'search'; write Deployment/shop/backend or Deployment/shop/web",
  ],
  [
    'backend',
    [serviceWith({}), serviceWith({}, { namespace: 'test' })],
    "--explain: 2 services are named 'backend'; write Deployment/shop/backend or Deployment/test/backend",
  ],
  ['backend', [], "--explain: no service 'backend'; the manifests have no Deployment, StatefulSet or DaemonSet"],
])('the name %s of %j is refused', (name, services, message) => {
  expect(() => explanation(services, name)).toThrow(message);
});
