import type { Topology } from '../../../src/availability';
import { storageClass } from '../fields/designs';
import { judge } from '../judged';
import { budget, spread, workload, zones } from '../manifests';

function service(documents: readonly unknown[], topology: Topology) {
  const [found] = judge(documents, topology, { withoutAdvice: true }).services;
  if (!found) throw new Error('no service');
  return found;
}

/** The pods that are left after each event, and whether the service is down with them. */
function left(documents: readonly unknown[], topology: Topology) {
  return Object.fromEntries(
    service(documents, topology).events.map(({ event, worstReady, survives }) => [event, survives ? worstReady : `down, ${worstReady}`]),
  );
}

/** Whether what is lost in each event runs again before it is back. */
function recovers(documents: readonly unknown[], topology: Topology) {
  return Object.fromEntries(service(documents, topology).events.map(({ event, recovers: recovery }) => [event, recovery]));
}

const one = budget({ maxUnavailable: 1 });
const revision = { matchLabelKeys: ['pod-template-hash'] };
const evenly = { topologySpreadConstraints: [spread('zone', revision), spread('host', revision)] };
const needing = (needed: number) => ({ annotations: { 'nines.dev/needed': `${needed}` } });

test('four pods in three zones, at most one on a node', () => {
  const topology = zones([2, 2, 2]);
  const all = {
    'lose one pod': 3,
    'lose one node': 3,
    'lose one zone': 2,
    'drain one node': 3,
    'rolling update': 3,
    'pool upgrade': 3,
    'lose two nodes': 2,
    'lose one zone and one node': 1,
    'lose the volumes of one zone': 4,
  };
  expect(left([workload({ replicas: 4, pod: evenly, ...needing(1) }), one], topology)).toEqual(all);
  expect(left([workload({ replicas: 4, pod: evenly, ...needing(3) }), one], topology)).toEqual({
    ...all,
    'lose one zone': 'down, 2',
    'lose two nodes': 'down, 2',
    'lose one zone and one node': 'down, 1',
  });
  expect(left([workload({ replicas: 4, pod: evenly, ...needing(4) }), one], topology)).toMatchObject({
    'lose one pod': 'down, 3',
    'lose one node': 'down, 3',
    'drain one node': 'down, 3',
    'rolling update': 'down, 3',
    'pool upgrade': 'down, 3',
    'lose the volumes of one zone': 4,
  });
});

test('pods that nothing keeps apart are all lost with a node, but not where it takes two', () => {
  const web = [workload({ replicas: 4 }), one];
  expect(left(web, zones([2, 2]))).toMatchObject({ 'lose one node': 'down, 0', 'lose two nodes': 'down, 0' });
  expect(left(web, zones([3, 3], {}, 2))).toMatchObject({ 'lose one node': 2, 'lose two nodes': 'down, 0', 'lose one zone': 'down, 0' });
  expect(left([workload({ replicas: 5, ...needing(1) }), one], zones([4], {}, 2))).toMatchObject({
    'lose one node': 3,
    'lose two nodes': 1,
  });
});

test('a DaemonSet loses its pods with their nodes alone, whatever its budget', () => {
  expect(left([workload({ kind: 'DaemonSet' }), budget({ maxUnavailable: 3 })], zones([2, 1]))).toEqual({
    'lose one pod': 2,
    'lose one node': 2,
    'lose one zone': 1,
    'drain one node': 2,
    'rolling update': 2,
    'pool upgrade': 2,
    'lose two nodes': 1,
    'lose one zone and one node': 'down, 0',
    'lose the volumes of one zone': 3,
  });
});

test('planned work takes as many pods as its strategy, and all budgets, let it', () => {
  const rolling = (strategy: Record<string, unknown>) =>
    left([workload({ replicas: 4, pod: evenly, spec: { strategy } }), one], zones([2, 2, 2]))['rolling update'];
  expect(rolling({ rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } })).toBe(4);
  expect(rolling({ rollingUpdate: { maxSurge: 0, maxUnavailable: 3 } })).toBe(1);
  expect(rolling({ rollingUpdate: { maxSurge: 0, maxUnavailable: 9 } })).toBe('down, 0');
  expect(rolling({ type: 'Recreate' })).toBe('down, 0');

  const drained = (...budgets: readonly unknown[]) => {
    const events = left(
      [workload({ replicas: 6, pod: { topologySpreadConstraints: [spread('zone', revision)] } }), ...budgets],
      zones([2, 2, 2]),
    );
    return [events['drain one node'], events['pool upgrade']];
  };
  // A node carries two pods at most, and all nodes are of one pool.
  expect(drained()).toEqual([4, 'down, 0']);
  expect(drained(budget({ maxUnavailable: 5 }))).toEqual([4, 1]);
  expect(drained(one)).toEqual([5, 5]);
});

