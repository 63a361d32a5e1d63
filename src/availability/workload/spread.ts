import { labelSelector, selectsEverything } from '../../manifests/selector';
import { countAt, isObject, listAt, textAt, valueAt } from '../../manifests/value';

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
  Deployment: 'pod-template-hash',
  StatefulSet: 'controller-revision-hash',
  DaemonSet: 'controller-revision-hash',
};

/** The labels by which a StatefulSet tells each pod from all others: a constraint that matches on one counts one pod only. */
const podLabels = new Set(['statefulset.kubernetes.io/pod-name', 'apps.kubernetes.io/pod-index']);

/**
 * The constraints with `whenUnsatisfiable: DoNotSchedule` (the default is none; `ScheduleAnyway` promises nothing).
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/podtopologyspread, common.go: a missing selector matches no pod, an empty one is counted as no
 * pod; `minDomains` 1, `nodeAffinityPolicy` Honor and `nodeTaintsPolicy` Ignore are the defaults; keys of `matchLabelKeys` that the pod lacks are passed over.
 */
export function spreadConstraints(kind: string, podSpec: unknown, labels: ReadonlyMap<string, string>): readonly SpreadConstraint[] {
  return listAt(podSpec, 'topologySpreadConstraints').flatMap((constraint, index) => {
    if (!isObject(constraint) || textAt(constraint, 'whenUnsatisfiable') !== 'DoNotSchedule') return [];
    const key = textAt(constraint, 'topologyKey');
    const maxSkew = countAt(constraint, 'maxSkew');
    if (key === undefined || !maxSkew) return [];
    const keys = listAt(constraint, 'matchLabelKeys');
    const selector = valueAt(constraint, 'labelSelector');
    const selects = labelSelector(selector);
    const perRevision = keys.includes(revisionLabel[kind]);
    const onePod = kind === 'StatefulSet' && keys.some((name) => podLabels.has(String(name)));
    const countsNothing = selectsEverything(selector) && !perRevision && !keys.some((name) => labels.has(String(name)));
    return {
      key,
      maxSkew,
      minDomains: Math.max(1, countAt(constraint, 'minDomains') ?? 1),
      honorsAffinity: textAt(constraint, 'nodeAffinityPolicy') !== 'Ignore',
      honorsTaints: textAt(constraint, 'nodeTaintsPolicy') === 'Honor',
      selector,
      selectsItself: selects(labels) && !onePod && !countsNothing,
      countsOthers: !perRevision && !onePod && !countsNothing,
      perRevision,
      pointer: `/spec/template/spec/topologySpreadConstraints/${index}`,
    };
  });
}
