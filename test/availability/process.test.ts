import { judge } from './judged';
import { spread, workload, zones } from './manifests';
import { type Process, simulated } from './reference/process';

const FAILOVER = 90;
const cluster = { nodes: [3, 3, 3], node: { up: 6000, down: 160 }, zone: { up: 7500, down: 120 } };
const topology = {
  ...zones(cluster.nodes, { times: { nodeMonitorGrace: '50s', toleration: '30s', podStart: '10s', evictionRate: 1_000_000 } }),
  zones: zones(cluster.nodes).zones.map((zone) => ({
    ...zone,
    rate: { mtbf: '7500s', mttr: '120s', source: 'test' },
    pools: zone.pools.map((pool) => ({ ...pool, rate: { mtbf: '6000s', mttr: '160s', source: 'test' } })),
  })),
};

/** Runs of one length each: what they differ by says how exact their mean is. */
const RUNS = 10;
const SECONDS = 3_000_000;

test.each([
  { name: 'one pod that moves', kind: 'Deployment', replicas: 1, needed: 1, failover: FAILOVER },
  { name: 'two that move, over zones', kind: 'Deployment', replicas: 2, needed: 1, failover: FAILOVER },
  { name: 'three that move within their zone and wait for it', kind: 'Deployment', replicas: 3, needed: 2, failover: FAILOVER },
  { name: 'three that wait for their nodes', kind: 'StatefulSet', replicas: 3, needed: 2 },
])('failures and repairs in time come to the figure: $name', ({ kind, replicas, needed, failover }) => {
  const keys = kind === 'Deployment' ? { matchLabelKeys: ['pod-template-hash'] } : {};
  const annotations = { 'nines.dev/needed': String(needed) };
  const pod = { topologySpreadConstraints: [spread('zone', keys)] };
  const [service] = judge([workload({ kind, replicas, annotations, pod })], topology, { withoutAdvice: true }).services;
  const { lower = 0, upper = 0 } = service?.unavailability ?? {};
  const process: Process = { ...cluster, replicas, needed, failover };
  const random = randomOf(20_261_121);
  const runs = Array.from({ length: RUNS }, () => simulated(process, SECONDS, random));
  const mean = runs.reduce((sum, run) => sum + run, 0) / RUNS;
  const error = Math.sqrt(runs.reduce((sum, run) => sum + (run - mean) ** 2, 0) / (RUNS - 1) / RUNS);

  expect(lower).toBe(upper);
  expect(error / mean).toBeLessThan(0.1);
  expect(Math.abs(mean - upper)).toBeLessThan(4 * error);
});

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
