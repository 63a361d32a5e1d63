import { type Fields, harmless, modelled, unmodelled } from './classification';
import { status, typeMeta } from './metadata';
import { nodeSelector } from './selectors';

const mounting = harmless('how a volume is made and mounted, not where');

/** What a claim asks for. */
export const claimSpec: Fields = {
  accessModes: modelled,
  storageClassName: modelled,
  volumeName: modelled,
  resources: harmless('a volume of the size asked for is taken to be made'),
  volumeMode: modelled,
  volumeAttributesClassName: modelled,
  // Only a volume with such labels will do, and none is made.
  selector: unmodelled(),
  // A copy can only be made where its original is, or waits for it.
  dataSource: unmodelled(),
  dataSourceRef: unmodelled(),
};

export const persistentVolumeClaim: Fields = { ...typeMeta, spec: claimSpec, status };

export const storageClass: Fields = {
  ...typeMeta,
  provisioner: modelled,
  volumeBindingMode: modelled,
  allowedTopologies: { matchLabelExpressions: { key: modelled, values: modelled } },
  allowVolumeExpansion: mounting,
  mountOptions: mounting,
  parameters: harmless('a driver reads them; from where its volumes can be mounted is known by its name'),
  reclaimPolicy: harmless('what becomes of a volume whose claim is gone'),
};

const bound = harmless('name and namespace say which claim is meant');
const source = harmless('from where it can be mounted is what nodeAffinity says');

// Kubernetes has no plugin for it any more, and the kubelet mounts it never.
const gone = unmodelled();

export const persistentVolume: Fields = {
  ...typeMeta,
  spec: {
    accessModes: modelled,
    claimRef: {
      name: modelled,
      namespace: modelled,
      apiVersion: bound,
      fieldPath: bound,
      kind: bound,
      resourceVersion: bound,
      // The API server gives each claim its uid, so the claim that is meant is gone.
      uid: unmodelled(),
    },
    nodeAffinity: { required: nodeSelector },
    storageClassName: modelled,
    capacity: harmless('a claim that is bound to it by name is taken to fit'),
    mountOptions: mounting,
    persistentVolumeReclaimPolicy: harmless('what becomes of it once its claim is gone'),
    volumeAttributesClassName: mounting,
    volumeMode: mounting,
    local: source,
    csi: source,
    azureFile: source,
    cephfs: gone,
    glusterfs: gone,
    nfs: source,
    quobyte: gone,
    flocker: gone,
    photonPersistentDisk: gone,
    scaleIO: gone,
    storageos: gone,
    fc: source,
    flexVolume: source,
    iscsi: source,
    portworxVolume: source,
    rbd: gone,
    vsphereVolume: source,
    // An admission plugin or a migration adds the zone of these, which the manifest needn't name.
    awsElasticBlockStore: unmodelled(),
    azureDisk: unmodelled(),
    cinder: unmodelled(),
    gcePersistentDisk: unmodelled(),
    // A directory of one node, whichever its pods are bound to.
    hostPath: unmodelled(),
  },
  status,
};
