import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { typeOf } from '../../manifests/scope';
import { labelSelector } from '../../manifests/selector';
import { changers, mutators, validators } from '../fields/changers';
import { namedByUnknown } from './unknown-references';

/** The objects of the manifests by which others change the pods of a workload, as sentences. */
export function changedByOthers(workload: WorkloadResource, index: ObjectIndex): readonly string[] {
  const named = Object.entries(changers).flatMap(([type, { target, changes, idle }]) =>
    index
      .ofType(type)
      .filter((object) => names(object, target, workload) && !(idle && object.root.text(...idle.field) === idle.value))
      .map((object) => `${idOf(object)} changes ${changes}, and is not modelled`),
  );
  return [
    ...named,
    ...namedByUnknown(workload, index),
    ...ruledBy({ types: mutators, resources: created }, workload, index).map((id) => `${id} may change its pods, and is not modelled`),
    ...ruledBy({ types: validators, resources: [...created, ...evicted] }, workload, index).map(
      (id) => `${id} may refuse its pods or their evictions, and is not modelled`,
    ),
  ];
}

/** What a rule writes that matches pods, and their evictions. */
const created = ['pods', '*', '*/*'];
const evicted = ['pods/eviction', 'pods/*', '*/eviction'];

/** The objects of those types whose rules match the pods of a workload. */
function ruledBy(
  { types, resources }: { types: Readonly<Record<string, readonly string[]>>; resources: readonly string[] },
  workload: WorkloadResource,
  index: ObjectIndex,
): readonly string[] {
  return Object.entries(types).flatMap(([type, path]) =>
    index
      .ofType(type)
      .filter((object) => rulesOf(object, path).some((rules) => matchesPods(rules, resources, workload, index)))
      .map(idOf),
  );
}

function names({ root, namespace }: KubernetesObject, target: readonly string[], workload: WorkloadResource): boolean {
  const reference = root.at(...target);
  const type = typeOf(reference.text('apiVersion') ?? 'apps/v1', reference.text('kind') ?? 'Deployment');
  // Of a kind that isn't known nobody says whether it belongs to a namespace.
  return (namespace || 'default') === workload.namespace && reference.text('name') === workload.name && type === workload.type;
}

/** Each webhook, or the one set of constraints of a policy. */
function rulesOf({ root }: KubernetesObject, path: readonly string[]): readonly Place[] {
  const place = root.at(...path);
  return Array.isArray(place.value) ? place.items() : [place];
}

/**
 * Whether rules match the pods of a workload as they are created, or evicted where the resources say so.
 *
 * Source: kubernetes.io, Dynamic Admission Control, Matching requests; a selector that is missing or empty matches everything.
 */
export function matchesPods(rules: Place, resources: readonly string[], workload: WorkloadResource, index: ObjectIndex): boolean {
  const listed = [...rules.items('rules'), ...rules.items('resourceRules')];
  const matches = (rule: Place, list: string, ...words: readonly string[]) =>
    rule.items(list).some(({ value }) => words.includes(String(value)));
  const isOfPods = listed.some(
    (rule) =>
      matches(rule, 'operations', 'CREATE', '*') &&
      matches(rule, 'resources', ...resources) &&
      rule.items('apiGroups').some(({ value }) => value === '' || value === '*'),
  );
  if (!isOfPods) return false;
  const selects = (selector: Place, labels: ReadonlyMap<string, string>) => !selector.isThere || labelSelector(selector.value)(labels);
  if (!selects(rules.at('objectSelector'), workload.pod.labels)) return false;
  // The labels of a namespace that is not in the manifests are not known.
  const namespace = index.find('Namespace', '', workload.namespace);
  return (
    !namespace || selects(rules.at('namespaceSelector'), new Map([...namespace.labels, ['kubernetes.io/metadata.name', namespace.name]]))
  );
}
