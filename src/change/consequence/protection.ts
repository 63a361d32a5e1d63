import { deliveryAnnotation, listIn } from '../../manifests/annotations';
import type { KubernetesObject } from '../../manifests/object';
import type { Difference } from '../comparison/difference';
import { holdsData } from './data';
import { keptBy } from './removal';
import type { Effect, FieldRule, Versions } from './rules';

const FORCE = 'kustomize.toolkit.fluxcd.io/force';
/** Argo CD takes the hooks of Helm for its own. Source: Argo CD, "Helm", Helm Hooks. */
const HOOKS = ['argocd.argoproj.io/hook', 'argocd.argoproj.io/hook-delete-policy', 'helm.sh/hook', 'helm.sh/hook-delete-policy'];

/**
 * What Argo CD and Flux do with an object that holds data, by its annotations.
 *
 * Source: Argo CD, "Sync Options" and "Resource Hooks"; Flux, "Kustomization", spec.prune and spec.force.
 */
export const protectionRules: readonly FieldRule[] = [{ types: ['*'], field: 'metadata', effect: exposed }];

const kept = ['Namespace', 'PersistentVolume', 'VolumeSnapshot.snapshot.storage.k8s.io', 'VolumeSnapshotContent.snapshot.storage.k8s.io'];

function exposed({ path }: Difference, { before, after }: Versions): Effect | undefined {
  const [, annotations, name] = path;
  const isOwned = annotations === undefined || annotations === 'ownerReferences';
  if (isOwned && (holdsData(before) || kept.includes(before.type)) && hasMoreOwners(before, after)) return collected;
  if (annotations !== undefined && annotations !== 'annotations') return undefined;
  if (before.type === STORAGE_CLASS) return concernsOptions(name) && keptBy(before) && !keptBy(after) ? withoutClass : undefined;
  if (!holdsData(before) && !kept.includes(before.type)) return undefined;
  const concerns = (it: string) => name === undefined || name === it;
  return (
    (concerns(deliveryAnnotation.syncOptions) ? byOptions(before, after) : undefined) ??
    (concerns(deliveryAnnotation.prune) ? byFlux(before, after) : undefined) ??
    (concerns(FORCE) ? byForce(before, after) : undefined) ??
    HOOKS.filter((hook) => concerns(hook) && gains(hook, before, after)).map(asHook)[0]
  );
}

/** Source: Kubernetes, "Garbage Collection". */
const collected: Effect = {
  consequence: 'data at risk',
  because: 'from now on the garbage collector deletes it once its owners are gone, and at once if they never existed',
  fix: 'remove `ownerReferences`',
};

function hasMoreOwners(before: KubernetesObject, after: KubernetesObject): boolean {
  const [old, next] = [before, after].map(
    ({ root }) => new Set(root.items('metadata', 'ownerReferences').map((owner) => owner.text('uid'))),
  );
  return [...(next ?? [])].some((uid) => !old?.has(uid));
}

const STORAGE_CLASS = 'StorageClass.storage.k8s.io';

/** Volumes outlive their class. */
const withoutClass: Effect = {
  consequence: 'in place',
  because:
    'from now on it is deleted once it is gone from the manifests: volumes stay, but claims that name it no longer grow, and new ones stay pending',
};

function concernsOptions(name: string | undefined): boolean {
  return name === undefined || name === deliveryAnnotation.syncOptions || name === deliveryAnnotation.prune;
}

function byOptions(before: KubernetesObject, after: KubernetesObject): Effect | undefined {
  const [old, next] = [before, after].map(({ annotations }) => listIn(annotations, deliveryAnnotation.syncOptions)) as [string[], string[]];
  const isKept = (options: readonly string[], option: string) =>
    options.includes(`${option}=false`) || options.includes(`${option}=confirm`);
  if (isKept(old, 'Prune') && !isKept(next, 'Prune'))
    return risk('from now on Argo CD deletes it once it is gone from the manifests', `keep \`Prune=false\``);
  if (isKept(old, 'Delete') && !isKept(next, 'Delete'))
    return risk('from now on Argo CD deletes it with its Application', 'keep `Delete=false`');
  const forced = ['Force=true', 'Replace=true'].find((option) => next.includes(option) && !old.includes(option));
  return forced === undefined
    ? undefined
    : risk('from now on Argo CD may delete it and create it again, instead of updating it', `remove \`${forced}\``);
}

function byFlux(before: KubernetesObject, after: KubernetesObject): Effect | undefined {
  const [old, next] = [before, after].map(({ annotations }) => annotations.get(deliveryAnnotation.prune)?.toLowerCase());
  if (old !== 'disabled' || next === 'disabled') return undefined;
  return risk('from now on Flux deletes it once it is gone from the manifests', `keep \`${deliveryAnnotation.prune}: disabled\``);
}

function byForce(before: KubernetesObject, after: KubernetesObject): Effect | undefined {
  const [old, next] = [before, after].map(({ annotations }) => annotations.get(FORCE)?.toLowerCase());
  if (next !== 'enabled' || old === 'enabled') return undefined;
  return risk('from now on Flux deletes it and creates it again where a field is immutable', `remove \`${FORCE}\``);
}

function gains(hook: string, before: KubernetesObject, after: KubernetesObject): boolean {
  const now = after.annotations.get(hook);
  return now !== undefined && now !== before.annotations.get(hook);
}

function asHook(hook: string): Effect {
  return risk('as a hook, Argo CD deletes it and creates it again with a sync', `remove \`${hook}\``);
}

function risk(because: string, fix: string): Effect {
  return { consequence: 'data at risk', because, fix };
}
