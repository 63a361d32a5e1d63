import { hostnameLabel, zoneLabel } from '../../cluster/cluster';
import { idOf } from '../../manifests/identity';
import { zoneVector } from '../placement/symmetry';
import type { SinglePointOfFailure } from '../result';
import type { Assessment } from './assessment';
import type { Outcome } from './events';

const when = ['', ' after a rollout', ' after a failure and its recovery'] as const;

/** Says why an event stops a workload, in words for a tired person, and where the cause stands. */
export function explain(assessment: Assessment, outcome: Outcome): SinglePointOfFailure {
  const { workload, setting } = assessment;
  const witness = outcome.witness ?? { counts: [], stage: 0, lost: 0 };
  const vector = zoneVector(setting.grid.leaves, setting.grid.zones, witness.counts);
  return {
    event: eventName(assessment, outcome),
    because: because(assessment, outcome, vector),
    pointer: pointer(assessment, outcome),
    object:
      outcome.event === 'pool upgrade' || outcome.event === 'drain one node'
        ? (workload.budgets[0]?.object ?? idOf(workload))
        : idOf(workload),
    witness: vector,
  };
}

function eventName({ setting }: Assessment, { event, witness }: Outcome): string {
  return event === 'lose one zone' ? `lose zone ${setting.cluster.zones[witness?.zone ?? 0]?.name}` : event;
}

function because(assessment: Assessment, outcome: Outcome, vector: readonly number[]): string {
  const { predicate, workload } = assessment;
  const { replicas, needed } = predicate;
  const { lost = 0, stage = 0 } = outcome.witness ?? {};
  const bound = vector.reduce((sum, count) => sum + count, 0);
  if (needed > replicas) return `${needed === 1 ? '1 pod is' : `${needed} pods are`} needed, and it runs ${replicas}`;
  const waiting = bound < replicas ? `only ${bound} of ${replicas} pods can be scheduled (${unplaceable(assessment)}), ` : '';
  if (waiting && bound < needed) return `${waiting}${needed} ${needed === 1 ? 'is' : 'are'} needed`;
  const needs =
    predicate.shards && lost <= predicate.tolerated
      ? `and with them every copy of a shard may be lost`
      : `${needed} ${needed === 1 ? 'is' : 'are'} needed`;
  switch (outcome.event) {
    case 'lose one pod':
      return `${waiting}${replicas === 1 ? 'there is 1 replica' : `${replicas} replicas`}, ${needs}`;
    case 'lose one node':
      return `${waiting}${lost} of ${replicas} replicas may run on it${when[stage]}, ${needs}${hint(assessment, hostnameLabel, stage)}`;
    case 'lose one zone':
      return `${waiting}${lost} of ${replicas} replicas may run in it${when[stage]} (${[...vector].sort((a, b) => b - a).join('/')} by zone), ${needs}${hint(assessment, zoneLabel, stage)}`;
    case 'rolling update':
      return workload.strategy.type === 'recreate'
        ? 'strategy Recreate stops all pods before it starts new ones'
        : `${waiting}a rolling update may make ${lost} of ${replicas} replicas unavailable, ${needs}`;
    case 'drain one node':
      return `${waiting}${lost} of ${replicas} replicas may run on it and be evicted at once, ${needs}; ${budgetHint(assessment)}`;
    default:
      return `${waiting}${lost} of ${replicas} replicas may be evicted before their replacements are ready, ${needs}; ${budgetHint(assessment)}`;
  }
}

/** What of the manifest lets so many pods stand together. */
function hint({ workload }: Assessment, key: string, stage: number): string {
  const spread = workload.spreads.find((it) => it.key === key);
  const what = key === zoneLabel ? 'zones' : 'nodes';
  if (workload.exclusions.some((it) => it.key === key)) return '';
  if (!spread) return `: no required constraint spreads them over ${what}`;
  if (!spread.selectsItself) return `: the spread constraint over ${what} selects none of its own pods`;
  if (stage === 1 && workload.maximum > workload.replicas) return `: an autoscaler removes pods without regard to the spread`;
  if (stage === 1 && !spread.perRevision) return `: spread over ${what} without matchLabelKeys also counts the old pods`;
  if (stage === 2)
    return `: with nodeTaintsPolicy ${spread.honorsTaints ? 'Honor' : 'Ignore'} replacements go wherever the constraint allows, and stay there`;
  return '';
}

function budgetHint({ workload }: Assessment): string {
  const [budget] = workload.budgets;
  return budget
    ? `${budget.object.replace('PodDisruptionBudget/', 'budget ')} allows ${budget.allowed} at a time`
    : 'no PodDisruptionBudget limits evictions';
}

/** Why some pods find no node. */
export function unplaceable({ workload, setting }: Assessment): string {
  const { cells } = setting.cluster;
  const missing = workload.spreads.find((spread) => spread.key !== hostnameLabel && !cells.some((cell) => cell.labels.has(spread.key)));
  if (missing) return `no node has the label ${missing.key} that a required spread constraint names`;
  if (!cells.some((cell) => workload.selection.selects(cell.labels))) return 'no node matches its node selector or affinity';
  if (setting.grid.leaves.every((leaf) => leaf.perNode === 0)) return 'no node is large enough and has only taints that it tolerates';
  return 'the constraints and the nodes allow no more';
}

function pointer({ workload }: Assessment, { event }: Outcome): string {
  const of = (key: string) =>
    workload.spreads.find((it) => it.key === key)?.pointer ?? workload.exclusions.find((it) => it.key === key)?.pointer;
  if (event === 'lose one node') return of(hostnameLabel) ?? '/spec/template/spec';
  if (event === 'lose one zone') return of(zoneLabel) ?? '/spec/template/spec';
  if (event === 'rolling update') return workload.kind === 'Deployment' ? '/spec/strategy' : '/spec/updateStrategy';
  if (event === 'lose one pod') return '/spec/replicas';
  return workload.budgets.length > 0 ? '/spec' : '/spec/template/metadata/labels';
}
