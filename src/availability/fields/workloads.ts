import { type Fields, harmless, modelled, unmodelled } from './classification';
import { objectMeta, status, typeMeta } from './metadata';
import { podTemplate } from './pod';
import { claimSpec } from './storage';

const history = harmless('what is kept of former revisions');
const pace = harmless('a rollout waits longer between two pods, and goes through the same placements');

export const deployment: Fields = {
  ...typeMeta,
  spec: {
    replicas: modelled,
    selector: harmless('its own template carries the labels; the API server refuses it else'),
    strategy: { type: modelled, rollingUpdate: { maxSurge: modelled, maxUnavailable: modelled } },
    template: podTemplate,
    // A new Deployment that is paused makes no pods, and one that has some rolls nothing out.
    paused: unmodelled(),
    minReadySeconds: pace,
    progressDeadlineSeconds: harmless('it only changes a condition of the status'),
    revisionHistoryLimit: history,
  },
  status,
};

export const statefulSet: Fields = {
  ...typeMeta,
  spec: {
    replicas: modelled,
    selector: harmless('its own template carries the labels; the API server refuses it else'),
    template: podTemplate,
    updateStrategy: { type: modelled, rollingUpdate: { maxUnavailable: modelled, partition: modelled } },
    volumeClaimTemplates: { apiVersion: modelled, kind: modelled, metadata: objectMeta, spec: claimSpec, status },
    minReadySeconds: pace,
    ordinals: harmless('by which number its first pod goes'),
    persistentVolumeClaimRetentionPolicy: {
      whenDeleted: harmless('what becomes of its volumes once it is gone'),
      // The next pod of that name gets a new volume, which may be in another zone than the one before.
      whenScaled: unmodelled('Retain'),
    },
    podManagementPolicy: harmless('pods are taken to be made in any order; in order, they only wait longer'),
    revisionHistoryLimit: history,
    serviceName: harmless('a name for DNS'),
  },
  status,
};

export const daemonSet: Fields = {
  ...typeMeta,
  spec: {
    selector: harmless('its own template carries the labels; the API server refuses it else'),
    template: podTemplate,
    updateStrategy: { type: modelled, rollingUpdate: { maxSurge: modelled, maxUnavailable: modelled } },
    // A release takes all pods away that are ready for a shorter time, and with maxSurge the controller may not look again at new ones (docs/availability.md).
    minReadySeconds: unmodelled(0),
    revisionHistoryLimit: history,
  },
  status,
};
