import { podLabels } from '../../manifests/label-index';
import type { Place } from '../../manifests/place';
import { labelSelector, selectsEverything } from '../../manifests/selector';
import { revisionLabel } from './controller-labels';

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

/** What was read of a pod specification last: a workload's is asked for several times. */
const known = new WeakMap<Place, { readonly type: string; readonly labels: Labels; readonly constraints: readonly SpreadConstraint[] }>();
type Labels = ReadonlyMap<string, string>;

/**
 * The constraints with `whenUnsatisfiable: DoNotSchedule` (the default is none; `ScheduleAnyway` promises nothing).
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/podtopologyspread, common.go: a missing selector matches no pod, an empty one is counted as no
 * pod; `minDomains` 1, `nodeAffinityPolicy` Honor and `nodeTaintsPolicy` Ignore are the defaults; keys of `matchLabelKeys` that the pod lacks are passed over.
 */
export function spreadConstraints(type: string, spec: Place, labels: Labels): readonly SpreadConstraint[] {
  const before = known.get(spec);
  if (before?.type === type && before.labels === labels) return before.constraints;
  const constraints = required(type, spec, labels);
  known.set(spec, { type, labels, constraints });
  return constraints;
}

function required(type: string, spec: Place, labels: Labels): readonly SpreadConstraint[] {
  return spec.items('topologySpreadConstraints').flatMap((constraint) => {
    if (constraint.text('whenUnsatisfiable') !== 'DoNotSchedule') return [];
    const key = constraint.text('topologyKey');
    const maxSkew = constraint.count('maxSkew');
    if (key === undefined || !maxSkew) return [];
    const keys = constraint.items('matchLabelKeys').map(({ value }) => value);
    const selector = constraint.at('labelSelector').value;
    const selects = labelSelector(selector);
    const perRevision = keys.includes(revisionLabel[type]);
    // A constraint that matches on a label of one pod counts that pod only.
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
