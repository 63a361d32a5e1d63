import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { type PolicyEngine, policyEngines } from '../fields/policy-engines';

const known = new WeakMap<ObjectIndex, readonly KubernetesObject[]>();

/** The policies of engines in the manifests that may concern a workload, and the kinds that scale all of its namespace. As sentences. */
export function ruledByEngines({ namespace }: WorkloadResource, index: ObjectIndex): readonly string[] {
  const policies = known.get(index) ?? index.objects.filter(isInForce);
  known.set(index, policies);
  const near = policies.filter((it) => it.namespace === '' || it.namespace === namespace);
  const asleep = index.ofType('SleepInfo.kube-green.com').filter((it) => (it.namespace || 'default') === namespace);
  return [
    ...near.map((policy) => `${idOf(policy)} may change or refuse its pods, and is not modelled`),
    ...asleep.map((it) => `${idOf(it)} changes the number of its pods, and is not modelled`),
  ];
}

function isInForce(object: KubernetesObject): boolean {
  const engine = policyEngines.find(({ group }) => object.apiVersion.startsWith(`${group}/`));
  return engine !== undefined && !engine.idle.includes(object.kind) && !onlyReports(object, engine) && !isElsewhere(object);
}

/** Whether it refuses nothing and changes nothing. */
function onlyReports({ root }: KubernetesObject, { group, reporting: { field, values } }: PolicyEngine): boolean {
  if (field.length === 0) return false;
  const stated = root.at(...field);
  const said = Array.isArray(stated.value) ? stated.items().map(({ value }) => String(value)) : [String(stated.value ?? '')];
  if (said.length === 0 || !said.every((it) => values.includes(it))) return false;
  return group !== 'kyverno.io' || allReport(root);
}

/**
 * Whether all rules of a Kyverno policy only report: a rule enforces by itself, only validating ones can be told to report, and overrides tell some namespaces otherwise.
 *
 * Source: kyverno.io/docs/policy-types/cluster-policy/validate, failureActionOverrides.
 */
function allReport(root: KubernetesObject['root']): boolean {
  const rules = root.items('spec', 'rules');
  const overrides = [
    ...root.items('spec', 'validationFailureActionOverrides'),
    ...rules.flatMap((rule) => rule.items('validate', 'failureActionOverrides')),
  ].map((it) => it.text('action'));
  const actions = [...overrides, ...rules.map((rule) => rule.text('validate', 'failureAction'))];
  const changes = ['mutate', 'generate', 'verifyImages'];
  return (
    rules.length > 0 &&
    !rules.some((rule) => changes.some((it) => rule.at(it).isThere)) &&
    actions.every((action) => action === undefined || /^audit$/i.test(action))
  );
}

/** Kinds that have no part in where or whether pods run; a policy that names only such is none of a workload's. */
const unrelated = new Set(['ConfigMap', 'Ingress', 'NetworkPolicy', 'Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding', 'Service']);

function isElsewhere({ root }: KubernetesObject): boolean {
  const matched = [
    ...root
      .items('spec', 'rules')
      .flatMap((rule) => [rule.at('match'), ...rule.items('match', 'any'), ...rule.items('match', 'all')])
      .flatMap((it) => it.items('resources', 'kinds')),
    ...root.items('spec', 'match', 'kinds').flatMap((it) => it.items('kinds')),
  ].map(({ value }) => String(value));
  // It makes or changes other objects than those that it matches.
  const reachesOthers = root.items('spec', 'rules').some((rule) => rule.at('generate').isThere || rule.at('mutate', 'targets').isThere);
  return !reachesOthers && matched.length > 0 && matched.every((kind) => unrelated.has(kind));
}
