import { brokenPromises, keepableTarget, type Saving } from '../../../src/availability';
import { indexOf } from '../../../src/manifests/object-index';
import { problemText } from '../../../src/report/text';
import { decidedBy, promisesOver } from '../../../src/rules';
import { workload } from '../../availability/manifests';
import { capacity, downtime, range, region, serviceWith } from '../../report/downtimes';

const manifests = (annotations: Record<string, string> = {}) =>
  indexOf([{ value: workload({ annotations: { 'nines.dev/target': '99.95%', ...annotations } }), file: 'web.yaml' }]);
const web = { service: 'web' };
const missed = serviceWith(
  { sum: { value: 312.4, low: 280, high: 401 }, left: range(-49.4), verdict: 'missed', decisive: [], savings: undefined },
  web,
);
const savings = [
  { change: 'set healthcheck-interval-seconds: 5', before: 312.4, after: 208.1, won: 104.3 },
  { change: 'run in one more region', before: 312.4, after: 260, won: 52.4 },
];

test('a missed budget is a finding at the target, which names the largest rows and what is kept', () => {
  const { findings, accepted } = promisesOver([missed], manifests());
  expect(accepted).toEqual([]);
  expect(findings).toEqual([
    {
      severity: 'error',
      rule: 'error-budget',
      place: expect.objectContaining({ file: 'web.yaml', pointer: '/metadata/annotations/nines.dev~1target' }),
      message:
        'misses its error budget (target 99.95%, 263 minutes a year): a year costs 312 minutes, 280 to 401: region 53, election of StatefulSet/shop/elasticsearch 5.7, entry-health-check 0.76, 2 smaller 0.5',
      fix: 'promise 99.92% or less, which is kept',
    },
  ]);
});

test('what shortens the rows is the fix, with its minutes', () => {
  const service = { ...missed, downtime: { ...missed.downtime, savings } };
  const [finding] = promisesOver([service], manifests()).findings;
  expect(finding?.fix).toBe('set healthcheck-interval-seconds: 5, which wins 104 minutes a year, or promise 99.92% or less, which is kept');
  expect(finding && problemText(finding, [service])).toBe(`error: web.yaml Deployment shop/web /metadata/annotations/nines.dev~1target
  misses its error budget (target 99.95%, 263 minutes a year): a year costs 312 minutes, 280 to 401 [error-budget]
  region, 52.6 (5.3 to 53) minutes: the region is down.
    service level of EC2; assumed: share of requests
  election (elasticsearch), 5.7 (2 to 17) minutes: the elected master is lost.
    Ford et al., OSDI 2010; assumed: recover
  entry-health-check, 0.76 (0.38 to 1.5) minutes: the load balancer sends requests to a lost node until its health check fails.
    Ford et al., OSDI 2010
  2 smaller, 0.502 minutes.
  104 minutes a year less: set healthcheck-interval-seconds: 5.
  52.4 minutes a year less: run in one more region.
  99.92% is kept as it is: promise that or less. At the upper end of all rows it leaves 19.8 minutes for failed releases.`);
});

test('a change that keeps the budget is the fix before one that wins more', () => {
  const [first, second] = savings;
  const keeping = { ...second, change: 'check faster', won: 50, verdict: 'kept' as const };
  const fix = (...of: object[]) =>
    promisesOver([{ ...missed, downtime: { ...missed.downtime, savings: of as Saving[] } }], manifests()).findings[0]?.fix;
  expect(fix({ ...first }, keeping)).toBe(
    'check faster, which wins 50 minutes a year and keeps it, or promise 99.92% or less, which is kept',
  );
  expect(fix({ ...second, change: 'check faster', won: 50, atMost: 'switching is not counted' })).toBe(
    'check faster, which wins up to 50 minutes a year, or promise 99.92% or less, which is kept',
  );
});

test('releases that fail less often are no fix: the sum holds none', () => {
  const releases = { change: 'halve the share of releases that fail', of: 'changes' as const, before: 156, after: 78, won: 78 };
  const service = { ...missed, downtime: { ...missed.downtime, savings: [releases] } };
  const [finding] = promisesOver([service], manifests()).findings;
  expect(finding?.fix).toBe('promise 99.92% or less, which is kept');
  expect(finding && problemText(finding, [service])).not.toContain(' less: ');
});

