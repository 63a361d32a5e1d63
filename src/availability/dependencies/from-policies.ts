import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { labelSelector } from '../../manifests/selector';
import type { InferredDependency } from './inferred-dependency';
import { isTelemetry } from './telemetry';

/** An egress rule of a NetworkPolicy that one workload may connect to one other, on a port that it listens on. */
interface Permission {
  readonly from: WorkloadResource;
  readonly dependency: InferredDependency;
}

/**
 * What the NetworkPolicies let workloads connect to. A rule permits, and requires nothing, so each is only possible.
 *
 * A selector of many workloads says of none of them that it is needed, nor does a rule without a port.
 */
export function fromPolicies(index: ObjectIndex): readonly Permission[] {
  return index.ofType('NetworkPolicy.networking.k8s.io').flatMap((policy) => {
    const from = only(
      index.pods.select(policy.namespace, policy.root.at('spec', 'podSelector').value),
      policy.root.at('spec', 'podSelector'),
    );
    if (!from || isTelemetry(from)) return [];
    return policy.root
      .items('spec', 'egress')
      .flatMap((rule) => rule.items('to').flatMap((to) => permission(from, rule, to, policy, index)));
  });
}

function permission(from: WorkloadResource, rule: Place, to: Place, policy: KubernetesObject, index: ObjectIndex): readonly Permission[] {
  const selected = namespacesOf(to, policy, index).flatMap((namespace) => index.pods.select(namespace, to.at('podSelector').value));
  const target = only(selected, to.at('podSelector'));
  if (!target || target.root === from.root || isTelemetry(target)) return [];
  if (!rule.items('ports').some((port) => listensOn(target, port))) return [];
  const { kind, namespace, name } = target;
  const words = `${inWords(policy)} lets it connect`;
  return [{ from, dependency: { kind, namespace, name, soft: false, from: words, isPossible: true } }];
}

/** The one workload that a selector which asks for anything selects. */
function only(selected: readonly WorkloadResource[], selector: Place): WorkloadResource | undefined {
  const asks = selector.parts('matchLabels').length + selector.parts('matchExpressions').length > 0;
  return asks && selected.length === 1 ? selected[0] : undefined;
}

function namespacesOf(to: Place, policy: KubernetesObject, index: ObjectIndex): readonly string[] {
  const selector = to.at('namespaceSelector');
  if (!selector.isThere) return [policy.namespace];
  const matches = labelSelector(selector.value);
  const namespaces = new Set(index.objects.flatMap(({ pod, namespace }) => (pod ? [namespace] : [])));
  return [...namespaces].filter((name) =>
    matches(new Map([...(index.find('Namespace', '', name)?.labels ?? []), ['kubernetes.io/metadata.name', name]])),
  );
}

function listensOn({ pod }: WorkloadResource, port: Place): boolean {
  const wanted = port.at('port').value;
  const protocol = port.text('protocol') ?? 'TCP';
  const end = port.number('endPort');
  return pod.ports.some((it) => {
    if (it.mentioned || it.protocol !== protocol) return false;
    if (typeof wanted === 'string') return it.name === wanted;
    return typeof wanted === 'number' && it.number >= wanted && it.number <= (end ?? wanted);
  });
}
