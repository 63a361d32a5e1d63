import { inWords } from '../../manifests/identity';
import type { WorkloadResource } from '../../manifests/object-index';
import { podMakers } from '../../manifests/pod';
import type { Complaint, Context, Rule } from '../rule';
import { type Edge, edgesOf } from './edges';
import type { Port } from './policy-rule';

const dns: readonly Port[] = [{ number: 53, protocol: 'UDP' }];

export const policiesAllowConnections: Rule = {
  id: 'policies-allow-connections',
  severity: 'error',
  title: 'NetworkPolicies allow the connections that variables, arguments and ConfigMaps name',
  why: 'A blocked connection times out without an error message, and the program may never become ready.',
  fix: 'Allow the connection on both sides: egress from the client pods, and ingress to the server pods on their container port.',
  appliesTo: podMakers,
  *check(object, context) {
    const from = context.index.workload(object);
    if (!from) return;
    const edges = edgesOf(object, context);
    for (const edge of edges) {
      const complaint = blocked(from, edge, context);
      if (complaint) yield complaint;
    }
    const [first] = edges;
    if (first && !context.policies.letOut(from, 'dns', dns)) yield withoutDns(first, from, context);
  },
};

function blocked(from: WorkloadResource, { at, service, to, ports }: Edge, { policies }: Context): Complaint | undefined {
  const on = ports.map(({ number, protocol }) => `${protocol} ${number}`).join(' or ');
  const isLetIn = policies.letIn(to, from, ports);
  if (!policies.letOut(from, to, ports)) {
    return {
      at,
      message: `no NetworkPolicy allows egress from these pods to ${inWords(service)} on ${on}${policies.isolating(from, 'egress')}`,
      fix: `allow egress from them to the pods of ${inWords(to)} on ${on}${isLetIn ? '' : ', and ingress to those from them'}`,
    };
  }
  if (isLetIn) return undefined;
  return {
    at,
    message: `no NetworkPolicy allows ingress from these pods to ${inWords(service)} on ${on}${policies.isolating(to, 'ingress')}`,
    fix: `allow ingress from them to the pods of ${inWords(to)} on ${on}`,
  };
}

function withoutDns({ at, service }: Edge, from: WorkloadResource, { policies }: Context): Complaint {
  const because = policies.isolating(from, 'egress');
  const message = `no NetworkPolicy allows these pods to query DNS, so they cannot resolve ${inWords(service)}${because}`;
  return { at, message, fix: `allow egress from the pods of ${inWords(from)} to namespace 'kube-system' on UDP 53` };
}
