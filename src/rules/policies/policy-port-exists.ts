import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { declares, portsInWords } from '../../manifests/pod';
import { behind, servicePorts, targetOf } from '../../manifests/service';
import { show } from '../../manifests/words';
import type { Complaint, Rule } from '../rule';

export const policyPortExists: Rule = {
  id: 'policy-port-exists',
  severity: 'warning',
  title: 'Every port that a NetworkPolicy allows is a port of the pods',
  why: 'A policy applies to the ports of the pods, not of the Service. With a wrong port, the intended traffic stays blocked. Declaring a port is optional, so a number that the pods do not declare is only a hint, unless it is the port of their Service.',
  fix: 'Use the container port.',
  appliesTo: ['NetworkPolicy.networking.k8s.io'],
  *check({ root, namespace }, { index }) {
    const own = index.pods.select(namespace, root.at('spec', 'podSelector').value);
    for (const rule of root.parts('spec', 'ingress')) yield* unused(rule, own, index);
    for (const rule of root.parts('spec', 'egress')) {
      const ends = rule.parts('to');
      const inside = ends.every((end) => end.at('podSelector').isThere && !end.at('namespaceSelector').isThere);
      if (ends.length > 0 && inside) yield* unused(rule, reached(ends, namespace, index), index);
    }
  },
};

function reached(ends: readonly Place[], namespace: string, index: ObjectIndex): readonly WorkloadResource[] {
  return ends.flatMap((end) => index.pods.select(namespace, end.at('podSelector').value));
}

/** Pods that declare no ports may listen on any port. */
function* unused(rule: Place, workloads: readonly WorkloadResource[], index: ObjectIndex): Iterable<Complaint> {
  const [first] = workloads;
  if (!first) return;
  for (const port of rule.parts('ports')) {
    const at = port.at('port');
    const isRange = port.at('endPort').isThere;
    const protocol = port.text('protocol') ?? 'TCP';
    if (!at.isThere || isRange || workloads.some(({ pod }) => declares(pod.ports, at.value, protocol))) continue;
    const other = workloads.flatMap(({ pod }) => pod.ports).find(({ name, number }) => at.value === name || at.value === number);
    const isOpen = typeof at.value === 'number' && !isPortOfService(at.value, workloads, index);
    yield {
      ...(isOpen && { severity: 'hint' }),
      at,
      message: `${protocol} port ${show(at.value)} is not declared by the pods of ${names(workloads)}`,
      fix: other ? `write 'protocol: ${other.protocol}'` : `use one of their ports, ${portsInWords(first.pod.ports)}, or declare it`,
    };
  }
}

/** Whether a Service in front of the pods has this port, but leads to another one of theirs. */
function isPortOfService(port: number, workloads: readonly WorkloadResource[], index: ObjectIndex): boolean {
  return index.ofType('Service').some((service) => {
    if (!servicePorts(service).some((it) => it.number('port') === port && targetOf(it) !== port)) return false;
    return behind(service, index).some((workload) => workloads.includes(workload));
  });
}

function names(workloads: readonly KubernetesObject[]): string {
  const [first, ...others] = workloads.map(inWords);
  return others.length > 0 ? `${first} and ${others.length} more` : (first ?? '');
}
