import { nearest } from '../../manifests/nearest';
import { podMakers } from '../../manifests/pod';
import { choice, show } from '../../manifests/words';
import type { Rule } from '../rule';

export const mountHasVolume: Rule = {
  id: 'mount-has-volume',
  severity: 'error',
  title: 'A container mounts volumes that its pod has',
  why: 'The API server refuses the object.',
  fix: "Correct the name of the mount, or add the volume to the pod's.",
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
        const add = names.size > 0 ? `add it to the volumes, or mount ${choice([...names])}` : 'add it to the volumes';
        yield { at, message: `the pods have no volume ${show(name)} to mount`, fix: meant ? `write '${meant}', or add the volume` : add };
      }
    }
  },
};
