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
  if (!said.every((it) => values.includes(it))) return false;
  const rules = root.items('spec', 'rules');
  const changes = ['mutate', 'generate', 'verifyImages'];
  // A Kyverno rule enforces by itself, and only validating ones can be told to report.
  return (
    group !== 'kyverno.io' ||
    (rules.length > 0 &&
      rules.every((rule) => !changes.some((it) => rule.at(it).isThere) && !/^enforce$/i.test(rule.text('validate', 'failureAction') ?? '')))
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
  const generates = root.items('spec', 'rules').some((rule) => rule.at('generate').isThere);
  return !generates && matched.length > 0 && matched.every((kind) => unrelated.has(kind));
}
