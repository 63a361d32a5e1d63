import type { Manifest } from '../../../lib/synthesis/manifest';
import { Cluster } from '../harness/cluster';
import { apply, prepare, settled } from '../harness/deploy';
import type { Subject } from '../harness/subject';
import { shortened } from '../harness/timers';
import { type Replay, replay } from './replay';
import { describeWitness, isWitnessed, type Witness, witnessesOf } from './replay-witness';

/** A witness of a case, and what became of it. */
export interface Row extends Replay {
  readonly from: string;
}

/** Replays the witnesses of the cases, those of one topology on one cluster. */
export async function replayAll(subjects: readonly Subject[], note: (row: Row) => void = () => {}): Promise<Row[]> {
  const rows: Row[] = [];
  const topologies = new Map<string, Subject[]>();
  for (const it of subjects) {
    const key = JSON.stringify(it.topology);
    topologies.set(key, [...(topologies.get(key) ?? []), it]);
  }
  for (const alike of topologies.values()) {
    for (const together of apart(alike)) {
      const [first] = together as [Subject];
      const cluster = await Cluster.start(first.topology, { name: 'replay', scheduler: { podBackoff: 1, preference: 100 } });
      try {
        for (const it of together) {
          for await (const row of replayOf(cluster, it)) {
            rows.push(row);
            note(row);
          }
        }
      } finally {
        await cluster.stop();
      }
    }
  }
  return rows;
}

/** Cases that share a namespace need a cluster each. */
function apart(subjects: readonly Subject[]): Subject[][] {
  const lists: Subject[][] = [];
  const names = (it: Subject): string[] => it.manifests.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
  for (const it of subjects) {
    const list = lists.find((others) => others.every((other) => !names(other).some((name) => names(it).includes(name))));
    if (list) list.push(it);
    else lists.push([it]);
  }
  return lists;
}

async function* replayOf(cluster: Cluster, { name, manifests, classes, secrets, topology }: Subject): AsyncGenerator<Row> {
  const witnesses = witnessesOf(manifests, topology);
  if (witnesses.length === 0) return;
  const others = manifests.filter((manifest) => !witnesses.some((witness) => isWitnessed(manifest, witness)));
  await prepare(cluster, manifests, classes);
  const { workloads } = await apply(cluster, others.map(shortened), secrets);
  await settled(cluster, workloads);
  for (const witness of witnesses) yield { from: name, ...(await replay(cluster, manifests as Manifest[], witness)) };
}

/** The rows as Markdown. */
export function replayTable(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ from, witness, realised, seen, seconds }) =>
      `| ${from} | ${describeWitness(witness as Witness)} | ${realised ? 'yes' : '**no**'} | ${seen} | ${seconds.toFixed(1)} |`,
  );
  return ['| from | witness | realised | seen | seconds |', '| --- | --- | --- | --- | --- |', ...lines].join('\n');
}
