import type { Manifest } from '../../../src/synthesis/manifest';
import { agreed } from '../../cluster/harness/server';
import type { Place } from './fleet';

/** The StatefulSet of an environment that has claims of its own. */
export function statefulSetOf({ target }: Place): Manifest {
  const found = target.manifests.find((manifest) => manifest.kind === 'StatefulSet');
  if (!found) throw new Error(`${target.name} has no StatefulSet`);
  return found;
}

/** Patches each claim of an environment, as the message of synth says. */
export async function growClaims({ cluster, target }: Place, storage: string): Promise<void> {
  const { namespace } = statefulSetOf({ cluster, target }).metadata;
  for (const { metadata, spec } of cluster.state.all('claims', namespace)) {
    // The class that stands for the platform's own says nothing about it.
    const storageClass = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: spec?.storageClassName as string } };
    agreed(await cluster.server.merge(storageClass, { allowVolumeExpansion: true }), `the class of ${metadata?.name}`);
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: metadata?.name as string, namespace } };
    agreed(await cluster.server.merge(claim, { spec: { resources: { requests: { storage } } } }), `growth of ${metadata?.name}`);
  }
}

/** `kubectl delete statefulset --cascade=orphan`. */
export async function orphanPods(place: Place): Promise<void> {
  const { name, namespace } = statefulSetOf(place).metadata;
  const path = `/apis/apps/v1/namespaces/${namespace}/statefulsets/${name}`;
  agreed(
    await place.cluster.server.call('DELETE', path, JSON.stringify({ propagationPolicy: 'Orphan' })),
    `deletion of StatefulSet ${name}`,
  );
}

/** The storage that the StatefulSet asks for each pod of its own. */
export async function templateStorage(place: Place): Promise<string> {
  const { body } = await place.cluster.server.read(statefulSetOf(place));
  // biome-ignore lint/suspicious/noExplicitAny: an object's depths have no type here
  return (body as any).spec?.volumeClaimTemplates?.[0]?.spec.resources.requests.storage;
}
