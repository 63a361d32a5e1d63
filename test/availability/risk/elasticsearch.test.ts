import type { Topology } from '../../../src/cluster/topology';
import { workload, zones } from '../manifests';
import { downtimeOf, idsOf, NODE_LOSSES, quiet, row, service, ZONE_LOSSES } from './table';

const annotations = {
  'nines.dev/elasticsearch.roles': 'master, data',
  'nines.dev/elasticsearch.index-replicas': '1',
  'nines.dev/elasticsearch.awareness': 'zone',
  'nines.dev/needed': '2',
};
const container = { name: 'main', image: 'docker.elastic.co/elasticsearch/elasticsearch:9.5.6', readinessProbe: { exec: {} } };

function elasticsearch(env: Record<string, string> = {}, image = container.image, pod: Record<string, unknown> = {}) {
  const named = Object.entries(env).map(([name, value]) => ({ name, value }));
  return workload({
    kind: 'StatefulSet',
    annotations,
    pod: {
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { app: 'web' } },
        },
      ],
      containers: [{ ...container, image, env: named }],
      ...pod,
    },
  });
}

// Writes wait for both copies, on 2 of 3 nodes; a search asks one of them: 0.1 x 2/3 + 0.9 x 1/3.
const share = 0.1 * (2 / 3) + 0.9 / 3;
// Without a master all writes wait: 0.1 + 0.9 x 1/3.
const electing = 0.1 + 0.9 / 3;
const losses = NODE_LOSSES + ZONE_LOSSES;
const impatient = { ...quiet, patience: '0s' };
const table = (values: readonly unknown[], topology = quiet) => downtimeOf([...values, service()], topology);
// People wait for 10 s. For 51 s a third of the requests is sent to the lost node itself, which is what node-failover counts.
const failing = (wait: number): number => (wait - 10) * (1 - Math.min(1, 51 / (wait - 10)) / 3);

test('a lost node holds writes up for three follower checks', () => {
  // 2 of 3 nodes and zones x 3 x (10 s + 1 s) until it is out, and 0.9 s
  expect(row(table([elasticsearch()]), 'fault-detection').minutes.value).toBeCloseTo((2 * losses * share * failing(33.9)) / 60, 9);
});

test.each(['banana', '0s', '-1', '5', ''])('a check_timeout of %p is refused, so the default is counted', (timeout) => {
  const refused = elasticsearch({ ES_SETTING_CLUSTER_FAULT__DETECTION_FOLLOWER__CHECK_TIMEOUT: timeout });
  expect(row(table([refused], impatient), 'fault-detection').notice).toMatchObject({ value: 33, basis: 'default' });
});

test('a zone of two nodes is lost once, with the copies of both', () => {
  // 5 of 6 nodes, each with a copy of 2/6 of the shards, and 2 of 3 zones, each with one of 2/3
  const six = { ...elasticsearch(), spec: { ...elasticsearch().spec, replicas: 6 } };
  const topology = { ...zones([2, 2, 2]), plannedWork: quiet.plannedWork, releases: quiet.releases, patience: '0s' };
  const { events, share, minutes } = row(table([six], topology), 'fault-detection');
  expect(events?.value).toBeCloseTo(5 * NODE_LOSSES + 2 * ZONE_LOSSES, 9);
  expect(events?.because).toBe('5 lost nodes x 2.80 + 2 lost zones x 1.00');
  const [ofNode, ofZone] = [(0.1 * 2 + 0.9) / 6, (0.1 * 2 + 0.9) / 3];
  const together = 5 * NODE_LOSSES * ofNode * (5 / 6) + 2 * ZONE_LOSSES * ofZone * (2 / 3);
  expect(minutes.value).toBeCloseTo((together * 33.9) / 60, 9);
  expect(share.because).toBe(
    "of a node: writes 0.1 x 0.333 of the shards, searches 0.900 x 0.167, x 0.833 that aren't sent to the lost node itself; " +
      "of a zone: writes 0.1 x 0.667 of the shards, searches 0.900 x 0.333, x 0.667 that aren't sent to the lost zone itself",
  );
});

test('where the master is lost all writes wait, as on real nodes, and at the least those to its shards', () => {
  const of = (id: string, topology = quiet) => row(table([elasticsearch()], topology), id).share;
  const [lost, elsewhere] = [row(table([elasticsearch()], impatient), 'election').share, 2 / 3];
  expect(lost.low).toBeCloseTo((0.1 / 3) * (2 / 3) * elsewhere, 9);
  expect(lost.value).toBeCloseTo(electing * (1 - 51 / 96.9 / 3), 9);
  expect(lost.because).toMatch(
    /^of a node: writes 0\.1, all of them, searches 0\.900 x 0\.333, x \S+ that aren't sent to the lost node itself; of a zone: writes 0\.1, all of them, /,
  );
  // Three of ten requests write at most.
  expect(of('election').high).toBeCloseTo(0.3 + 0.7 * (2 / 3), 9);
  expect(of('fault-detection').high).toBeCloseTo(2 / 3, 9);
  const services = [{ kind: 'StatefulSet', namespace: 'shop', name: 'web', writes: '100%' }] as const;
  expect(of('election', { ...quiet, services }).high).toBe(1);
});

