import { downtimeOf, idsOf, NODE_LOSSES, quiet, row, service, web, withoutFailures, ZONE_LOSSES } from './table';

const crashing = { ...quiet, pods: { crash: { mtbf: '720h', mttr: '90s', source: 'test' } } };

test('a lost node costs its part of the requests for the grace and the lag of kube-proxy', () => {
  const risk = row(downtimeOf([web(), service()]), 'node-failover');
  // 3 pods x 2.8004 losses x 1/3 x (50 s + 1 s) = 142.8 s = 2.38 min
  expect(risk.minutes.value).toBeCloseTo((NODE_LOSSES * 51) / 60, 9);
  expect(risk.minutes.low).toBeCloseTo((NODE_LOSSES * 40.1) / 60, 9);
  expect(risk.minutes.high).toBeCloseTo((NODE_LOSSES * 62) / 60, 9);
  expect(risk.notice?.source).toBe('kube-controller-manager --node-monitor-grace-period (50s)');
});

test('a lost zone likewise', () => {
  expect(row(downtimeOf([web(), service()]), 'zone-failover').minutes.value).toBeCloseTo((ZONE_LOSSES * 51) / 60, 9);
});

test('a container that ends costs its part for two seconds', () => {
  // 3 pods x 8766 h / (720 h + 90 s) x 1/3 x 2 s
  expect(row(downtimeOf([web(), service()], crashing), 'container-crash').minutes.value).toBeCloseTo(((8766 / 720.025) * 2) / 60, 9);
});

test('the grace of the topology counts', () => {
  const fast = { ...quiet, times: { nodeMonitorGrace: '16s' } };
  const { notice, minutes } = row(downtimeOf([web(), service()], fast), 'node-failover');
  expect(notice?.basis).toBe('topology');
  expect(minutes.value).toBeCloseTo((NODE_LOSSES * 17) / 60, 9);
});

test('of the pods of one workload it does not matter which share a node', () => {
  const two = row(downtimeOf([web({ replicas: 2 }), service()]), 'node-failover').minutes.value;
  expect(row(downtimeOf([web({ replicas: 5 }), service()]), 'node-failover').minutes.value).toBeCloseTo(two, 9);
});

test('where no pod can be spared the capacity holds all of it', () => {
  expect(idsOf(downtimeOf([web({ replicas: 1 }), service()]))).not.toContain('node-failover');
});

test('without a Service no request is lost', () => {
  const { notIncluded, risks } = downtimeOf([web()]);
  expect(risks.map(({ id }) => id).sort()).toEqual(['capacity', 'planned-work']);
  expect(notIncluded).toContainEqual({ what: 'requests', because: 'no Service leads to its pods, so only its capacity is counted' });
});

test('nothing that fails costs nothing', () => {
  expect(downtimeOf([web(), service()], withoutFailures(quiet)).sum).toEqual({ value: 0, low: 0, high: 0 });
});

test('a dependency brings its rows along, a soft one does not', () => {
  const database = web({ name: 'db' });
  const ofDatabase = { ...service(), metadata: { name: 'db', namespace: 'shop' }, spec: { selector: { app: 'db' }, ports: [{ port: 1 }] } };
  const depends = (on: string) => web({ annotations: { 'nines.dev/depends-on': on } });
  const hard = downtimeOf([depends('Deployment/db'), service(), database, ofDatabase]);
  // Each of the three nodes carries a pod of both: a third of these requests has failed at `web` already.
  expect(row(hard, 'node-failover', 'Deployment/shop/db').minutes.value).toBeCloseTo((((NODE_LOSSES * 51) / 60) * 2) / 3, 9);
  const soft = downtimeOf([depends('soft Deployment/db'), service(), database, ofDatabase]);
  expect(soft.risks.filter(({ of }) => of !== undefined)).toEqual([]);
  expect(soft.notIncluded).toContainEqual({ what: 'Deployment/shop/db', because: 'it can do without it, or no manifest holds it' });
});

test('a node that is back before it is missed is lost for no longer than that', () => {
  const rate = { mtbf: '3130h', mttr: '20s', source: 'test' };
  const restarting = { ...quiet, zones: quiet.zones.map((zone) => ({ ...zone, pools: zone.pools.map((pool) => ({ ...pool, rate })) })) };
  const { minutes } = row(downtimeOf([web(), service()], restarting), 'node-failover');
  expect(minutes.value).toBeCloseTo(((8766 / (3130 + 20 / 3600)) * 20) / 60, 9);
});

test('of rates that are equal the one that is known worse gives the range', () => {
  const rate = { mtbf: '8766h', mttr: '1h', source: 'own record', factor: 1 };
  const zones = quiet.zones.map((zone, index) => ({ ...zone, rate: { ...rate, factor: index === 2 ? 5 : 1 } }));
  const { events } = row(downtimeOf([web(), service()], { ...quiet, zones }), 'zone-failover');
  expect(events).toMatchObject({
    value: 3 * ZONE_LOSSES,
    low: expect.closeTo((3 * ZONE_LOSSES) / 5, 9),
    high: expect.closeTo(15 * ZONE_LOSSES, 9),
  });
});

test('of rates that differ the highest counts, up to the highest end of all', () => {
  const rate = { mtbf: '8766h', mttr: '1h', source: 'own record', factor: 1 };
  const zones = quiet.zones.map((zone, index) => ({ ...zone, rate: index === 2 ? { ...rate, mtbf: '17532h', factor: 4 } : rate }));
  const { events } = row(downtimeOf([web(), service()], { ...quiet, zones }), 'zone-failover');
  expect(events).toMatchObject({ value: 3 * ZONE_LOSSES, low: 3 * ZONE_LOSSES, high: expect.closeTo((3 * 4 * 8766) / 17533, 9) });
});
