import { idOf } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { mountedClaims } from './claims';
import { neverRuns, type Obstacle } from './obstacle';
import { firstOf, validationRefusal } from './pod-validation';
import { priorityConflict } from './priority';
import { resourceRefusals } from './refused-resources';

/**
 * What the API server refuses: the workload itself, or each pod that its controller creates.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/apis/core/validation and pkg/apis/apps/validation.
 */
export function refused(resource: WorkloadResource, spec: Place, index: ObjectIndex): readonly Obstacle[] {
  const because =
    priorityConflict(spec, index) ??
    rolloutRefusal(resource) ??
    resourceRefusals(spec)[0] ??
    spreadRefusal(spec.items('topologySpreadConstraints')) ??
    affinityRefusal(spec) ??
    tolerationRefusal(spec) ??
    portRefusal(spec) ??
    validationRefusal(spec) ??
    claimRefusal(resource, index);
  return because === undefined ? [] : [neverRuns(idOf(resource), `its pods are never created: ${because}`)];
}

/** Kubernetes' default of `progressDeadlineSeconds`. */
const PROGRESS_DEADLINE = 600;

function rolloutRefusal({ type, root }: WorkloadResource): string | undefined {
  const [strategy] = ['strategy', 'updateStrategy'].map((field) => root.at('spec', field)).filter(({ isThere }) => isThere);
  const name = strategy?.text('type') ?? 'RollingUpdate';
  // Of a DaemonSet that says OnDelete, the API server checks nothing else.
  if (type !== 'DaemonSet.apps' && name !== 'RollingUpdate' && strategy?.at('rollingUpdate').isThere)
    return `strategy ${name} excludes rollingUpdate`;
  if (type !== 'Deployment.apps') return undefined;
  const ready = root.number('spec', 'minReadySeconds') ?? 0;
  const deadline = root.number('spec', 'progressDeadlineSeconds') ?? PROGRESS_DEADLINE;
  const leavesTime = ready === 0 || ready < deadline;
  return leavesTime ? undefined : `progressDeadlineSeconds, ${deadline}, must be greater than minReadySeconds, ${ready}`;
}

function spreadRefusal(constraints: readonly Place[]): string | undefined {
  const selected = firstOf(constraints, (it) => selectedTwice(it, 'a topology spread constraint'));
  if (selected !== undefined) return selected;
  const keys = constraints.map((it) => `${it.text('topologyKey')} ${it.text('whenUnsatisfiable')}`);
  const twice = constraints.find((_, index) => keys.indexOf(keys[index] as string) < index);
  if (twice) return `two topology spread constraints have the topologyKey ${twice.text('topologyKey')} and the same whenUnsatisfiable`;
  const isWish = constraints.some((it) => it.at('minDomains').isThere && it.text('whenUnsatisfiable') !== 'DoNotSchedule');
  return isWish ? 'minDomains needs whenUnsatisfiable: DoNotSchedule' : undefined;
}

function affinityRefusal(spec: Place): string | undefined {
  const terms = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
    ...spec.items('affinity', kind, 'requiredDuringSchedulingIgnoredDuringExecution'),
    ...spec.items('affinity', kind, 'preferredDuringSchedulingIgnoredDuringExecution').map((it) => it.at('podAffinityTerm')),
  ]);
  return firstOf(terms, (term) => selectedTwice(term, 'an affinity term'));
}

/** A key is in the selector or in matchLabelKeys, never in both. */
function selectedTwice(rule: Place, what: string): string | undefined {
  const selector = rule.at('labelSelector');
  const selected = new Set([
    ...[...selector.texts('matchLabels')].map(([key]) => key),
    ...selector.items('matchExpressions').map((it) => it.text('key')),
  ]);
  const key = rule
    .items('matchLabelKeys')
    .map(({ value }) => String(value))
    .find((it) => selected.has(it));
  return key === undefined ? undefined : `${what} has the label ${key} in matchLabelKeys and in its labelSelector`;
}

function tolerationRefusal(spec: Place): string | undefined {
  return firstOf(spec.items('tolerations'), (toleration) => {
    const operator = toleration.text('operator') || 'Equal';
    const key = toleration.text('key') ?? '';
    if (key === '' && operator !== 'Exists') return 'a toleration without a key needs operator: Exists';
    if (operator === 'Exists' && (toleration.text('value') ?? '') !== '') return `the toleration of ${key} has operator Exists and a value`;
    if (toleration.at('tolerationSeconds').isThere && toleration.text('effect') !== 'NoExecute')
      return 'tolerationSeconds needs effect: NoExecute';
    return undefined;
  });
}

/** A claim of access modes that exclude each other is refused, and the pods wait for it. */
function claimRefusal(workload: WorkloadResource, index: ObjectIndex): string | undefined {
  const refused = mountedClaims(workload, index).find(({ spec }) => {
    const modes = spec?.items('accessModes').map(({ value }) => value) ?? [];
    return modes.includes('ReadWriteOncePod') && modes.length > 1;
  });
  return refused && `claim ${refused.name} has ReadWriteOncePod beside other access modes`;
}

function portRefusal(spec: Place): string | undefined {
  if (spec.at('hostNetwork').value !== true) return undefined;
  const other = [...spec.items('initContainers'), ...spec.items('containers')]
    .flatMap((container) => container.items('ports'))
    .find((port) => (port.number('hostPort') ?? 0) > 0 && port.number('hostPort') !== port.number('containerPort'));
  return other ? `with hostNetwork, hostPort ${other.number('hostPort')} must equal its containerPort` : undefined;
}
