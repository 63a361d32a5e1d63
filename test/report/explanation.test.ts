import type { Changes } from '../../src/availability';
import { explanation } from '../../src/report/explanation';
import { downtime, election, estimate, range, region, serviceWith } from './downtimes';

test('every number of every row comes with its range, its source and its reason', () => {
  const decisive = ['region'];
  const savings = [{ change: 'set healthcheck-interval-seconds: 5', before: 59.6, after: 57.1, won: 2.5 }];
  const service = serviceWith({ risks: [region, election], decisive, savings });
  expect(explanation([service], 'backend').split('\n')).toEqual([
    'Deployment shop/backend, target 99.95%: 263 minutes a year',
    '',
    'region: the region is down',
    '  52.6 (5.3 to 53) minutes a year = 0.0001 of the time x 100% of requests x 525960 minutes',
    '    share of time  0.0001 (0.00001 to 0.0001)  commitment: service level of EC2',
    '    users          100%                        assumption: everyone',
    '',
    'election (elasticsearch): the elected master is lost',
    '  5.7 (2 to 17) minutes a year = 11.4 a year x 33% of requests x (90 s + 7200 s) / 60',
    '    a year   11.4 (5.7 to 22.8)   topology: Ford et al., OSDI 2010 (6 nodes and 3 zones)',
    '    users    33%                  manifests: the ready pods (1 of 3 pods)',
    '    notice   90 s                 default: Elasticsearch 9 fault detection',
    '    recover  2 h (40 min to 6 h)  assumption: nobody measured it',
    '',
    'together: 59.6 (7.9 to 72) minutes a year',
    'left for changes: 203 (190 to 260) minutes a year',
    '  even the largest sum leaves 191 of 263 minutes a year',
    '  decided by: region',
    '',
    'To shorten it:',
    '  2.5 minutes a year less: set healthcheck-interval-seconds: 5',
    '',
    'Not included:',
    '  DNS: no rate is declared',
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
changes: not part of the sum, since they are paid for by what is left
  156 (78 to 310) minutes a year
    releases  52 a year (26 a year to 104 a year)  assumption: one a week
    failing   5%                                   measured: DORA 2024
    users     100%                                 assumption: everyone
    notice    5 min                                assumption: an alert
    recover   55 min                               assumption: a rollback
  the target leaves room for 3.4 failed releases of this length a year
`);
});

test('a service without a target has a sum, and nothing is left out silently', () => {
  const { risks, sum } = downtime;
  const text = explanation(
    [{ ...serviceWith({}), target: undefined, downtime: { risks, sum, notIncluded: [] } }],
    'Deployment/shop/backend',
  );
  expect(text).toMatch(/^Deployment shop\/backend, without a target\n/);
  expect(text).toMatch(/\ntogether: 59\.6 \(7\.9 to 72\) minutes a year\n\nNothing else is known to be left out\.\n$/);
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
