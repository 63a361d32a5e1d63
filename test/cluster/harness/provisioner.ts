import type { Manifest } from '../../../src/synthesis/manifest';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from './kubernetes-client';
import { ZONE_LABEL } from './nodes';
import { agreed, type Server } from './server';
import type { State } from './state';

/** The annotations by which Kubernetes' volume controller and scheduler hand a claim to a provisioner. */
const ASKED_OF = 'volume.kubernetes.io/storage-provisioner';
const SELECTED_NODE = 'volume.kubernetes.io/selected-node';
/** The resource that a claim asks for. */
const STORAGE = 'storage';
const MADE_BY = 'pv.kubernetes.io/provisioned-by';

/**
 * Plays the storage driver of every StorageClass: makes a volume for a claim in the zone of the node that the scheduler chose, and deletes
 * released volumes whose reclaim policy says so. Binding, protection and release are the real controllers'.
 */
export class Provisioner {
  private readonly busy = new Set<string>();
  private readonly state: State;
  private readonly server: Server;
  private readonly end: () => void;

  constructor(state: State, server: Server) {
    this.state = state;
    this.server = server;
    this.end = state.onChange(() => this.look());
  }

  close(): void {
    this.end();
  }

  private look(): void {
    for (const claim of this.state.all('claims')) {
      if (claim.status?.phase === 'Pending' && !claim.spec?.volumeName) this.once(claim, () => this.provision(claim));
    }
    for (const volume of this.state.all('volumes')) {
      if (volume.status?.phase === 'Released' && volume.spec?.persistentVolumeReclaimPolicy === 'Delete')
        this.once(volume, () => this.discard(volume));
    }
  }

  /** Once per object: its uid is forgotten only when there was nothing to do yet. */
  private once(object: { metadata?: { uid?: string } }, act: () => Promise<unknown> | undefined): void {
    const uid = object.metadata?.uid as string;
    if (this.busy.has(uid)) return;
    const acting = act();
    if (!acting) return;
    this.busy.add(uid);
    acting.catch((error: Error) => this.state.fail(error));
  }

  private provision(claim: PersistentVolumeClaim): Promise<unknown> | undefined {
    const annotations = claim.metadata?.annotations ?? {};
    const storageClass = this.state.get('storageClasses', claim.spec?.storageClassName ?? '');
    const node = annotations[SELECTED_NODE];
    if (!storageClass || annotations[ASKED_OF] !== storageClass.provisioner) return undefined;
    if (storageClass.volumeBindingMode === 'WaitForFirstConsumer' && !node) return undefined;
    const volume = volumeFor(claim, storageClass, this.zoneOf(node ?? this.anyNode(claim)));
    return this.server.apply(volume).then((answer) => agreed(answer, `volume for ${claim.metadata?.name}`));
  }

  private discard(volume: PersistentVolume): Promise<unknown> {
    const name = volume.metadata?.name as string;
    const answer = this.server.delete({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name } });
    return answer.then((it) => agreed(it, `deletion of volume ${name}`));
  }

  private zoneOf(node: string | undefined): string | undefined {
    return this.state.get('nodes', node ?? '')?.metadata?.labels?.[ZONE_LABEL];
  }

  /** Drivers choose by themselves when the class doesn't wait for a pod; ours goes by the claim's uid, which is random. */
  private anyNode(claim: PersistentVolumeClaim): string | undefined {
    const nodes = this.state.all('nodes').map(({ metadata }) => metadata?.name);
    return nodes.sort()[Number.parseInt(claim.metadata?.uid?.slice(0, 8) ?? '0', 16) % nodes.length];
  }
}

function volumeFor(claim: PersistentVolumeClaim, storageClass: StorageClass, zone: string | undefined): Manifest {
  const { name, namespace, uid } = claim.metadata as { name: string; namespace: string; uid: string };
  const inZone = { nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE_LABEL, operator: 'In', values: [zone] }] }] };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid}`, annotations: { [MADE_BY]: storageClass.provisioner } },
    spec: {
      capacity: { storage: claim.spec?.resources?.requests?.[STORAGE] },
      accessModes: claim.spec?.accessModes,
      volumeMode: claim.spec?.volumeMode ?? 'Filesystem',
      storageClassName: storageClass.metadata?.name,
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace, uid },
      ...sourceFor(storageClass.provisioner, `${namespace}-${name}-${uid}`),
      ...(zone ? { nodeAffinity: { required: inZone } } : {}),
    },
  };
}

/** minikube's own provisioner is no CSI driver; it makes folders on its one node. */
function sourceFor(provisioner: string, handle: string): object {
  return provisioner.includes('/')
    ? { hostPath: { path: `/tmp/hostpath-provisioner/${handle}` } }
    : { csi: { driver: provisioner, volumeHandle: handle } };
}
