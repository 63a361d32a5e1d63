import { deliveryAnnotation } from '../../manifests/annotations';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { announcedBy, ofDelivery } from '../fields/announcements';
import { kinds } from '../fields/kinds';
import { reliesOn } from './relied-on';

/** An object that a program which delivers manifests doesn't keep as it is. */
interface Fleeting {
  readonly object: KubernetesObject;
  readonly because: string;
}

const known = new WeakMap<ObjectIndex, readonly Fleeting[]>();

/**
 * What manifests themselves say of objects that a workload relies on: that they are deleted, deleted and made again, or not applied. As sentences.
 *
 * @param around the objects that can change where or whether its pods run
 */
export function undelivered(workload: WorkloadResource, index: ObjectIndex, around: readonly KubernetesObject[]): readonly string[] {
  const found = fleetingIn(index).filter(({ object }) => around.includes(object) || reliesOn(workload, object, index));
  return [...found.map(({ because }) => because), ...replacedCount(workload, index)];
}

/** Objects without which no pods are made: that one of them is missing excuses nothing, and leaves room to others. */
const requisite: ReadonlySet<string> = new Set([
  'Namespace',
  'ServiceAccount',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass.storage.k8s.io',
]);

/** Of these sentences, those about objects around a workload that may be what refutes it, and is not there. */
export function maybeMissing(workload: WorkloadResource, index: ObjectIndex, around: readonly KubernetesObject[]): readonly string[] {
  const others = around.filter(({ root, type }) => root !== workload.root && !requisite.has(type));
  return fleetingIn(index).flatMap(({ object, because }) => (others.includes(object) ? [because] : []));
}

function fleetingIn(index: ObjectIndex): readonly Fleeting[] {
  const found = known.get(index) ?? index.objects.flatMap((object) => [...fleetingOf(object), ...ownedIn(object)]);
  known.set(index, found);
  return found;
}

/** By this option Argo CD writes the whole object. Source: argoproj/gitops-engine, pkg/sync/sync_context.go, applyObject. */
const replaced = /(?:^|,)\s*Replace=true\s*(?:,|$)/;

function fleetingOf(object: KubernetesObject): readonly Fleeting[] {
  // Nobody delivers nodes.
  const stated = object.type === 'Node' ? [] : [...object.annotations, ...object.labels];
  const asked = stated.flatMap(([key, value]) => announcedBy(ofDelivery, key, value).map(({ asks }) => [asks, key] as const));
  // Of several keys that ask for one thing, one is enough.
  return [...new Map(asked)].map(([asks, key]) => ({ object, because: `${key} of ${idOf(object)} ${asks}` }));
}

/** An owner that a manifest names by uid is gone. Of the classified kinds the field itself is not modelled. */
function ownedIn(object: KubernetesObject): readonly Fleeting[] {
  if (Object.hasOwn(kinds, object.type) || object.root.items('metadata', 'ownerReferences').length === 0) return [];
  return [{ object, because: `${idOf(object)} has an owner by uid, which is gone, and is deleted with it` }];
}

/**
 * A workload that is replaced as a whole, and leaves its number of pods to an autoscaler, has one pod after each sync until the autoscaler looks again.
 *
 * Source: kubernetes.io, kubectl replace; Deployment v1, spec.replicas "Defaults to 1".
 */
function replacedCount(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  if (index.autoscalersOf(workload).length === 0 || workload.root.at('spec', 'replicas').isThere) return [];
  const applications = [...index.ofType('Application.argoproj.io'), ...index.ofType('ApplicationSet.argoproj.io')];
  const options = (path: readonly string[]) => (it: KubernetesObject) =>
    it.root.items(...path, 'syncPolicy', 'syncOptions').some(({ value }) => replaced.test(String(value)));
  const by = [
    ...(replaced.test(workload.annotations.get(deliveryAnnotation.syncOptions) ?? '') ? [workload] : []),
    ...applications.filter((it) => options(['spec'])(it) || options(['spec', 'template', 'spec'])(it)),
  ];
  return by.slice(0, 1).map((it) => `Replace=true of ${idOf(it)} tells Argo CD to set spec.replicas, which is left to an autoscaler, to 1`);
}