test('a budget that may be missed says which row decides', () => {
  const sum = { value: 210, low: 90, high: 400 };
  const service = serviceWith({ risks: [region], sum, verdict: 'unknown', decisive: ['region'] }, web);
  const [finding] = promisesOver([service], manifests()).findings;
  expect(finding?.message).toBe(
    'may miss its error budget (target 99.95%, 263 minutes a year): a year costs 210 minutes, 90 to 400: region 53',
  );
  expect(finding && problemText(finding, [service])).toContain(
    '\n  The range of region decides: state what you measured in the topology, with its source.\n',
  );
  expect(finding?.fix).toBe(
    'the range of region decides: state what you measured in the topology, with its source, or promise 99.92% or less, which is kept',
  );
  const two = { ...service, downtime: { ...service.downtime, decisive: ['region', 'election'] } };
  expect(finding && problemText(finding, [two])).toContain(
    '\n  The ranges of region and election decide: state what you measured in the topology, with its source.\n',
  );
});

test('where the range of a recorded cause decides, a longer record narrows it', () => {
  const sum = { value: 29, low: 3.6, high: 478 };
  const none = { value: 0, low: 0, high: 0 };
  const record = [
    { id: 'region', incidents: 1, years: 1, minutes: sum, verdict: 'consistent' as const },
    { id: 'election', incidents: 0, years: 1, minutes: none, verdict: 'consistent' as const },
  ];
  const decided = (decisive: readonly string[]) => decidedBy({ verdict: 'unknown', decisive, record });
  expect(decided(['region'])).toBe('the range of region decides: a longer record narrows it');
  expect(decided(['region', 'election'])).toBe(
    'the ranges of region and election decide: a longer record narrows region; of the others state what you measured in the topology, with its source',
  );
});

test('a budget that is kept, and no target, are no finding', () => {
  expect(promisesOver([serviceWith({}, web)], manifests()).findings).toEqual([]);
  const { risks, sum } = downtime;
  const service = { ...serviceWith({}, web), target: undefined, downtime: { risks, sum, notIncluded: [] } };
  expect(promisesOver([service], manifests()).findings).toEqual([]);
});

test('it is accepted with a reason', () => {
  const { findings, accepted } = promisesOver([missed], manifests({ 'nines.dev/accept.error-budget': 'until the second region' }));
  expect(findings).toEqual([]);
  expect(accepted).toEqual([expect.objectContaining({ rule: 'error-budget', because: 'until the second region' })]);
});

test('an outage that the structure explains is not reported twice', () => {
  const outage = { ...capacity, minutes: range(3000) };
  const service = serviceWith({ risks: [outage], sum: range(3000), verdict: 'missed' }, { ...web, verdict: 'refuted' });
  expect(promisesOver([service], manifests()).findings.map(({ rule }) => rule)).toEqual(['availability']);
  const both = { ...service, downtime: { ...service.downtime, risks: [capacity, { ...region, minutes: range(300) }] } };
  expect(promisesOver([both], manifests()).findings.map(({ rule }) => rule)).toEqual(['availability', 'error-budget']);
});

test('a promise needs structure and budget', () => {
  const kept = serviceWith({});
  const unknown = serviceWith({ verdict: 'unknown' });
  const refuted = serviceWith({}, { verdict: 'refuted' });
  const unpromised = { ...missed, target: undefined };
  expect(brokenPromises({ services: [kept, missed, unknown, refuted, unpromised] })).toEqual([missed, unknown, refuted]);
});

test.each([
  [0, '100%'],
  [5, '99.999%'],
  [401, '99.92%'],
  [5259.6, '99%'],
  [40_000, '92%'],
  [525_960, undefined],
])('%d minutes a year keep %s', (high, target) => {
  expect(keepableTarget(serviceWith({ sum: { value: high / 2, low: 0, high } }))).toBe(target);
});
