import { annotation } from '../../manifests/annotations';
import { idOf } from '../../manifests/identity';
import { isObject, objectAt, valueAt } from '../../manifests/value';
import type { Workload } from '../workload/workload';
import { type Draft, replaced } from './drafts';

/** A change of the objects of an application for one of its workloads: it gives others in place of those that it changes. */
export type Patch = (objects: readonly Draft[], workload: Workload) => readonly Draft[];

/** The object at a path, made where there is none. */
function within(draft: Draft, ...path: readonly string[]): Draft {
  return path.reduce((object, key) => {
    const found = object[key];
    if (isObject(found)) return found as Draft;
    const made: Draft = {};
    object[key] = made;
    return made;
  }, draft);
}

/** `Kind/namespace/name` of a draft. */
function idOfDraft(draft: Readonly<Draft>): string {
  const { kind, metadata } = draft;
  const { namespace, name } = isObject(metadata) ? metadata : {};
  return idOf({ kind: String(kind), namespace: typeof namespace === 'string' ? namespace : 'default', name: String(name) });
}

/** Changes the workload itself. */
function own(change: (draft: Draft, workload: Workload) => void): Patch {
  return (objects, workload) => replaced(objects, isFor(workload), (draft) => change(draft, workload));
}

function isFor(workload: Workload): (draft: Readonly<Draft>) => boolean {
  const id = idOf(workload);
  return (draft) => idOfDraft(draft) === id;
}

const podSpec = (draft: Draft): Draft => within(draft, 'spec', 'template', 'spec');

/** Changes each required spread constraint. */
function constraints(change: (constraint: Draft, draft: Draft) => void): Patch {
  return own((draft) => {
    for (const constraint of list(podSpec(draft), 'topologySpreadConstraints'))
      if (constraint['whenUnsatisfiable'] === 'DoNotSchedule') change(constraint, draft);
  });
}

function list(object: Draft, key: string): Draft[] {
  const found = object[key];
  return Array.isArray(found) ? found.filter((item): item is Draft => isObject(item)) : [];
}

function ownLabels(draft: Draft): Draft {
  const selector = within(draft, 'spec', 'selector')['matchLabels'];
  return isObject(selector) ? (selector as Draft) : within(draft, 'spec', 'template', 'metadata', 'labels');
}

const selectOwnPods: Patch = constraints((constraint, draft) => {
  constraint['labelSelector'] = { matchLabels: ownLabels(draft) };
});

const countRevisions: Patch = constraints((constraint) => {
  constraint['matchLabelKeys'] = ['pod-template-hash'];
});

const evenSpread: Patch = constraints((constraint) => {
  constraint['maxSkew'] = 1;
});

function removeSpread(key: string): Patch {
  return own((draft) => {
    const spec = podSpec(draft);
    spec['topologySpreadConstraints'] = list(spec, 'topologySpreadConstraints').filter((it) => it['topologyKey'] !== key);
  });
}

function addSpread(topologyKey: string, perRevision: boolean): Patch {
  return own((draft) => {
    const spec = podSpec(draft);
    const constraint = {
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: ownLabels(draft) },
      ...(perRevision ? { matchLabelKeys: ['pod-template-hash'] } : {}),
    };
    spec['topologySpreadConstraints'] = [...list(spec, 'topologySpreadConstraints'), constraint];
  });
}

const surge: Patch = own((draft) => {
  within(draft, 'spec')['strategy'] = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } };
});

const oneUnavailable: Patch = (objects, workload) => {
  const [first, ...others] = workload.budgets.map(({ object }) => object);
  const kept = objects.filter((draft) => !others.includes(idOfDraft(draft)));
  if (first === undefined) return [...kept, newBudget(objects, workload)];
  return replaced(
    kept,
    (draft) => idOfDraft(draft) === first,
    (draft) => {
      const spec = within(draft, 'spec');
      delete spec['minAvailable'];
      spec['maxUnavailable'] = 1;
    },
  );
};

function newBudget(objects: readonly Draft[], workload: Workload): Draft {
  const { namespace, name } = workload;
  const draft = structuredClone(objects.find(isFor(workload)) ?? {});
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace },
    spec: { maxUnavailable: 1, selector: { matchLabels: ownLabels(draft) } },
  };
}

function annotate(values: Readonly<Record<string, string>>): Patch {
  return own((draft) => {
    Object.assign(within(draft, 'metadata', 'annotations'), values);
  });
}

const tolerate: Patch = own((draft) => {
  const spec = podSpec(draft);
  const keys = ['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready'];
  const others = list(spec, 'tolerations').filter((it) => !keys.includes(String(it['key'])));
  spec['tolerations'] = [...others, ...keys.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 }))];
});

/** More pods: those that an autoscaler keeps where there is one. */
function replicas(count: number): Patch {
  const scaled: Patch = (objects, workload) =>
    replaced(objects, scales(workload), (draft) => {
      const spec = within(draft, 'spec');
      spec['minReplicas'] = count;
      spec['maxReplicas'] = Math.max(count, Number(spec['maxReplicas']) || count);
    });
  const stated = own((draft, workload) => {
    const spec = within(draft, 'spec');
    // Where an autoscaler keeps the number, a release that sets it too would remove pods.
    if (spec['replicas'] !== undefined || workload.peak === workload.replicas) spec['replicas'] = count;
  });
  return (objects, workload) => scaled(stated(objects, workload), workload);
}

/** An autoscaler scales a workload of its own namespace. */
function scales(workload: Workload): (draft: Readonly<Draft>) => boolean {
  const id = idOf(workload);
  return ({ kind, metadata, spec }) => {
    if (kind !== 'HorizontalPodAutoscaler') return false;
    const { kind: scaled, name } = objectAt(spec, 'scaleTargetRef');
    return idOfDraft({ kind: scaled, metadata: { namespace: valueAt(metadata, 'namespace'), name } }) === id;
  };
}

/** The edits of an application's objects that advice is made of. */
export const patches = {
  selectOwnPods,
  countRevisions,
  evenSpread,
  removeSpread,
  addSpread,
  surge,
  oneUnavailable,
  need: (needed: number) => annotate({ [annotation.needed]: String(needed) }),
  awareness: (attributes: readonly string[]) => annotate({ [annotation.elasticsearchAwareness]: attributes.join(', ') }),
  indexReplicas: (count: number) => annotate({ [annotation.elasticsearchIndexReplicas]: String(count) }),
  tolerate,
  replicas,
};
