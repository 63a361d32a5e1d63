import type { Failure } from '../../cluster/rate';
import { replicationOf } from '../../manifests/data-images';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { afterNodeLoss } from '../placement/relocation';
import { zoneVector } from '../placement/symmetry';
import { untilNodeIsLeft, untilZoneIsLeft } from '../probability/candidate';
import type { OnlyPod, OnlyPodLoss } from '../result';
import type { Assessment } from '../verdict/assessment';
import type { Context } from '../verdict/context';
import type { Judgement } from '../verdict/verdict';
import { exclusivityOf, mountedClaims } from '../workload/claims';
import type { Workload } from '../workload/workload';
import { leaveSooner, mayRunMore, toleratesLong } from './edits';

/** The taint after which Kubernetes deletes a node's pods and detaches their volumes at once. Source: kubernetes.io, Non-graceful node shutdown handling. */
const outOfService = 'kubectl taint node NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute';

/** What the loss of a service's only pod costs, where nobody may propose a second one; undefined of any other service. */
export function onlyPodOf(assessment: Assessment, { singlePointsOfFailure }: Judgement, { index }: Context): OnlyPod | undefined {
  const { workload } = assessment;
  const { kind, namespace, name, replicas, peak } = workload;
  if (kind === 'DaemonSet' || replicas !== 1 || peak !== 1) return undefined;
  if (!singlePointsOfFailure.some(({ event, object }) => event === 'lose one pod' && object === idOf(workload))) return undefined;
  const object = index.find(`${kind}.apps`, namespace, name);
  const resource = object && index.workload(object);
  const replication = resource && replicationFor(workload, resource, index);
  const losses = [nodeLoss(assessment), zoneLoss(assessment)].flatMap((it) => it ?? []);
  return replication === undefined || losses.length === 0 ? undefined : { losses, replication };
}

/** What lets a second pod take over; undefined where it would by itself, having neither data of its own nor a volume that one node at a time mounts. */
function replicationFor(workload: Workload, resource: WorkloadResource, index: ObjectIndex): string | undefined {
  if (mayRunMore(workload)) {
    const isAlone = mountedClaims(resource, index).some(({ held, spec }) => held === 'shared' && spec && exclusivityOf(spec) !== 'none');
    return isAlone ? 'a volume that several nodes mount (ReadWriteMany)' : undefined;
  }
  const [known = 'the replication of its program'] = resource.pod.spec
    .items('containers')
    .flatMap((container) => replicationOf(container.text('image') ?? '') ?? []);
  return known;
}

function nodeLoss(assessment: Assessment): OnlyPodLoss | undefined {
  const { setting, staged, workload } = assessment;
  const { grid, cluster } = setting;
  const met = staged.flatMap(({ counts }) =>
    counts.flatMap((count, leaf) => {
      const failure = cluster.cells[grid.leaves[leaf]?.cell ?? 0]?.failure ?? 'never';
      return count > 0 ? lasting(failure, untilNodeIsLeft(setting, counts, leaf)) : [];
    }),
  );
  if (met.length === 0) return undefined;
  const hasOtherNode = staged.every(({ counts }) =>
    counts.every((count, leaf) => count === 0 || afterNodeLoss(grid, counts, leaf, count, { ...setting.moves, replaced: true }).any),
  );
  return { event: 'lose one node', ...longest(met), because: waitingForNode(workload), ...shorterNode(assessment, hasOtherNode) };
}

function zoneLoss({ setting, staged, workload }: Assessment): OnlyPodLoss | undefined {
  const { grid, cluster } = setting;
  if (cluster.zones.length < 2) return undefined;
  const met = staged.flatMap(({ counts }) =>
    zoneVector(grid.leaves, grid.zones, counts).flatMap((pods, zone) =>
      pods > 0 ? lasting(cluster.zones[zone]?.failure ?? 'never', untilZoneIsLeft(setting, counts, zone)) : [],
    ),
  );
  if (met.length === 0) return undefined;
  const stays = workload.storage.pins !== 'free';
  const shorter = stays ? { shorter: 'a StorageClass whose volumes are replicated over zones lets it leave' } : {};
  return { event: 'lose one zone', ...longest(met), because: stays ? 'its volume is in that zone' : waitingForNode(workload), ...shorter };
}

interface Lasting {
  readonly lower: number;
  readonly upper: number;
}

/** How long a failure lasts for the pod: until it is repaired, or the pod runs elsewhere. */
function lasting(failure: Failure, until: Lasting): readonly Lasting[] {
  if (failure === 'never') return [];
  return [{ lower: Math.min(failure.mttr, until.lower), upper: Math.min(failure.mttr, until.upper) }];
}

function longest(all: readonly Lasting[]): Lasting {
  return { lower: Math.min(...all.map(({ lower }) => lower)), upper: Math.max(...all.map(({ upper }) => upper)) };
}

function waitingForNode(workload: Workload): string {
  const { storage, replacedAtOnce } = workload;
  if (storage.pins === 'node') return 'its volume is on that node';
  if (!replacedAtOnce) return "a StatefulSet's pod waits for its node";
  if (storage.pins !== 'free') return 'its volume may stay attached to the lost node';
  return `until it is evicted and starts elsewhere${losesData(workload) ? ', without its data' : ''}`;
}

/** Whether its data ends with its pod, so that it shouldn't leave a node sooner than it has to. */
function losesData({ storage, keepsOwnData }: Workload): boolean {
  return keepsOwnData && storage.source === undefined;
}

function shorterNode({ workload }: Assessment, hasOtherNode: boolean): Pick<OnlyPodLoss, 'shorter'> {
  const { pins } = workload.storage;
  if (pins === 'node') return { shorter: 'a StorageClass with volumes on the network lets it leave' };
  if (losesData(workload)) return { shorter: 'a PersistentVolumeClaim would keep its data' };
  if (!hasOtherNode) return { shorter: `a second node${pins === 'free' ? '' : ' in its zone'} lets it leave` };
  if (workload.replacedAtOnce && pins === 'free') return toleratesLong(workload) ? { shorter: leaveSooner } : {};
  return { shorter: `once its machine is surely off, let the pod leave at once: ${outOfService}` };
}
