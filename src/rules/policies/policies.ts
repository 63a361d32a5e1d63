import { inWords } from '../../manifests/identity';
import { append } from '../../manifests/multimap';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { objectAt } from '../../manifests/value';
import { entryWorkloadsOf } from './entry-ports';
import { lets, type Peer, type PolicyContext, type Port } from './policy-rule';

const type = 'NetworkPolicy.networking.k8s.io';

/** The NetworkPolicies of an application, by the workloads that they isolate. */
export class Policies {
  private readonly context: PolicyContext;
  private readonly ingress = new Map<KubernetesObject, KubernetesObject[]>();
  private readonly egress = new Map<KubernetesObject, KubernetesObject[]>();

  /** The namespaces with policies of other kinds, such as CiliumNetworkPolicy, whose effect is unknown here. */
  private readonly others: ReadonlySet<string>;

  constructor(index: ObjectIndex) {
    this.context = { index, entryWorkloads: entryWorkloadsOf(index) };
    this.others = new Set(index.objects.filter((object) => isOther(object.type)).map(({ namespace }) => namespace));
    for (const policy of index.ofType(type)) {
      const isolated = index.pods.select(policy.namespace, objectAt(policy.root.value, 'spec', 'podSelector'));
      for (const workload of isolated) {
        if (isolates(policy, 'Ingress')) append(this.ingress, workload, policy);
        if (isolates(policy, 'Egress')) append(this.egress, workload, policy);
      }
    }
  }

  /** Whether pods accept connections from a peer on one of these ports. */
  letIn(workload: WorkloadResource, peer: Peer, ports: readonly Port[]): boolean {
    return this.isUnknown(workload) || this.isOpen(this.ingress.get(workload), 'ingress', peer, ports);
  }

  /** Whether pods may connect to a peer on one of these ports. */
  letOut(workload: WorkloadResource, peer: Peer, ports: readonly Port[]): boolean {
    return this.isUnknown(workload) || this.isOpen(this.egress.get(workload), 'egress', peer, ports);
  }

  private isUnknown({ namespace }: WorkloadResource): boolean {
    return this.others.has(namespace) || this.others.has('');
  }

  /** The policy that isolates pods in a direction, as the end of a message. */
  isolating(workload: WorkloadResource, direction: 'ingress' | 'egress'): string {
    const policy = this[direction].get(workload)?.[0];
    return policy ? `; ${inWords(policy)} isolates ${inWords(workload)}` : '';
  }

  private isOpen(
    policies: readonly KubernetesObject[] | undefined,
    direction: 'ingress' | 'egress',
    peer: Peer,
    ports: readonly Port[],
  ): boolean {
    if (!policies) return true;
    const peers = direction === 'ingress' ? 'from' : 'to';
    return policies.some((policy) =>
      policy.root.parts('spec', direction).some((rule) => lets(rule, peers, peer, ports, policy, this.context)),
    );
  }
}

function isOther(kind: string): boolean {
  return kind !== type && /^[A-Za-z]*NetworkPolicy\./.test(kind);
}

/** Source: NetworkPolicySpec.policyTypes of k8s.io/api/networking/v1: Ingress by default, Egress if there are egress rules. */
function isolates({ root }: KubernetesObject, direction: 'Ingress' | 'Egress'): boolean {
  const types = root.parts('spec', 'policyTypes').map(({ value }) => value);
  if (types.length > 0) return types.includes(direction);
  return direction === 'Ingress' || root.parts('spec', 'egress').length > 0;
}
