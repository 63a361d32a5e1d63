import type { Manifest } from '../../../src/synthesis/manifest';
import type { Subject } from './subject';

/** The fields of a manifest that tests take out or change. */
interface Spec {
  persistentVolumeClaimRetentionPolicy?: { whenDeleted?: string };
  template?: {
    spec?: {
      topologySpreadConstraints?: SpreadConstraint[];
      affinity?: { podAntiAffinity?: object };
      containers?: Container[];
      initContainers?: Container[];
    };
  };
}

interface Container {
  resources?: Record<'requests' | 'limits', { memory?: string }>;
}

interface SpreadConstraint {
  readonly topologyKey: string;
  matchLabelKeys?: string[];
  nodeTaintsPolicy?: string;
}

/** A manifest that may be changed. */
export type Draft = { reclaimPolicy?: string; spec?: Spec } & Manifest;

/** The subject with all of its manifests changed; the shipped ones stay as they are. */
export function changed(subject: Subject, change: (draft: Draft) => void): Subject {
  const manifests = structuredClone(subject.manifests) as Draft[];
  for (const draft of manifests) change(draft);
  return { ...subject, manifests };
}

/** The subject without objects of this kind. */
export function without(subject: Subject, kind: string): Subject {
  return { ...subject, manifests: subject.manifests.filter((manifest) => manifest.kind !== kind) };
}

/**
 * The subject whose pods may run together in one such place. Cordoned nodes count for what is left of the spread: the model knows no release in
 * the middle of maintenance, which fills the nodes that are left.
 */
export function withoutSpread(subject: Subject, topologyKey: string): Subject {
  return changed(subject, ({ spec }) => {
    const pods = spec?.template?.spec;
    if (pods?.topologySpreadConstraints) {
      const others = pods.topologySpreadConstraints.filter((constraint) => constraint.topologyKey !== topologyKey);
      for (const constraint of others) delete constraint.nodeTaintsPolicy;
      pods.topologySpreadConstraints = others;
    }
    delete pods?.affinity?.podAntiAffinity;
  });
}

/** The subject whose stateful pods ask for this much memory. */
export function withMemory(subject: Subject, memory: string): Subject {
  return changed(subject, ({ kind, spec }) => {
    if (kind !== 'StatefulSet') return;
    const { containers = [], initContainers = [] } = spec?.template?.spec ?? {};
    for (const { resources } of [...containers, ...initContainers]) {
      if (resources) for (const amounts of [resources.requests, resources.limits]) amounts.memory = memory;
    }
  });
}

/** The subject whose spread counts the pods of all releases together. */
export function withoutMatchLabelKeys(subject: Subject): Subject {
  return changed(subject, ({ spec }) => {
    for (const constraint of spec?.template?.spec?.topologySpreadConstraints ?? []) delete constraint.matchLabelKeys;
  });
}
