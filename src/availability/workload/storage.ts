import { installedClass, reachOf } from '../../cluster/storage-classes';
import { claimNamesOf, claimTemplatesOf } from '../../manifests/claims';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';

/** What holds a pod to a place by its volumes. */
export interface VolumePins {
  /**
   * `free`: no claims, or storage that every zone reaches. `zone`: each pod stays in its volume's zone. `node`: on its volume's node. `shared`: all pods share a
   * claim, and so its zone.
   */
  readonly pins: 'free' | 'zone' | 'node' | 'shared';
  /** Who chooses the zone of a volume: the scheduler at the pod's first bind, or the provisioner before. */
  readonly binding: 'WaitForFirstConsumer' | 'Immediate';
  /** The class, with how it is known; undefined without claims. */
  readonly source?: string;
}

const free: VolumePins = { pins: 'free', binding: 'WaitForFirstConsumer' };
const pinsOf = { node: 'node', zone: 'zone', everywhere: 'free' } as const;

/**
 * How the claims of a workload hold its pods. A class that nobody declares is taken as zonal and bound by the first pod, and the report says so. An
 * ephemeral volume ends with its pod, and so holds none.
 */
export function storageOf(workload: WorkloadResource, index: ObjectIndex): VolumePins {
  const own = claimTemplatesOf(workload).map((template) => classOf(template.text('spec', 'storageClassName'), index));
  const shared = claimNamesOf(workload).map((name) => {
    const claim = index.find('PersistentVolumeClaim', workload.namespace, name.text() ?? '');
    const found = classOf(claim?.root.text('spec', 'storageClassName'), index);
    return found.pins === 'zone' ? { ...found, pins: 'shared' as const } : found;
  });
  return strictest([...own, ...shared]);
}

function classOf(name: string | undefined, index: ObjectIndex): VolumePins {
  const declared = name === undefined ? undefined : index.find('StorageClass.storage.k8s.io', '', name);
  if (declared) {
    const provisioner = declared.root.text('provisioner') ?? '';
    const binding = declared.root.text('volumeBindingMode') === 'WaitForFirstConsumer' ? 'WaitForFirstConsumer' : 'Immediate';
    return { pins: pinsOf[reachOf(provisioner)], binding, source: `StorageClass ${name} in the manifests` };
  }
  const known = installedClass(name ?? '');
  if (known)
    return {
      pins: pinsOf[reachOf(known.provisioner)],
      binding: known.volumeBindingMode,
      source: `StorageClass ${name} as its provider installs it`,
    };
  return { pins: 'zone', binding: 'WaitForFirstConsumer', source: `StorageClass ${name ?? '(default)'} is not in the manifests` };
}

function strictest(storages: readonly VolumePins[]): VolumePins {
  const order = ['node', 'shared', 'zone', 'free'];
  const [first = free] = [...storages].sort((a, b) => order.indexOf(a.pins) - order.indexOf(b.pins));
  return storages.some((storage) => storage.binding === 'Immediate') ? { ...first, binding: 'Immediate' } : first;
}
