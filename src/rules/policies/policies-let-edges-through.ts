import { inWords } from '../../manifests/identity';
import type { WorkloadResource } from '../../manifests/object-index';
import { podMakers } from '../../manifests/pod';
import type { Complaint, Context, Rule } from '../rule';
import { type Edge, edgesOf } from './edges';
import type { Port } from './policy-rule';

const dns: readonly Port[] = [{ number: 53, protocol: 'UDP' }];

export const policiesLetEdgesThrough: Rule = {
  id: 'policies-let-edges-through',
  severity: 'error',
  title: 'NetworkPolicies let pods reach the Services that their environment names',
  why: 'Connections time out: the program waits, retries and never becomes ready, and nothing says why.',
  fix: 'Allow the connection on both sides: egress of the one, ingress of the other, on the port of the pods.',
  appliesTo: podMakers,
  *check(object, context) {
    const from = context.index.workload(object);
    if (!from) return;
    const edges = edgesOf(object, context);
    for (const edge of edges) {
      const complaint = shut(from, edge, context);
      if (complaint) yield complaint;
    }
    const [first] = edges;
    if (first && !context.policies.letOut(from, 'dns', dns)) yield withoutDns(first, from, context);
  },
};

function shut(from: WorkloadResource, { at, service, to, ports }: Edge, { policies }: Context): Complaint | undefined {
  const on = ports.map(({ number, protocol }) => `${protocol} ${number}`).join(' or ');
  if (!policies.letOut(from, to, ports)) {
    return {
      at,
      message: `no NetworkPolicy lets these pods out to ${inWords(service)} on ${on}${policies.isolating(from, 'egress')}`,
      fix: `allow egress from them to the pods of ${inWords(to)} on ${on}`,
    };
  }
  if (policies.letIn(to, from, ports)) return undefined;
  return {
    at,
    message: `no NetworkPolicy lets these pods in to ${inWords(service)} on ${on}${policies.isolating(to, 'ingress')}`,
    fix: `allow ingress from them to the pods of ${inWords(to)} on ${on}`,
  };
}

function withoutDns({ at, service }: Edge, from: WorkloadResource, { policies }: Context): Complaint {
  const because = policies.isolating(from, 'egress');
  const message = `no NetworkPolicy lets these pods ask DNS, so the name of ${inWords(service)} means nothing to them${because}`;
  return { at, message, fix: `allow egress from the pods of ${inWords(from)} to the namespace 'kube-system' on UDP 53` };
}
