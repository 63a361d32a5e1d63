import { type Fields, harmless, modelled, unmodelled } from './classification';
import { claimSpec } from './storage';

const local = harmless('the kubelet makes it on whichever node the pod is bound to');
const network = harmless('reached over the network from every node');

// A disk that only some nodes reach, or that one node at a time may attach.
const disk = unmodelled();

// Kubernetes has no plugin for it any more, and the kubelet mounts it never.
const gone = unmodelled();

/** The volumes of a pod. */
export const volumes: Fields = {
  name: harmless('a name within the pod'),
  persistentVolumeClaim: { claimName: modelled, readOnly: harmless('how it is mounted, not where') },
  ephemeral: { volumeClaimTemplate: { metadata: harmless('labels of the claim'), spec: claimSpec } },
  configMap: local,
  downwardAPI: local,
  emptyDir: local,
  image: local,
  gitRepo: gone,
  projected: local,
  secret: local,
  csi: harmless('made for the pod on its node; its driver is taken to run on every node'),
  hostPath: harmless('every node is taken to have the path'),
  azureFile: network,
  cephfs: gone,
  glusterfs: gone,
  nfs: network,
  quobyte: gone,
  awsElasticBlockStore: disk,
  azureDisk: disk,
  cinder: disk,
  fc: disk,
  flexVolume: disk,
  flocker: disk,
  gcePersistentDisk: disk,
  iscsi: disk,
  photonPersistentDisk: disk,
  portworxVolume: disk,
  rbd: disk,
  scaleIO: disk,
  storageos: disk,
  vsphereVolume: disk,
};
