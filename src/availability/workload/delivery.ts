import { deliveryAnnotation } from '../../manifests/annotations';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { kinds } from '../fields/kinds';
import { reliesOn } from './relied-on';

/** An object that a program which delivers manifests doesn't keep as it is. */
interface Fleeting {
  readonly object: KubernetesObject;
  readonly because: string;
}

const known = new WeakMap<ObjectIndex, readonly Fleeting[]>();

/** What manifests themselves say of objects that a workload relies on: that they are deleted, deleted and made again, or not applied. As sentences. */
export function undelivered(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  const fleeting = known.get(index) ?? index.objects.flatMap((object) => [...fleetingOf(object), ...otherwiseIn(object, index)]);
  known.set(index, fleeting);
  const found = fleeting.filter(({ object }) => reliesOn(workload, object, index)).map(({ because }) => because);
  return [...found, ...replacedCount(workload, index)];
}

/**
 * Annotations that make an object a hook. Without a policy of deletion both programs delete a hook before they make it again, with the pods of a workload.
 *
 * Source: helm.sh/helm v4, pkg/action/hooks.go, hookSetDeletePolicy; argoproj/gitops-engine, pkg/sync/hook/delete_policy.go, DeletePolicies; kluctl.io, Annotations.
 */
const hooks: readonly string[] = [
  'helm.sh/hook',
  'helm.sh/hook-delete-policy',
  'argocd.argoproj.io/hook',
  'argocd.argoproj.io/hook-delete-policy',
  'kluctl.io/hook',
  'kluctl.io/hook-delete-policy',
];

/** What of Argo CD's options of a sync deletes an object and makes it again. Source: argo-cd.readthedocs.io, Sync Options, Force Sync. */
const forced = /(?:^|,)\s*Force=true\s*(?:,|$)/;

/** By this option Argo CD writes the whole object. Source: argoproj/gitops-engine, pkg/sync/sync_context.go, applyObject. */
const replaced = /(?:^|,)\s*Replace=true\s*(?:,|$)/;

const yes = /^(?!false|disabled|n$|no$|off$)/i;

/**
 * Annotations by which programs delete an object, or leave it out, with the values that say so.
 *
 * Source: sigs.k8s.io/kustomize/api v0.21.1, resource/factory.go, SliceFromBytes; argo-cd.readthedocs.io, Resource Hooks; fluxcd.io, Kustomization, Controlling the
 * apply behavior; carvel.dev/kapp, Apply stage; codeberg.org/hjacobs/kube-janitor; spinnaker.io, Kubernetes manifest annotations; kluctl.io, Annotations; werf.io, Annotations;
 * openshift/cluster-version-operator, docs; Google Cloud, Config Sync, Ignore an object.
 */
const others: readonly { readonly key: string; readonly values: RegExp; readonly says: (id: string) => string }[] = [
  {
    key: 'config.kubernetes.io/local-config',
    values: yes,
    says: (id) => `config.kubernetes.io/local-config of ${id} tells Kustomize and kpt not to apply it`,
  },
  { key: 'argocd.argoproj.io/hook', values: /^Skip$/, says: (id) => `argocd.argoproj.io/hook of ${id} says not to apply it` },
  {
    key: 'kustomize.toolkit.fluxcd.io/ssa',
    values: /^Ignore$/,
    says: (id) => `kustomize.toolkit.fluxcd.io/ssa of ${id} says not to apply it`,
  },
  { key: 'kapp.k14s.io/noop', values: /^/, says: (id) => `kapp.k14s.io/noop of ${id} says not to apply it` },
  {
    key: 'configmanagement.gke.io/managed',
    values: /^disabled$/,
    says: (id) => `configmanagement.gke.io/managed of ${id} says not to apply it`,
  },
  { key: 'kapp.k14s.io/update-strategy', values: /^(always-replace|fallback-on-replace)$/, says: again('kapp') },
  { key: 'strategy.spinnaker.io/recreate', values: /^true$/, says: again('Spinnaker') },
  { key: 'werf.io/delete-policy', values: /^/, says: again('werf') },
  { key: 'kluctl.io/delete', values: /^true$/, says: gone('Kluctl') },
  { key: 'release.openshift.io/delete', values: /^true$/, says: gone("OpenShift's version operator") },
  { key: 'janitor/ttl', values: /^(?!forever$)/, says: gone('kube-janitor') },
  { key: 'janitor/expires', values: /^/, says: gone('kube-janitor') },
];

function again(program: string): (id: string) => string {
  return (id) => `an annotation of ${id} tells ${program} to delete it and make it again`;
}

function gone(program: string): (id: string) => string {
  return (id) => `an annotation of ${id} tells ${program} to delete it`;
}

function fleetingOf(object: KubernetesObject): readonly Fleeting[] {
  const { annotations } = object;
  if (annotations.size === 0) return [];
  const id = idOf(object);
  const isHook = hooks.some((key) => annotations.has(key) && annotations.get(key) !== 'Skip');
  const found = [
    ...(isHook ? [`${id} is a hook, which is deleted before or after a release`] : []),
    ...(forced.test(annotations.get(deliveryAnnotation.syncOptions) ?? '')
      ? [`Force=true of ${id} tells Argo CD to delete it and make it again`]
      : []),
    ...others.flatMap(({ key, values, says }) => (annotations.has(key) && values.test(annotations.get(key) ?? '') ? [says(id)] : [])),
  ];
  return found.map((because) => ({ object, because }));
}

/** An owner that a manifest names by uid is gone, and of two objects of one name the one that is applied last counts. */
function otherwiseIn(object: KubernetesObject, index: ObjectIndex): readonly Fleeting[] {
  const { type, namespace, name, root } = object;
  const id = idOf(object);
  // Of the classified kinds the field itself is not modelled.
  const isOwned = !Object.hasOwn(kinds, type) && root.items('metadata', 'ownerReferences').length > 0;
  const all = index.all(type, namespace, name);
  const differs = all.length > 1 && all[0] === object && new Set(all.map((it) => JSON.stringify(it.root.value))).size > 1;
  return [
    ...(isOwned ? [{ object, because: `${id} has an owner by uid, which is gone, and is deleted with it` }] : []),
    ...(differs ? [{ object, because: `${id} is in the manifests ${all.length} times, and the one that is applied last counts` }] : []),
  ];
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
