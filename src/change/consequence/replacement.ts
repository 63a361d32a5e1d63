import { claimTemplatesOf } from '../../manifests/claims';
import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex } from '../../manifests/object-index';
import { scaleOf } from '../../manifests/scale';
import type { Sides } from '../delivery/expansion';
import { holdsData } from './data';
import { unknownRemoval } from './databases/holders';
import { renamedDelivery } from './delivery/renamed';
import { readersOf } from './readers';
import { keptBy, removalOf } from './removal';
import type { Effect } from './rules';

/** What it does that a new object takes the place of one that is gone: both exist until the old one is pruned, or the new one is missing after that. */
export function replacementOf(before: KubernetesObject, after: KubernetesObject, { base, head }: Sides<ObjectIndex>): Effect {
  const how = before.namespace === after.namespace ? 'it has another name' : 'it moves to another namespace';
  const old = inWords(before);
  if (holdsData(before)) return startsEmpty(before, how, removalOf(before, base, head));
  const deployment = renamedDelivery(before, after, how, base);
  if (deployment) return deployment;
  const because = (text: string): Effect => ({ consequence: 'replacement', because: `${how}: ${text}` });
  const option = keptBy(before);
  if (option !== undefined) return because(`${old} says ${option}, so it stays beside it, and nothing manages it`);
  if (before.type === 'Job.batch')
    return because(`it runs as a new Job, whether or not ${old} has run; that one is deleted with its pods if your tool prunes`);
  if (before.type === 'CronJob.batch')
    return {
      ...because(`both run on their schedules until ${old} is pruned, and go on if it never is`),
      fix: `suspend ${old} first if both must not run at once`,
    };
  if (before.pod)
    return { ...because(podsOfBoth(before, after)), fix: 'keep the name, or prune the old one when the pods of the new one are ready' };
  switch (before.type) {
    case 'Service':
      return because(`${old} is gone, and clients that use its name or its address fail once it is pruned`);
    case 'ConfigMap':
    case 'Secret':
    case 'ServiceAccount':
      return because(`${old} is gone, and ${stillRead(before, head)}`);
    case 'Ingress.networking.k8s.io':
    case 'HTTPRoute.gateway.networking.k8s.io':
      return because(`${old} is gone, and requests fail between its pruning and the new routes, unless those come first`);
    case 'StorageClass.storage.k8s.io':
      return because(
        `${old} is gone: claims that name it keep their volumes; once it is pruned they can't grow, and new ones stay pending`,
      );
    default:
      return custom(before, how) ?? because(`${old} is gone`);
  }
}

/** A custom resource of an unknown kind that asks for storage. */
function custom(before: KubernetesObject, how: string): Effect | undefined {
  const removal = unknownRemoval(before);
  return removal?.fix ? { ...removal, because: `${how}: ${inWords(before)} is gone; ${removal.because}` } : undefined;
}

/** What holds data is found by its name: under another one there is new, empty data. */
function startsEmpty(before: KubernetesObject, how: string, removal: Effect): Effect {
  const old = inWords(before);
  const stays = `${how}, and so has empty volumes: the data stays in those of ${old}, if that isn't pruned with its namespace`;
  const goes = `${how}, and so has empty volumes. ${old} is gone: ${removal.because}`;
  const because = removal.consequence === 'data at risk' ? goes : stays;
  return { consequence: 'data at risk', because, fix: `keep the name and the namespace of ${old}` };
}

function podsOfBoth(before: KubernetesObject, after: KubernetesObject): string {
  const pods = scaleOf(after, [])?.replicas;
  const start = pods === undefined ? 'new pods start' : pods === 1 ? '1 new pod starts' : `${pods} new pods start`;
  const beside = `${start} beside those of ${inWords(before)}, which are deleted with it if your tool prunes, and go on otherwise`;
  const names = after.type === 'StatefulSet.apps' && claimTemplatesOf(after).length === 0 ? '. Pods and their DNS names change too' : '';
  return `${beside}. What prunes before the new ones are ready interrupts the service${names}`;
}

function stillRead(before: KubernetesObject, head: ObjectIndex): string {
  const readers = readersOf(before, head);
  return readers === undefined
    ? "no manifest names it any longer: once it is pruned, pods of an earlier template that do don't start again"
    : `pods of ${readers} still name it: once it is pruned they don't start`;
}
