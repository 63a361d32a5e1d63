import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { judge, type Topology, topologies } from '../lib/availability';
import { readManifests } from '../lib/cli/read';
import { table } from '../lib/report/table';
import { application } from './application';

interface Case {
  readonly what: string;
  readonly limit: string;
  readonly manifests: () => readonly unknown[];
  readonly topology: Topology;
}

/** Prints how long a judgement takes and how that grows, in milliseconds of processor time, and what memory a process has taken that did nothing else. */
function main(): void {
  const asked = process.argv[2];
  if (asked !== undefined) {
    console.log(JSON.stringify(measured(cases()[Number(asked)] as Case)));
    return;
  }
  // A process for each: its memory is then that of the case and of nothing measured before.
  const rows = cases().map((_, index) =>
    JSON.parse(execFileSync(process.execPath, [...process.execArgv, __filename, String(index)], { encoding: 'utf8' })),
  );
  console.log(table([['WHAT', 'CPU ms', 'LIMIT', 'FIRST RUN', 'ITS MiB (limit 200)'], ...rows]));
}

function cases(): readonly Case[] {
  const shipped = (
    [
      ['local', 'minikube'],
      ['staging', 'digitalocean-3'],
      ['production', 'aws-3x2'],
    ] as const
  ).map(
    ([name, topology]): Case => ({
      what: `dist/${name}`,
      limit: '50 together',
      manifests: () => readManifests([`dist/${name}`]).map((it) => it.value),
      topology: topologies.get(topology) as Topology,
    }),
  );
  const made = (zones: number, nodes: number, workloads: number, kind: 'proved' | 'mixed', limit = ''): Case => ({
    what: `${zones} zones x ${nodes} nodes x ${workloads} workloads, ${kind}`,
    limit,
    manifests: () => application(workloads, kind === 'proved'),
    topology: cluster(zones, nodes),
  });
  const sizes = (
    [
      [10, ''],
      [100, '100'],
      [300, ''],
      [1000, '1000'],
    ] as const
  ).flatMap(([workloads, limit]) => [made(3, 1000, workloads, 'proved', limit), made(3, 1000, workloads, 'mixed', limit)]);
  const nodes = [10, 100, 10_000].map((count) => made(3, count, 100, 'proved'));
  const zones = [1, 2, 5, 8].map((count) => made(count, 10, 100, 'proved'));
  return [...shipped, ...sizes, ...nodes, ...zones];
}

function measured({ what, manifests, topology, limit }: Case): readonly string[] {
  const documents = manifests();
  const times: number[] = [];
  let mebibytes = 0;
  while (times.length < mostRuns && (times.length < 2 || performance.now() < mostMilliseconds)) {
    const before = process.cpuUsage();
    judge(documents, topology, { target: 0.999 });
    const { user, system } = process.cpuUsage(before);
    if (times.length === 0) mebibytes = process.resourceUsage().maxRSS / 1024;
    times.push((user + system) / 1000);
  }
  const settled = times.slice(Math.floor(times.length / 2)).sort((a, b) => a - b);
  const median = settled[Math.floor(settled.length / 2)] as number;
  return [what, median.toFixed(1), limit, (times[0] as number).toFixed(0), mebibytes.toFixed(0)];
}

/** In the first half of the runs the engine still compiles what it has just seen to be hot, and its work is counted with ours: that shows in the first run. */
const mostRuns = 30;
const mostMilliseconds = 10_000;

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
