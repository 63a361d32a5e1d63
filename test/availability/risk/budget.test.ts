import { downtimeOf, ingress, quiet, service, web } from './table';

const outside = [{ name: 'region', kind: 'region', availability: '99.99%', source: 'its agreement' }] as const;
const topology = { ...quiet, outside };
const values = [web(), service()];

/** The sum is 55.8 minutes, 28.6 to 109. */
const judged = (target: number) => downtimeOf(values, topology, { target });

test('minutes add up, and so do the ends of their ranges', () => {
  const { risks, sum } = judged(0.9995);
  const added = (read: (it: (typeof risks)[number]['minutes']) => number) => risks.reduce((all, it) => all + read(it.minutes), 0);
  expect(sum).toEqual({ value: added((it) => it.value), low: added((it) => it.low), high: added((it) => it.high) });
});

test('a target is kept where the whole range stays within what it leaves', () => {
  const { verdict, allowed, left, sum, because, decisive } = judged(0.9995);
  expect([verdict, allowed]).toEqual(['kept', expect.closeTo(262.98, 9)]);
  expect(left?.low).toBeCloseTo(262.98 - sum.high, 9);
  expect(because).toMatch(/^it costs [\d.]+ minutes a year \([\d.]+ to [\d.]+\), within the 263 that the target allows$/);
  expect(decisive).toEqual([]);
});

test('it is missed where the whole range is beyond', () => {
  const { verdict, because } = judged(0.99999);
  expect(verdict).toBe('missed');
  expect(because).toMatch(/, more than the 5.3 that the target allows; the largest are region 52.6, node-failover 2.4, /);
});

test('else nobody knows, and the row that decides it is named', () => {
  const { verdict, decisive, because } = judged(0.9998);
  expect([verdict, decisive]).toEqual(['unknown', ['region']]);
  expect(because).toMatch(/, and the 105 that the target allows lie in that range; what decides it is region$/);
});

test('without a target there is a sum and no verdict', () => {
  const { verdict, allowed, sum } = downtimeOf(values, topology);
  expect([verdict, allowed, sum.value > 50]).toEqual([undefined, undefined, true]);
});

test('releases are what the target leaves room for, and no part of the sum', () => {
  const releases = { perYear: 52, failing: '5%', notice: '20m', recover: '40m', source: 'own record' };
  const { changes, sum, left } = downtimeOf(values, { ...topology, releases }, { target: 0.9995 });
  // 52 x 5% x 60 min
  expect(changes?.minutes.value).toBeCloseTo(156, 9);
  expect(changes?.affordable?.value).toBeCloseTo((left?.value ?? 0) / 60, 9);
  expect(sum.value).toBeCloseTo(downtimeOf(values, { ...topology, releases: { ...releases, failing: '0%' } }).sum.value, 9);
});

test('with maxUnavailable 0 a release that never becomes ready hits nobody', () => {
  const spec = { strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } };
  const { changes } = downtimeOf([web({ spec }), service()], { ...topology, releases: undefined });
  expect(changes?.share).toMatchObject({ low: 0, high: 1, because: 'maxUnavailable is 0: a release that never becomes ready hits nobody' });
});

test('advice is judged again, and the change that wins most comes first', () => {
  const alb = ingress('alb', {
    'alb.ingress.kubernetes.io/target-type': 'ip',
    'alb.ingress.kubernetes.io/healthcheck-interval-seconds': '20',
  });
  const before = downtimeOf([...values, alb], quiet, { withSavings: true });
  const [first, ...others] = before.savings ?? [];
  expect(first?.change).toBe('check the targets of ALBs every 5 s, with 2 s to answer, and take them out after 2 failures');
  const faster = ingress('alb', {
    'alb.ingress.kubernetes.io/target-type': 'ip',
    'alb.ingress.kubernetes.io/healthcheck-interval-seconds': '5',
    'alb.ingress.kubernetes.io/healthcheck-timeout-seconds': '2',
    'alb.ingress.kubernetes.io/unhealthy-threshold-count': '2',
  });
  expect(first?.after).toBe(downtimeOf([...values, faster]).sum.value);
  expect(first?.won).toBe((first?.before ?? 0) - (first?.after ?? 0));
  expect(others.every(({ won }) => won <= (first?.won ?? 0))).toBe(true);
});

test('of a target that is kept nothing is advised unless asked', () => {
  expect(downtimeOf(values, topology, { target: 0.9995, withoutAdvice: false }).savings).toBeUndefined();
  expect(downtimeOf(values, topology, { target: 0.99999, withoutAdvice: false }).savings).toBeDefined();
});
