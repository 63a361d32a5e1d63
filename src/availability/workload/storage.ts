import { installedClass, reachOf } from '../../cluster/storage-classes';
import { isObject, listAt, textAt } from '../../manifests/value';
import type { Manifest, Reference } from '../manifest';

/** What holds a pod to a place by its volumes. */
export interface Storage {
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

const free: Storage = { pins: 'free', binding: 'WaitForFirstConsumer' };
const pinsOf = { node: 'node', zone: 'zone', everywhere: 'free' } as const;

/** How the claims of a workload hold its pods. A class that nobody declares is taken as zonal and bound by the first pod, and the report says so. */
export function storageOf(workload: Reference, spec: unknown, manifests: readonly Manifest[]): Storage {
  const templates = listAt(spec, 'volumeClaimTemplates');
  if (templates.length > 0) return strictest(templates.map((template) => classOf(textAt(template, 'spec', 'storageClassName'), manifests)));
  const names = listAt(spec, 'template', 'spec', 'volumes').map((volume) => textAt(volume, 'persistentVolumeClaim', 'claimName'));
  const claims = names.filter((name) => name !== undefined);
  if (claims.length === 0) return free;
  const shared = claims.map((name) => {
    const claim = manifests.find((it) => it.kind === 'PersistentVolumeClaim' && it.namespace === workload.namespace && it.name === name);
    const found = classOf(textAt(claim?.body, 'spec', 'storageClassName'), manifests);
    return found.pins === 'zone' ? { ...found, pins: 'shared' as const } : found;
  });
  return strictest(shared);
}

function classOf(name: string | undefined, manifests: readonly Manifest[]): Storage {
  const declared = manifests.find((manifest) => manifest.kind === 'StorageClass' && manifest.name === name);
  if (declared) {
    const provisioner = textAt(declared.body, 'provisioner') ?? '';
    const binding = textAt(declared.body, 'volumeBindingMode') === 'WaitForFirstConsumer' ? 'WaitForFirstConsumer' : 'Immediate';
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

function strictest(storages: readonly Storage[]): Storage {
  const order = ['node', 'shared', 'zone', 'free'];
  const [first = free] = [...storages].filter(isObject).sort((a, b) => order.indexOf(a.pins) - order.indexOf(b.pins)) as Storage[];
  return storages.some((storage) => storage.binding === 'Immediate') ? { ...first, binding: 'Immediate' } : first;
}
