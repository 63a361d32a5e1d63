import type { Downtime, Range, Risk } from '../../../src/availability';
import { runs } from '../../budget';
import { fc } from '../../random';
import { type Drawn, downtimeOf, downtimesOf, manifestsOf, systems, topologyOf } from './systems';

/** Seconds of a year, and minutes. */
const SECONDS = 31_557_600;
const MINUTES = 525_960;
const RUNS = runs(40);
const ENDS = ['value', 'low', 'high'] as const;

/** For all systems, and in the first place those that were once a counterexample. */
function holds(law: (drawn: Drawn) => void): void {
  fc.assert(fc.property(systems, law), { numRuns: RUNS });
}

/** Up to rounding. */
function expectAtMost(less: Range, more: Range): void {
  for (const end of ENDS) expect(less[end]).toBeLessThanOrEqual(more[end] * (1 + 1e-9) + 1e-12);
}

function expectClose(one: number, other: number): void {
  expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(one), Math.abs(other)) + 1e-12);
}

const keyOf = ({ id, of: dependency = '' }: Risk): string => `${id} ${dependency}`;

test('the minutes of a row are events x share x (notice + recover), or a share of the year', () => {
  holds((drawn) => {
    for (const risk of downtimeOf(drawn).risks) {
      const { events, share, notice, recover, unavailability, minutes } = risk;
      for (const end of ENDS) {
        const expected = unavailability
          ? unavailability[end] * share[end] * MINUTES
          : ((events?.[end] ?? 0) * share[end] * ((notice?.[end] ?? 0) + (recover?.[end] ?? 0))) / 60;
        expectClose(minutes[end], Math.min(MINUTES, expected));
      }
      expect(unavailability === undefined).toBe(events !== undefined && notice !== undefined && recover !== undefined);
    }
  });
});

test('rows add up to the sum at both ends, the largest first, and what is left is the rest of the allowance', () => {
  holds((drawn) => {
    const { risks, sum, allowed = 0, left } = downtimeOf(drawn, { target: 0.999 });
    for (const end of ENDS)
      expectClose(
        sum[end],
        Math.min(
          MINUTES,
          risks.reduce((total, { minutes }) => total + minutes[end], 0),
        ),
      );
    const values = risks.map(({ minutes }) => minutes.value);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expectClose(allowed, 0.001 * MINUTES);
    expectClose(left?.value ?? Number.NaN, allowed - sum.value);
    expectClose(left?.low ?? Number.NaN, allowed - sum.high);
    expectClose(left?.high ?? Number.NaN, allowed - sum.low);
  });
});

test('every figure is finite, not negative, and within its range; a share is at most 1; a row is there once', () => {
  holds((drawn) => {
    const { risks, sum } = downtimeOf(drawn);
    const estimates = risks.flatMap(({ events, share, notice, recover, unavailability }) =>
      [events, share, notice, recover, unavailability].filter((it) => it !== undefined),
    );
    for (const { low, value, high } of [...risks.map(({ minutes }) => minutes), ...estimates, sum]) {
      for (const figure of [low, value, high]) expect(Number.isFinite(figure)).toBe(true);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(value).toBeGreaterThanOrEqual(low);
      expect(high).toBeGreaterThanOrEqual(value);
    }
    for (const { share, unavailability } of risks) {
      expect(share.high).toBeLessThanOrEqual(1);
      expect(unavailability?.high ?? 0).toBeLessThanOrEqual(1);
    }
    expect(new Set(risks.map(keyOf)).size).toBe(risks.length);
  });
});

test('where nothing fails, no row costs anything', () => {
  holds((drawn) => {
    const { risks, sum } = downtimeOf({
      ...drawn,
      zone: undefined,
      node: undefined,
      crash: undefined,
      region: undefined,
      outside: undefined,
      drains: 0,
    });
    for (const { minutes } of risks.filter(({ id }) => !DECLARED.has(id))) expect(minutes).toEqual({ value: 0, low: 0, high: 0 });
    expectClose(
      sum.value,
      Math.min(
        MINUTES,
        risks.filter(({ id }) => DECLARED.has(id)).reduce((total, { minutes }) => total + minutes.value, 0),
      ),
    );
  });
});

/** Rows whose rate is nobody's failure rate. */
const DECLARED = new Set(['planned-work', 'drain', 'rollout', 'no-readiness-probe', 'mastership', 'rollout-capacity']);

