import { performance } from 'node:perf_hooks';
import { judge, type Topology, topologies } from '../lib/availability';
import { readManifests } from '../lib/cli/read';
import { table } from '../lib/report/table';
import { application } from './application';

/** Prints how long a judgement takes and how that grows: milliseconds of processor time, the median of some runs, the first left out. */
function main(): void {
  const rows: string[][] = [['WHAT', 'CPU ms', 'LIMIT', 'MiB']];
  for (const [name, topology] of [
    ['local', 'minikube'],
    ['staging', 'digitalocean-3'],
    ['production', 'aws-3x2'],
  ] as const) {
    const manifests = readManifests([`dist/${name}`]).map((it) => it.value);
    rows.push(row(`dist/${name}`, manifests, topologies.get(topology) as Topology, '50 together'));
  }
  const large = cluster(3, 1000);
  for (const [workloads, limit] of [
    [10, ''],
    [100, '100'],
    [300, ''],
    [1000, '1000'],
  ] as const) {
    rows.push(row(`3 zones x 1000 nodes x ${workloads} workloads, proved`, application(workloads, true), large, limit));
    rows.push(row(`3 zones x 1000 nodes x ${workloads} workloads, mixed`, application(workloads, false), large, limit));
  }
  for (const nodes of [10, 100, 10_000])
    rows.push(row(`3 zones x ${nodes} nodes x 100 workloads`, application(100, true), cluster(3, nodes), ''));
  for (const zones of [1, 2, 5, 8])
    rows.push(row(`${zones} zones x 10 nodes x 100 workloads`, application(100, true), cluster(zones, 10), ''));
  console.log(table(rows));
}

function row(what: string, manifests: readonly unknown[], topology: Topology, limit: string): string[] {
  const times: number[] = [];
  for (let run = 0; run < 6; run++) {
    const before = process.cpuUsage();
    judge(manifests, topology, { target: 0.999 });
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
    if (performance.now() > 240_000) break;
  }
  const [, ...warm] = times;
  const median = warm.sort((a, b) => a - b)[Math.floor(warm.length / 2)] ?? times[0] ?? 0;
  return [what, `${median.toFixed(1)} (first ${times[0]?.toFixed(0)})`, limit, String(Math.round(process.memoryUsage().rss / 2 ** 20))];
}

function cluster(zones: number, nodes: number): Topology {
  return {
    kubernetes: '1.36',
    zones: Array.from({ length: zones }, (_, zone) => ({
      name: `zone-${zone}`,
      rate: { mtbf: '8766h', mttr: '1h', source: 'bench' },
      pools: [
        {
          name: 'workers',
          count: nodes,
          allocatable: { cpu: '16', memory: '64Gi', pods: 110 },
          rate: { mtbf: '3130h', mttr: '15m', source: 'bench' },
        },
      ],
    })),
    pods: { crash: { mtbf: '720h', mttr: '90s', source: 'bench' } },
  };
}

main();