test('pools of other names may be upgraded one after another, or at once: nobody knows', () => {
  const base = zones([1, 1]);
  const named = (names: readonly string[]) => ({
    ...base,
    zones: base.zones.map((zone, index) => ({ ...zone, pools: zone.pools.map((pool) => ({ ...pool, name: names[index] as string })) })),
  });
  const web = [workload({ replicas: 4, pod: evenly })];
  const verdict = (names: readonly string[]) => {
    const { verdict: found, because } = service(web, named(names));
    return [found, because.split(':')[0]];
  };
  expect(verdict(['workers', 'workers'])).toEqual(['refuted', 'pool upgrade stops it']);
  expect(verdict(['one', 'other'])).toEqual(['unknown', 'pool upgrade stops it']);
  expect(left([workload({ replicas: 4, pod: evenly, ...needing(3) })], named(['one', 'other']))['pool upgrade']).toBe('down, 0');
  expect(
    service(
      [workload({ replicas: 4, pod: evenly, ...needing(3), spec: { strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } } })],
      named(['one', 'other']),
    ).verdict,
  ).toBe('refuted');
});

test('where pods may run is not known of another scheduler, and where there is only one it does not matter', () => {
  const elsewhere = { schedulerName: 'other' };
  expect(service([workload({ pod: elsewhere })], zones([2, 2]))).toMatchObject({
    verdict: 'unknown',
    singlePointsOfFailure: expect.arrayContaining([expect.objectContaining({ event: 'lose one node' })]),
  });
  expect(service([workload({ replicas: 1, pod: elsewhere })], zones([2, 2]))).toMatchObject({
    verdict: 'refuted',
    because: expect.stringMatching(/^lose one pod stops it/),
  });
});

test('nor is it known of another scheduler which pods wait', () => {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } };
  const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  const web = workload({ pod: { schedulerName: 'other', affinity }, ...needing(2) });
  expect(service([web], zones([2]))).toMatchObject({
    verdict: 'unknown',
    singlePointsOfFailure: expect.arrayContaining([expect.objectContaining({ event: 'lose one pod' })]),
  });
});

test('a workload without pods is down, with nothing to lose', () => {
  const none = [workload({ replicas: 0 })];
  expect(service(none, zones([2, 2]))).toMatchObject({
    verdict: 'refuted',
    because: 'lose one pod stops it: 1 pod is needed, and it runs 0',
  });
  expect(left(none, zones([2, 2]))).toMatchObject({ 'lose one pod': 'down, 0', 'lose one node': 'down, 0', 'rolling update': 'down, 0' });
});

describe('copies of a shard', () => {
  const data = (replicas: number, over: 'zone' | 'host', index: number, awareness?: string, maxSkew = 1) =>
    workload({
      kind: 'StatefulSet',
      replicas,
      annotations: {
        'nines.dev/elasticsearch.roles': 'data',
        'nines.dev/elasticsearch.index-replicas': `${index}`,
        ...(awareness === undefined ? {} : { 'nines.dev/elasticsearch.awareness': awareness }),
      },
      pod: { topologySpreadConstraints: [spread(over, { maxSkew })] },
    });

  test('are all on two pods of a node where nothing keeps them apart', () => {
    expect(left([data(6, 'zone', 1), one], zones([2, 2, 2]))).toEqual({
      'lose one pod': 5,
      'lose one node': 'down, 4',
      'lose one zone': 'down, 4',
      'drain one node': 5,
      'rolling update': 5,
      'pool upgrade': 5,
      'lose two nodes': 'down, 2',
      'lose one zone and one node': 'down, 2',
      'lose the volumes of one zone': 6,
    });
  });

  test('are one in each of three zones at most where these are known', () => {
    expect(left([data(6, 'zone', 1, 'zone'), one], zones([2, 2, 2]))).toEqual({
      'lose one pod': 5,
      'lose one node': 4,
      'lose one zone': 4,
      'drain one node': 5,
      'rolling update': 5,
      'pool upgrade': 5,
      'lose two nodes': 'down, 2',
      'lose one zone and one node': 'down, 2',
      'lose the volumes of one zone': 6,
    });
  });

  test('are one on each node at most where these are known, and so one in a zone of one node', () => {
    expect(left([data(4, 'host', 1, 'k8s_node_name'), one], zones([1, 1]))).toMatchObject({
      'lose one node': 2,
      'lose one zone': 2,
      'lose two nodes': 'down, 0',
      'lose one zone and one node': 'down, 0',
    });
    // Two nodes of a zone have one each.
    expect(left([data(4, 'host', 1, 'k8s_node_name'), one], zones([2, 2]))).toMatchObject({
      'lose one node': 3,
      'lose one zone': 'down, 2',
    });
    expect(left([data(4, 'host', 2, 'k8s_node_name'), one], zones([2, 2]))).toMatchObject({
      'lose one zone': 2,
      'lose two nodes': 2,
      'lose one zone and one node': 'down, 1',
    });
    expect(left([data(4, 'host', 2, 'k8s_node_name,zone'), one], zones([2, 2]))).toMatchObject({ 'lose one zone': 2, 'lose two nodes': 2 });
  });

  test('are two of three in each of two zones, and all on three pods of both', () => {
    const judged = (allowed: number) => left([data(6, 'zone', 2, 'zone'), budget({ maxUnavailable: allowed })], zones([3, 3]));
    const lost = { 'lose one node': 3, 'lose one zone': 3, 'lose two nodes': 'down, 0', 'lose one zone and one node': 'down, 0' };
    expect(judged(2)).toMatchObject({ ...lost, 'drain one node': 4, 'pool upgrade': 4 });
    expect(judged(3)).toMatchObject({ ...lost, 'drain one node': 3, 'pool upgrade': 'down, 3' });
  });

  test('are one on each of three nodes of a zone', () => {
    expect(left([data(3, 'host', 1, 'k8s_node_name'), one], zones([1, 1, 1]))).toMatchObject({
      'lose one zone': 2,
      'lose two nodes': 'down, 1',
    });
    expect(left([data(6, 'zone', 2, 'zone'), budget({ maxUnavailable: 2 })], zones([2, 2, 2]))['pool upgrade']).toBe(4);
  });

  test('are as many on a node as the fewest nodes that its pods may use hold', () => {
    // Four of six pods on two nodes of a zone, and the others on one node: of four copies each of the three holds two at most.
    expect(left([data(6, 'zone', 3, 'k8s_node_name', 2), one], zones([2, 2]))['lose one zone']).toBe('down, 2');
  });

  test('are gone with any pod where there is one', () => {
    expect(left([data(3, 'host', 0), one], zones([1, 1, 1]))).toMatchObject({
      'lose one pod': 'down, 2',
      'rolling update': 'down, 2',
      'drain one node': 'down, 2',
    });
  });
});

