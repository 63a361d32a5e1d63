import { idOf } from '../../../src/manifests/identity';
import { judge } from '../judged';
import { budget, spread, zones } from '../manifests';
import { configMap, serving, web } from './shop';

const topology = zones([2, 2, 2], { times: {} });
const [db, service] = serving('db', 5432);
const told = configMap({ DB_HOST: 'db' });

/** Three replicas of `web` that survive any single failure by themselves, and a database with one. */
function shop(annotations: Record<string, string> = {}, envFrom: readonly unknown[] = [{ configMapRef: { name: 'web' } }]) {
  const constraints = [spread('zone', { matchLabelKeys: ['pod-template-hash'] })];
  const pods = web({ envFrom }, { topologySpreadConstraints: constraints }, { 'nines.dev/needed': '1', ...annotations });
  return [pods, budget({ maxUnavailable: 1 }), db, service, told];
}

function of(values: readonly unknown[], on = topology) {
  const found = judge(values, on, { withoutAdvice: true }).services.find(
    (it) => idOf({ ...it, name: it.service }) === 'Deployment/shop/web',
  );
  if (!found) throw new Error('web is not judged');
  return found;
}

const dependsOn = 'nines.dev/depends-on';

test('a service is no more available than what it is inferred to need', () => {
  const alone = of(shop({}, []));
  const { verdict, because, dependencies, minutesPerYear, singlePointsOfFailure } = of(shop());
  expect([alone.verdict, verdict]).toEqual(['proved', 'refuted']);
  expect(because).toBe('lose one pod stops it: its dependency db goes down: there is 1 replica, 1 is needed');
  expect(minutesPerYear).toBeGreaterThan(alone.minutesPerYear);
  expect(new Set(singlePointsOfFailure.map((it) => it.of))).toEqual(new Set(['Deployment/shop/db']));
  const says = "key 'DB_HOST' of ConfigMap 'web' names Service 'db'";
  expect(dependencies).toEqual([{ service: 'Deployment/shop/db', need: 'required', source: 'inferred', because: says }]);
  expect(alone).not.toHaveProperty('dependencies');
});

test.each(['not Deployment/db', 'not Deployment/shop/db', 'not *', 'not Deployment/*'])('an annotation says no: %s', (value) => {
  expect(of(shop({ [dependsOn]: value }))).toMatchObject({ verdict: 'proved' });
});

test('a declaration goes first, and a soft one counts for nothing', () => {
  const soft = of(shop({ [dependsOn]: 'soft Deployment/db' }));
  expect(soft).toMatchObject({ verdict: 'proved', dependencies: [{ need: 'soft', source: 'declared' }] });
  const declared = of(shop({ [dependsOn]: 'Deployment/db' }));
  expect(declared.dependencies).toEqual([{ service: 'Deployment/shop/db', need: 'required', source: 'declared' }]);
});

test.each([
  { kind: 'Deployment', name: 'db', not: true },
  { kind: '*', name: '*', not: true },
])('the topology says no: %j', (no) => {
  const services = [{ kind: 'Deployment', namespace: 'shop', name: 'web', dependsOn: [no] }];
  expect(of(shop(), { ...topology, services })).toMatchObject({ verdict: 'proved' });
});

describe('what may be needed by a NetworkPolicy', () => {
  const egress = [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ port: 5432 }] }];
  const spec = { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], egress };
  const policy = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'web', namespace: 'shop' }, spec };

  test('leaves no proof, refutes nothing, and costs from nothing to what it costs', () => {
    const alone = of(shop({}, []));
    const found = of([...shop({}, []), policy]);
    expect(found.verdict).toBe('unknown');
    expect(found.because).toBe('lose one pod stops it: db, which it may need, goes down: there is 1 replica, 1 is needed');
    expect(found.unavailability.lower).toBe(alone.unavailability.lower);
    expect(found.unavailability.upper).toBeGreaterThan(alone.unavailability.upper);
    expect(found.downtime.sum.low).toBeCloseTo(alone.downtime.sum.low, 9);
    expect(found.dependencies).toEqual([
      { service: 'Deployment/shop/db', need: 'possible', source: 'inferred', because: "NetworkPolicy 'shop/web' lets it connect" },
    ]);
  });

  test('misses no target that would be kept without it', () => {
    const { high } = of(shop({}, [])).downtime.sum;
    const promised = { 'nines.dev/target': `${(100 * (1 - (1.1 * high) / 525_960)).toFixed(5)}%` };
    const alone = of(shop(promised, []));
    const found = of([...shop(promised, []), policy]);
    expect([alone.downtime.verdict, found.downtime.verdict]).toEqual(['kept', 'unknown']);
  });

  test('refutes nothing beside what is refuted by itself', () => {
    const [pods, ...others] = shop({ 'nines.dev/needed': '3' }, []);
    expect(of([pods, ...others, policy])).toMatchObject({ verdict: 'refuted' });
  });
});

test('where nothing is proposed for a database, what needs it is told its own changes, and to prove that', () => {
  const postgres = serving('db', 5432, { image: 'docker.io/library/postgres:17' });
  const adviceOf = (...values: readonly unknown[]) =>
    judge([...values, ...postgres, told].flat(), topology).services.map(({ service: name, advice }) => [
      name,
      advice.map(({ change }) => change),
    ]);
  const [proved, pdb] = shop();
  expect(adviceOf(proved, pdb)).toEqual([
    ['web', ['prove its dependency db']],
    ['db', []],
  ]);
  expect(adviceOf(proved)).toEqual([
    ['web', ['add a PodDisruptionBudget with maxUnavailable: 1; and prove its dependency db']],
    ['db', []],
  ]);
});