test('who waits for longer loses less, and whoever gives up at once is the upper end', () => {
  const of = (patience: string) => row(table([elasticsearch()], { ...quiet, patience }), 'fault-detection');
  expect(of('0s').minutes.value).toBeCloseTo((2 * losses * share * (2 / 3) * 33.9) / 60, 9);
  expect(of('60s').minutes).toMatchObject({ value: 0, low: 0, high: of('0s').minutes.high });
});

test('how long people wait is called an assumption until the topology says it', () => {
  const because = (topology: Topology) => row(table([elasticsearch()], topology), 'fault-detection').recover?.because;
  expect(because(quiet)).toBe('from the disconnect to node-left, less the 10 s that people are assumed to wait (patience)');
  expect(because({ ...quiet, patience: '20s' })).toBe(
    'from the disconnect to node-left, less the 20 s that people wait (patience, in the topology)',
  );
});

test('without a Service nobody is sent to the lost node', () => {
  const { minutes } = row(downtimeOf([elasticsearch()], { ...quiet, patience: '0s' }), 'fault-detection');
  expect(minutes.value).toBeCloseTo((2 * losses * share * 33.9) / 60, 9);
});

test('a node that reboots or hangs holds them up as well', () => {
  const nodes = { interruption: { mtbf: '3130h', mttr: '2m', source: 'test' } };
  const { events } = row(table([elasticsearch()], { ...quiet, nodes }), 'election');
  expect(events?.value).toBeCloseTo(losses + 8766 / (3130 + 1 / 30), 9);
});

test('a lost master for leader checks, a publication and follower checks', () => {
  // 33 s until another is elected, 30 s of publication, 33 s of follower checks, 0.9 s: 96.9 s, where 94 s were measured
  expect(row(table([elasticsearch()]), 'election').minutes.value).toBeCloseTo((losses * electing * failing(96.9)) / 60, 9);
});

test('a connection that TCP gives up sooner ends both', () => {
  // 5 retries: 0.2 x (2^6 - 1) = 12.6 s, and a second until something is sent
  const downtime = table([elasticsearch()], { ...quiet, tcpRetries2: 5 });
  expect(row(downtime, 'fault-detection').minutes.value).toBeCloseTo((2 * losses * share * failing(14.5)) / 60, 9);
  expect(row(downtime, 'election').minutes.value).toBeCloseTo((losses * electing * failing(14.5)) / 60, 9);
  expect(row(downtime, 'election').notice?.source).toBe('net.ipv4.tcp_retries2 = 5');
});

test('the sysctl of the pod goes before the topology', () => {
  const pod = { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_retries2', value: '5' }] } };
  const { notice } = row(table([elasticsearch({}, container.image, pod)], impatient), 'election');
  expect([notice?.value, notice?.basis]).toEqual([expect.closeTo(13.6, 9), 'manifests']);
});

test.each([
  ['ES_SETTING_CLUSTER_FAULT__DETECTION_FOLLOWER__CHECK_TIMEOUT', 'ES_SETTING_CLUSTER_FAULT__DETECTION_FOLLOWER__CHECK_RETRY__COUNT'],
  ['cluster.fault_detection.follower_check.timeout', 'cluster.fault_detection.follower_check.retry_count'],
])('its own settings count: %s', (timeout, retries) => {
  const { notice } = row(table([elasticsearch({ [timeout]: '3s', [retries]: '2' })], impatient), 'fault-detection');
  expect([notice?.value, notice?.basis]).toEqual([8, 'manifests']);
});

test('version 6 has one check of 30 s for both', () => {
  expect(row(table([elasticsearch({}, 'elasticsearch:6.8.23')], impatient), 'fault-detection').notice?.value).toBe(93);
});

test('a declared share of writes takes the place of the assumption', () => {
  const services = [{ kind: 'StatefulSet', namespace: 'shop', name: 'web', writes: '50%' }];
  const risk = row(table([elasticsearch()], { ...quiet, services }), 'fault-detection');
  expect(risk.share.value).toBeCloseTo((0.5 * (2 / 3) + 0.5 / 3) * (2 / 3), 12);
  expect(risk.share.basis).toBe('topology');
});

test('a master that is restarted in maintenance holds writes up for two seconds, which fail where nobody waits', () => {
  const upgraded = { ...quiet, patience: '0s', plannedWork: { drainsPerYear: 12, away: '5m', source: 'own record' } };
  // Each round meets the master 1 + 1/2 + 1/3 times.
  expect(row(table([elasticsearch()], upgraded), 'mastership').minutes.value).toBeCloseTo((12 * (11 / 6) * 0.1 * 2) / 60, 9);
});

test('anything else has none of these rows', () => {
  expect(idsOf(table([workload()]))).not.toContain('election');
});
