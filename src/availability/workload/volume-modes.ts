import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { mountedClaims } from './claims';
import { neverRuns, type Obstacle } from './obstacle';

/** How a container uses a volume, by the mode that its claim must have. */
const uses = { volumeMounts: 'Filesystem', volumeDevices: 'Block' } as const;

/**
 * Containers that mount a raw device or open a file system as a device: the kubelet never starts the pods.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/kubelet/volumemanager/populator, createVolumeSpec; a volume that is bound has its claim's mode.
 */
export function volumeModeObstacles(workload: WorkloadResource, spec: Place, index: ObjectIndex): readonly Obstacle[] {
  const modes = new Map(
    mountedClaims(workload, index).flatMap(({ volume, spec: claim }) =>
      claim ? [[volume, claim.text('volumeMode') ?? 'Filesystem']] : [],
    ),
  );
  const containers = [...spec.items('initContainers'), ...spec.items('containers')];
  for (const container of containers)
    for (const [field, needed] of Object.entries(uses))
      for (const name of container.items(field).map((it) => it.text('name') ?? '')) {
        const mode = modes.get(name);
        if (mode === undefined || mode === needed) continue;
        const because = `its pods never start: container ${container.text('name')} has ${name} in its ${field}, and the claim's volumeMode is ${mode}`;
        return [neverRuns(idOf(workload), because)];
      }
  return [];
}
