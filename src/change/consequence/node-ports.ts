import { valueAt } from '../../manifests/value';
import type { Difference } from '../comparison/difference';
import type { Effect, FieldRule } from './rules';

/** The ports of the nodes that an API server gives out by default. Source: kube-apiserver, --service-node-port-range */
const USUAL = { first: 30_000, last: 32_767 };

/** The range of a cluster isn't in its manifests, so a port outside of the usual one is a question. */
export const nodePortRules: readonly FieldRule[] = [
  { types: ['Service'], field: 'spec.ports', effect: outside },
  { types: ['Service'], field: 'spec.healthCheckNodePort', effect: outside },
];

function outside({ path, after, isOrder }: Difference): Effect | undefined {
  const port = path.at(-1) === 'nodePort' || path.at(-1) === 'healthCheckNodePort' ? after : valueAt(after, 'nodePort');
  if (isOrder || typeof port !== 'number' || (port >= USUAL.first && port <= USUAL.last)) return undefined;
  return {
    consequence: 'in place',
    because: `does the cluster give out ${port} as a port of its nodes? The API server refuses it outside of --service-node-port-range, by default ${USUAL.first}-${USUAL.last}`,
    fix: `write a port from ${USUAL.first} to ${USUAL.last}, or leave it to the server`,
  };
}
