import { nearest } from '../../manifests/nearest';
import { podMakers } from '../../manifests/pod';
import { choice, show } from '../../manifests/words';
import type { RefusalRule } from '../rule';

export const mountHasVolume: RefusalRule = {
  id: 'mount-has-volume',
  severity: 'error',
  title: 'Every mounted volume is defined in the pod',
  why: 'The API server rejects the object.',
  fix: 'Correct the name of the mount, or add the volume to the pod.',
  isRefusal: true,
  appliesTo: podMakers,
  *check({ pod }) {
    if (!pod) return;
    const names = new Set(pod.volumes.flatMap((volume) => volume.text('name') ?? []));
    for (const container of pod.containers) {
      for (const mount of [...container.parts('volumeMounts'), ...container.parts('volumeDevices')]) {
        const at = mount.at('name');
        const name = at.text();
        if (name === undefined || names.has(name)) continue;
        const meant = names.size > 64 ? undefined : nearest(name, names);
        const add = names.size > 0 ? `add it under volumes, or mount ${choice([...names])}` : 'add it under volumes';
        yield { at, message: `volume ${show(name)} not found in the pod`, fix: meant ? `write '${meant}', or add the volume` : add };
      }
    }
  },
};
