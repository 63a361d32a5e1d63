import { type Cell, type Cluster, hostnameLabel } from '../../cluster/cluster';
import type { Place } from '../../manifests/place';
import { labelSelector, selectsEverything } from '../../manifests/selector';
import { podLabels, revisionLabel } from './controller-labels';
import { repels } from './tolerations';
import type { PlacementRules } from './workload';

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

/**
 * Whether the scheduler counts a cell's nodes for a constraint.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/scheduler/framework/plugins/podtopologyspread, calPreFilterState: nodes that lack a label of any constraint are in no domain.
 */
export function isCounted(
  { honorsAffinity, honorsTaints }: SpreadConstraint,
  { spreads, selection, tolerations }: Pick<PlacementRules, 'spreads' | 'selection' | 'tolerations'>,
  { labels, taints }: Cell,
): boolean {
  return (
    spreads.every(({ key }) => key === hostnameLabel || labels.has(key)) &&
    !(honorsAffinity && !selection.selects(labels)) &&
    !(honorsTaints && repels(tolerations, taints))
  );
}

/** Constraints over domains that may have no node until a pool grows: until then pods are spread over the others, and as nobody waits, none does. As sentences. */
export function growingDomains(
  rules: Pick<PlacementRules, 'spreads' | 'selection' | 'tolerations'>,
  { cells }: Pick<Cluster, 'cells'>,
): readonly string[] {
  return rules.spreads.flatMap((spread) => {
    if (spread.key === hostnameLabel) return [];
    const nodes = new Map<string, number>();
    for (const cell of cells.filter((it) => isCounted(spread, rules, it))) {
      const domain = cell.labels.get(spread.key) ?? '';
      nodes.set(domain, (nodes.get(domain) ?? 0) + cell.nodes);
    }
    const empty = [...nodes].find(([, count]) => count === 0)?.[0];
    if (empty === undefined || spread.minDomains >= nodes.size) return [];
    return [`${spread.key} ${empty} has no node for its pods until a pool grows, and no pod waits for one; set minDomains: ${nodes.size}`];
  });
}