describe('pods are made again', () => {
  const again = { 'lose one pod': 'guaranteed', 'rolling update': 'guaranteed', 'pool upgrade': 'guaranteed' };
  const never = {
    'lose two nodes': 'impossible',
    'lose one zone and one node': 'impossible',
    'lose the volumes of one zone': 'impossible',
  };

  test('elsewhere, where rules and room surely leave them a place', () => {
    expect(recovers([workload({ ...needing(1) }), one], zones([2, 2, 2]))).toEqual({
      ...again,
      ...never,
      'lose one node': 'guaranteed',
      'lose one zone': 'guaranteed',
      'drain one node': 'guaranteed',
    });
    const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } };
    const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
    expect(recovers([workload({ pod: { affinity } }), one], zones([1, 1, 1]))).toMatchObject({
      'lose one node': 'impossible',
      'lose one zone': 'impossible',
    });
  });

  test('of a StatefulSet once nodes are back, and in a drain', () => {
    expect(recovers([workload({ kind: 'StatefulSet', ...needing(1) }), one], zones([2, 2, 2]))).toEqual({
      ...again,
      ...never,
      'lose one node': 'impossible',
      'lose one zone': 'impossible',
      'drain one node': 'guaranteed',
    });
  });

  test('where their volumes are', () => {
    const disk = { accessModes: ['ReadWriteOnce'], storageClassName: 'disk', resources: { requests: { storage: '1Gi' } } };
    const set = (needed: number) => [
      workload({
        kind: 'StatefulSet',
        ...needing(needed),
        spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: disk }] },
        pod: { topologySpreadConstraints: [spread('zone')] },
      }),
      one,
    ];
    const [zonal, local] = [storageClass('disk'), storageClass('disk', { provisioner: 'topolvm.io' })];
    expect(recovers([...set(1), zonal], zones([2, 2, 2]))['drain one node']).toBe('guaranteed');
    expect(recovers([...set(1), zonal], zones([1, 1, 1]))['drain one node']).toBe('impossible');
    expect(recovers([...set(1), local], zones([2, 2, 2]))['drain one node']).toBe('impossible');
    expect(left([...set(2), zonal], zones([2, 2, 2]))['lose the volumes of one zone']).toBe(2);
    expect(left([...set(3), zonal], zones([2, 2, 2]))['lose the volumes of one zone']).toBe('down, 2');
  });

  test('of a DaemonSet on no other node', () => {
    expect(recovers([workload({ kind: 'DaemonSet' }), one], zones([2, 1]))).toMatchObject({
      'lose one node': 'impossible',
      'drain one node': 'impossible',
    });
  });

  test('maybe, where it depends on the node', () => {
    // The only node of its zone still counts, and the other zone may have no pod more; a node of that zone has another beside it.
    const web = workload({ ...needing(1), pod: { topologySpreadConstraints: [spread('zone')] } });
    expect(recovers([web, one], zones([2, 1]))).toMatchObject({ 'lose one node': 'possible', 'drain one node': 'possible' });
  });

  test('maybe, where others may take their room', () => {
    const containers = [{ name: 'main', image: 'registry.example/main:1', resources: { requests: { cpu: '3' } } }];
    const documents = [workload({ replicas: 1, pod: { containers } }), workload({ name: 'other', replicas: 2, pod: { containers } })];
    expect(recovers(documents, zones([3]))).toMatchObject({ 'lose one node': 'possible', 'drain one node': 'possible' });
  });
});
