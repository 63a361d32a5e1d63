import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { judge, type Topology } from '../src/availability';
import { indexOf } from '../src/manifests/object-index';
import { readManifests } from '../src/manifests/read';
import { topologies } from '../src/platform/topologies';
import { table } from '../src/report/columns';
import { rulesOver } from '../src/rules';
import { application } from './application';
import { cluster } from './cluster';
import { copies } from './copies';

interface Case {
  readonly what: string;
  readonly limit: string;

  /** Prepares the input and returns what is measured. */
  readonly prepare: () => () => void;
}

/** Prints how long the proof and the rules take and how that grows, in milliseconds of CPU time, and the memory of a process that does nothing else. */
function main(): void {
  const asked = process.argv[2];
  if (asked !== undefined) {
    console.log(JSON.stringify(measured(cases()[Number(asked)] as Case)));
    return;
  }
  // A process for each case, so that its memory is that of this case alone.
  const rows = cases().map((_, index) =>
    JSON.parse(execFileSync(process.execPath, [...process.execArgv, __filename, String(index)], { encoding: 'utf8' })),
  );
  console.log(table([['WHAT', 'CPU ms', 'LIMIT', 'FIRST RUN', 'ITS MiB (limit 200)'], ...rows]));
}

function cases(): readonly Case[] {
  const shop = (
    [
      ['local', 'minikube'],
      ['staging', 'digitalocean-3'],
      ['production', 'aws-3x2'],
    ] as const
  ).map(
    ([name, topology]): Case => ({
      what: `shop in ${name}`,
      limit: '50 together',
      prepare: () => {
        const manifests = readManifests([`build/bench/shop/${name}`]).documents.map((it) => it.value);
        return judging(manifests, topologies.get(topology) as Topology);
      },
    }),
  );
  const made = (zones: number, nodes: number, workloads: number, kind: 'proved' | 'mixed', limit = ''): Case => ({
    what: `${zones} zones x ${nodes} nodes x ${workloads} workloads, ${kind}`,
    limit,
    prepare: () => judging(application(workloads, kind === 'proved'), cluster(zones, nodes)),
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
  return [...shop, ...sizes, ...nodes, ...zones, ...rules()];
}

/** The rules, on an application and on copies of it. */
function rules(): readonly Case[] {
  const names = ['local', 'staging', 'production'];
  const shop: Case = {
    what: 'rules, shop in three environments',
    limit: '60',
    prepare: () => {
      const applications = names.map((name) => readManifests([`build/bench/shop/${name}`]).documents);
      return () => applications.forEach((documents) => void rulesOver(indexOf(documents)));
    },
  };
  const sizes = [1000, 3000, 10_000].map(
    (count): Case => ({
      what: `rules, ${count} objects`,
      limit: String((count * 1500) / 10_000),
      prepare: () => {
        const production = readManifests(['build/bench/shop/production']).documents.map(({ value }) => value);
        const documents = copies(production, count);
        return () => void rulesOver(indexOf(documents));
      },
    }),
  );
  return [shop, ...sizes];
}

function judging(manifests: readonly unknown[], topology: Topology): () => void {
  const documents = manifests.map((value) => ({ value }));
  return () => void judge(indexOf(documents), topology, { target: 0.999 });
}

function measured({ what, prepare, limit }: Case): readonly string[] {
  const run = prepare();
  const times: number[] = [];
  let mebibytes = 0;
  while (times.length < mostRuns && (times.length < 2 || performance.now() < mostMilliseconds)) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    if (times.length === 0) mebibytes = process.resourceUsage().maxRSS / 1024;
    times.push((user + system) / 1000);
  }
  const settled = times.slice(Math.floor(times.length / 2)).sort((a, b) => a - b);
  const median = settled[Math.floor(settled.length / 2)] as number;
  return [what, median.toFixed(1), limit, (times[0] as number).toFixed(0), mebibytes.toFixed(0)];
}

/** The first half of the runs is discarded: the engine is still compiling hot code, which counts as CPU time. */
const mostRuns = 30;
const mostMilliseconds = 10_000;

main();