test.each<[string, (drawn: Drawn) => Drawn]>([
  ['a node is noticed later', (it) => ({ ...it, grace: it.grace + 20 })],
  ['evictions begin later', (it) => ({ ...it, toleration: it.toleration + 60 })],
  ['pods start later', (it) => ({ ...it, podStart: it.podStart + 60 })],
  ['the load balancer checks less often', (it) => ({ ...it, check: { ...it.check, interval: it.check.interval + 10 } })],
  ['the load balancer wants one more failed check', (it) => ({ ...it, check: { ...it.check, threshold: it.check.threshold + 1 } })],
  ['a check times out later', (it) => ({ ...it, check: { ...it.check, interval: 30, timeout: it.check.timeout + 5 } })],
  ['pods answer for a shorter time when they are asked to go', (it) => ({ ...it, preStop: 0 })],
  ['nodes are drained more often', (it) => ({ ...it, drains: it.drains + 12 })],
  ['TCP gives up later', (it) => ({ ...it, tcpRetries2: it.tcpRetries2 + 2 })],
  ['Elasticsearch waits longer for a node', (it) => ({ ...it, search: it.search && { ...it.search, timeout: it.search.timeout + 5 } })],
  ['Elasticsearch asks a node once more', (it) => ({ ...it, search: it.search && { ...it.search, retries: it.search.retries + 1 } })],
  ['people wait for a shorter time', (it) => ({ ...it, patience: Math.ceil(it.patience / 2) })],
  ['an entry tries no other pod', (it) => ({ ...it, retry: { ...it.retry, attempts: 1 } })],
  ['an entry waits longer for a connection', (it) => ({ ...it, retry: { ...it.retry, dial: it.retry.dial + 10 } })],
  ['the region is there for less of the time', (it) => ({ ...it, outside: it.outside && it.outside - 10 })],
  ['nodes fail twice as often', (it) => ({ ...it, node: it.node && { ...it.node, mtbf: it.node.mtbf / 2 } })],
  ['nodes take longer to repair', (it) => ({ ...it, node: longer(it.node) })],
  ['zones take longer to repair', (it) => ({ ...it, zone: longer(it.zone) })],
  ['pods crash twice as often', (it) => ({ ...it, crash: it.crash && { ...it.crash, mtbf: it.crash.mtbf / 2 } })],
  ['crashed pods take longer to restart', (it) => ({ ...it, crash: longer(it.crash) })],
])('the sum is never lower where %s', (_, worse) => {
  holds((drawn) => {
    const base =
      worse({ ...drawn, check: { ...drawn.check, interval: 30 } }).check.timeout === drawn.check.timeout
        ? drawn
        : { ...drawn, check: { ...drawn.check, interval: 30 } };
    expectAtMost(downtimeOf(base).sum, downtimeOf(worse(base)).sum);
  });
});

/** The same number of failures: with the same mean time up instead, longer repairs leave less time in which anything can fail. */
function longer(rate: Drawn['node']): Drawn['node'] {
  return rate && { mtbf: rate.mtbf - rate.mttr, mttr: rate.mttr * 2 };
}

test('another hard dependency never lowers the sum', () => {
  holds((drawn) => {
    const [first] = drawn.services;
    const more = { ...drawn, services: [...drawn.services, first as Drawn['services'][number]] };
    expectAtMost(downtimeOf(drawn).sum, downtimeOf(more).sum);
  });
});

/** The same manifests, in which each service is on its own. */
function withoutDependencies(manifest: unknown): unknown {
  const copy = structuredClone(manifest) as { metadata: { annotations?: Record<string, string> } };
  delete copy.metadata.annotations?.['nines.dev/depends-on'];
  return copy;
}

test('a chain costs at most what its parts cost one by one, and at least what the dearest does', () => {
  holds((drawn) => {
    const whole = { ...drawn, entry: 'none' as const };
    const { sum } = downtimeOf(whole);
    const parts = [...downtimesOf(manifestsOf(whole).map(withoutDependencies), topologyOf(whole)).values()];
    expect(parts).toHaveLength(drawn.services.length);
    for (const end of ENDS) {
      const minutes = parts.map((it) => it.sum[end]);
      expect(sum[end]).toBeLessThanOrEqual(minutes.reduce((total, it) => total + it, 0) * (1 + 1e-9) + 1e-12);
      expect(sum[end]).toBeGreaterThanOrEqual(Math.max(...minutes) * (1 - 1e-9) - 1e-12);
    }
  });
});

test('the order of objects, zones and pools changes nothing', () => {
  holds((drawn) => {
    const topology = topologyOf(drawn);
    const forwards = downtimesOf(manifestsOf(drawn), topology);
    const backwards = downtimesOf(manifestsOf(drawn).reverse(), { ...topology, zones: [...topology.zones].reverse() });
    for (const [name, { sum, risks }] of forwards) {
      const other = backwards.get(name) as Downtime;
      for (const end of ENDS) expectClose(sum[end], other.sum[end]);
      expect(other.risks.map(keyOf).sort()).toEqual(risks.map(keyOf).sort());
    }
  });
});

test('rows of events grow with the rates: half the cycle is twice the minutes', () => {
  const twice = (rate: Drawn['node']): Drawn['node'] => rate && { ...rate, mtbf: (rate.mtbf - rate.mttr) / 2 };
  holds((drawn) => {
    const before = downtimeOf(drawn);
    const after = downtimeOf({
      ...drawn,
      zone: twice(drawn.zone),
      node: twice(drawn.node),
      crash: twice(drawn.crash),
      region: twice(drawn.region),
    });
    for (const risk of before.risks.filter(({ events, id }) => events && !DECLARED.has(id))) {
      const other = after.risks.find((it) => keyOf(it) === keyOf(risk)) as Risk;
      for (const end of ENDS) expectClose(other.minutes[end], 2 * risk.minutes[end]);
    }
  });
});

test('the verdict is that of the range, and a stricter target never turns missed into kept', () => {
  const severity = { kept: 0, unknown: 1, missed: 2 } as const;
  fc.assert(
    fc.property(systems, fc.double({ min: 0.5, max: 0.99999, noNaN: true }), (drawn, target) => {
      const { sum, verdict, allowed = 0 } = downtimeOf(drawn, { target });
      const expected = sum.high <= allowed ? 'kept' : sum.low > allowed ? 'missed' : 'unknown';
      expect(verdict).toBe(expected);
      const stricter = downtimeOf(drawn, { target: (1 + target) / 2 });
      expect(severity[stricter.verdict as keyof typeof severity]).toBeGreaterThanOrEqual(severity[verdict as keyof typeof severity]);
    }),
    { numRuns: RUNS },
  );
});

test('without a target nothing is allowed or left', () => {
  holds((drawn) => {
    const { allowed, left, verdict } = downtimeOf(drawn);
    expect([allowed, left, verdict]).toEqual([undefined, undefined, undefined]);
    expect(SECONDS).toBe(MINUTES * 60);
  });
});
