import type { Place } from '../../manifests/place';
import { labelSelector, selectsEverything } from '../../manifests/selector';

/** A required topology spread constraint of a pod template. */
export interface SpreadConstraint {
  readonly key: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly honorsAffinity: boolean;
  readonly honorsTaints: boolean;
  /** Whether it counts the pods of its own template: one that doesn't restrains nothing. */
  readonly selectsItself: boolean;
  /** Whether it would count pods of other workloads that its selector selects. */
  readonly countsOthers: boolean;
  /** Whether it counts only the pods of the newest revision, by `matchLabelKeys`. */
  readonly perRevision: boolean;
  /** A workload whose pods it counts beside its own: then it depends on where those stand, and is left out of the placements. */
  readonly countsAlso?: string;
  /** The LabelSelector as written. */
  readonly selector: unknown;
  /** Where it stands in the object. */
  readonly pointer: string;
}

/**
 * The labels that a controller gives each revision's pods: they tell the newest pods from the rest in a rollout.
 *
 * Source: k8s.io/api/apps/v1, DefaultDeploymentUniqueLabelKey and ControllerRevisionHashLabelKey.
 */
const revisionLabel: Readonly<Record<string, string>> = {
  'Deployment.apps': 'pod-template-hash',
  'StatefulSet.apps': 'controller-revision-hash',
  'DaemonSet.apps': 'controller-revision-hash',
};

/** The labels by which a StatefulSet tells each pod from all others: a constraint that matches on one counts one pod only. */
const podLabels = new Set(['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index']);

/**
 * The constraints with `whenUnsatisfiable: DoNotSchedule` (the default is none; `ScheduleAnyway` promises nothing).
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/podtopologyspread, common.go: a missing selector matches no pod, an empty one is counted as no
 * pod; `minDomains` 1, `nodeAffinityPolicy` Honor and `nodeTaintsPolicy` Ignore are the defaults; keys of `matchLabelKeys` that the pod lacks are passed over.
 */
export function spreadConstraints(type: string, spec: Place, labels: ReadonlyMap<string, string>): readonly SpreadConstraint[] {
  return spec.items('topologySpreadConstraints').flatMap((constraint) => {
    if (constraint.text('whenUnsatisfiable') !== 'DoNotSchedule') return [];
    const key = constraint.text('topologyKey');
    const maxSkew = constraint.count('maxSkew');
    if (key === undefined || !maxSkew) return [];
    const keys = constraint.items('matchLabelKeys').map(({ value }) => value);
    const selector = constraint.at('labelSelector').value;
    const selects = labelSelector(selector);
    const perRevision = keys.includes(revisionLabel[type]);
    const onePod = type === 'StatefulSet.apps' && keys.some((name) => podLabels.has(String(name)));
    const countsNothing = selectsEverything(selector) && !perRevision && !keys.some((name) => labels.has(String(name)));
    return {
      key,
      maxSkew,
      minDomains: Math.max(1, constraint.count('minDomains') ?? 1),
      honorsAffinity: constraint.text('nodeAffinityPolicy') !== 'Ignore',
      honorsTaints: constraint.text('nodeTaintsPolicy') === 'Honor',
      selector,
      selectsItself: selects(labels) && !onePod && !countsNothing,
      countsOthers: !perRevision && !onePod && !countsNothing,
      perRevision,
      pointer: constraint.pointer,
    };
  });
}
