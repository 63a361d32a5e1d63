import type { Manifest } from '../../../../src/synthesis/manifest';
import { Cluster } from '../../harness/cluster';
import { apply, prepare, settled } from '../../harness/deploy';
import type { Subject } from '../../harness/subject';
import { shortened } from '../../harness/timers';
import { until } from '../../harness/until';
import { type Replay, replay } from './replay';
import { isWitnessed, type Witness, witnessesOf } from './witness';

/** A witness of a case, and what became of it; undefined where it was not tried. */
export interface Row extends Omit<Replay, 'realised'> {
  readonly realised: boolean | undefined;
  readonly from: string;
}

/** Replays the witnesses of the cases of one topology on one cluster. */
export async function replayAll(subjects: readonly Subject[], note: (row: Row) => void): Promise<void> {
  const [first] = subjects;
  if (!first) return;
  const cluster = await Cluster.start(first.topology, { name: 'replay', scheduler: { podBackoff: 1, preference: 100 } });
  try {
    for (const it of subjects) await replayOf(cluster, it, note);
  } finally {
    await cluster.stop();
  }
}

/** Deploys what the witnessed workloads stand beside, and removes it afterwards. */
async function replayOf(
  cluster: Cluster,
  { name, manifests, classes, secrets, topology }: Subject,
  note: (row: Row) => void,
): Promise<void> {
  const witnesses = witnessesOf(manifests, topology);
  if (witnesses.length === 0) return;
  const others = manifests.filter((manifest) => !witnesses.some((witness) => isWitnessed(manifest, witness)));
  await prepare(cluster, manifests, classes);
  const { workloads } = await apply(cluster, others.map(shortened), secrets);
  await settled(cluster, workloads);
  for (const witness of witnesses) {
    if (manifests.some(placesVolumesFirst))
      note({ from: name, witness, realised: undefined, seen: 'the provisioner chooses the zones', seconds: 0 });
    else note({ from: name, ...(await replay(cluster, manifests, witness).catch((error: Error) => failed(witness, error))) });
  }
  for (const manifest of others) if (!STAYS.includes(manifest.kind)) await cluster.server.delete(manifest);
  const namespaces = manifests.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
  await until(cluster.state, 'the pods of the case to go', () => namespaces.every((it) => cluster.state.all('pods', it).length === 0));
}

/** One that broke down is as bad as one that did not come true. */
function failed(witness: Witness, { message }: Error): Replay {
  return { witness, realised: false, seen: `failed: ${message.split('\n')[0]}`, seconds: 0 };
}

/** What the next case may find. */
const STAYS = ['Namespace', 'StorageClass'];

/** Nobody can choose then where a pod may run. */
function placesVolumesFirst(manifest: Manifest): boolean {
  return manifest.kind === 'StorageClass' && manifest['volumeBindingMode'] === 'Immediate';
}
