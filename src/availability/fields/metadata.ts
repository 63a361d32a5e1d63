import { type Fields, harmless, modelled, unmodelled } from './classification';

const bookkeeping = harmless('the API server keeps the books with it');

/** The metadata of any object. */
export const objectMeta: Fields = {
  name: modelled,
  namespace: modelled,
  labels: modelled,
  annotations: harmless('those of nines.dev are read, and of others those by which Kubernetes places or refuses pods'),
  creationTimestamp: bookkeeping,
  deletionGracePeriodSeconds: bookkeeping,
  deletionTimestamp: harmless('the API server sets it, and ignores what a manifest says'),
  finalizers: harmless('they only delay the deletion of the object'),
  generateName: harmless('a name like any other'),
  generation: bookkeeping,
  managedFields: bookkeeping,
  // The API server gives each object its uid, so an owner that a manifest names by uid is gone, and the object is deleted with it.
  ownerReferences: unmodelled(),
  resourceVersion: bookkeeping,
  selfLink: bookkeeping,
  uid: bookkeeping,
};

const notCopied = harmless('a controller copies only labels, annotations and finalizers into its pods');

/**
 * The metadata of a pod template.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller/controller_utils.go, GetPodFromTemplate.
 */
export const templateMeta: Fields = {
  labels: modelled,
  annotations: harmless('the scheduler reads none of them, and AppArmor profiles are read'),
  // A pod with a finalizer stays after its deletion, and a StatefulSet makes no other of its name meanwhile.
  finalizers: unmodelled(),
  name: notCopied,
  namespace: notCopied,
  creationTimestamp: notCopied,
  deletionGracePeriodSeconds: notCopied,
  deletionTimestamp: notCopied,
  generateName: notCopied,
  generation: notCopied,
  managedFields: notCopied,
  ownerReferences: notCopied,
  resourceVersion: notCopied,
  selfLink: notCopied,
  uid: notCopied,
};

/** What every object says of itself. */
export const typeMeta: Fields = { apiVersion: modelled, kind: modelled, metadata: objectMeta };

export const status = harmless('a controller writes it, and a manifest that holds it is not heard');
