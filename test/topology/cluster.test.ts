import { clusterOf } from '../../src/cluster/cluster';
import { timesOf } from '../../src/cluster/defaults';
import { isProvidedEntry } from '../../src/cluster/provided';
import type { Topology, Zone } from '../../src/cluster/topology';
import { show } from '../../src/manifests/words';
import { judge } from '../availability/judged';

const pool = { name: 'workers', count: 1, allocatable: { cpu: '2', memory: '4Gi', pods: 110 }, rate: 'never' as const };
const zone: Zone = { name: 'a', rate: 'never', pools: [pool] };

function topology(change: Partial<Topology> = {}): Topology {
  return { kubernetes: '1.36', zones: [zone], ...change };
}

test.each([
  ['1.31', '40s'],
  ['1.32', '50s'],
  ['v1.36', '50s'],
])('Kubernetes %s considers a node dead after %s', (kubernetes, nodeMonitorGrace) => {
  expect(timesOf(topology({ kubernetes }))).toEqual({
    nodeMonitorGrace,
    toleration: '300s',
    evictionRate: 0.1,
    podStart: '30s',
    nodeReplacement: 'never',
  });
});

// What is printed was a copy of what was computed.
test.each([topology(), topology({ kubernetes: '1.31' }), topology({ times: { podStart: '1m', evictionRate: 1, nodeReplacement: '5m' } })])(
  'the times that a proof prints are those that it computes with: %#',
  (given) => {
    const { times } = clusterOf(given);
    const printed = new Map(judge([], given).assumptions.map(({ what, value }) => [what, value]));
    const seconds = (text = '') => (text === 'never' ? Number.POSITIVE_INFINITY : Number.parseFloat(text) * (text.endsWith('m') ? 60 : 1));
    expect(Object.fromEntries(Object.keys(times).map((name) => [name, seconds(printed.get(name))]))).toEqual(times);
  },
);

test.each(['', 'data centre', '-a', 'x'.repeat(64)])("'%s' is not a valid zone label", (name) => {
  expect(() => clusterOf(topology({ zones: [{ ...zone, name }] }))).toThrow(
    expect.objectContaining({
      message: `'${name}' is not a valid label value; use 1 to 63 letters, digits, '-', '_' and '.'`,
      path: ['zones', 0, 'name'],
    }),
  );
});

test('a zone without a label may have any name', () => {
  expect(() => clusterOf(topology({ zones: [{ ...zone, name: 'data centre', label: false }] }))).not.toThrow();
});

test("the nodes have their zone's labels, and their pool's where both have one", () => {
  const [cell] = clusterOf(
    topology({ zones: [{ ...zone, labels: { region: 'north', tier: 'any' }, pools: [{ ...pool, labels: { tier: 'gold' } }] }] }),
  ).cells;
  expect(Object.fromEntries(cell?.labels ?? [])).toMatchObject({ 'topology.kubernetes.io/zone': 'a', region: 'north', tier: 'gold' });
});

test.each<[string, Zone, readonly unknown[]]>([
  ["zone 'a'", { ...zone, labels: { 'kubernetes.io/hostname': 'n' } }, []],
  ["pool 'workers'", { ...zone, pools: [{ ...pool, labels: { 'kubernetes.io/hostname': 'n' } }] }, ['pools', 0]],
])('%s may not name a host', (owner, named, path) => {
  expect(() => clusterOf(topology({ zones: [named] }))).toThrow(
    expect.objectContaining({
      message: `${owner} sets the label kubernetes.io/hostname, which differs on each node; remove it`,
      path: ['zones', 0, ...path, 'labels', 'kubernetes.io/hostname'],
    }),
  );
});

test.each(['Secret/shop/smtp', 'StorageClass/gp3', 'Service/monitoring/*', 'Secret/*', 'ClusterRole/system:node', '*/shop/*'])(
  '%s is a valid entry',
  (entry) => {
    expect(isProvidedEntry(entry)).toBe(true);
  },
);

test.each(['smtp', '', '/', 'Secret/', '/shop/smtp', 'secret/smtp', 'Secret/a/b/c', 'Secret/shop/my smtp', 1, null])(
  '%p is not a valid entry',
  (entry) => {
    expect(isProvidedEntry(entry)).toBe(false);
    expect(() => clusterOf(topology({ provided: ['Secret/shop/smtp', entry as string] }))).toThrow(
      expect.objectContaining({
        message: `${show(entry)} is not an object reference; write Kind/name or Kind/namespace/name, such as Secret/shop/smtp, with * for any part of a name`,
        path: ['provided', 1],
      }),
    );
  },
);
