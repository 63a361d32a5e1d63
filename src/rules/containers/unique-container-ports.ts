import { podMakers } from '../../manifests/pod';
import type { RefusalRule } from '../rule';

/** What names the second one, such as a Service, has to name the first then. */
function fixFor(first: string | undefined, second: string | undefined): string {
  return first === undefined || second === undefined || first === second
    ? 'remove one of them'
    : `remove '${second}', and write '${first}' where it is named; or correct its number`;
}

/** Source: kubernetes/kubernetes issue 113482: the list of ports is keyed by containerPort and protocol, and validation checks only names. */
export const uniqueContainerPorts: RefusalRule = {
  id: 'unique-container-ports',
  severity: 'warning',
  title: 'A container declares each port once',
  why: 'Server-side apply, which Argo CD and many controllers use, rejects the object. Client-side apply accepts it, and loses one of the two at a later change.',
  fix: 'Remove one of them. A Service can give a port several names.',
  isRefusal: true,
  appliesTo: podMakers,
  *check({ pod }) {
    for (const container of pod?.containers ?? []) {
      const seen = new Map<string, string | undefined>();
      for (const port of container.items('ports')) {
        const at = port.at('containerPort');
        const protocol = port.text('protocol') ?? 'TCP';
        if (at.value === undefined) continue;
        const key = `${at.value}/${protocol}`;
        if (seen.has(key))
          yield {
            at,
            message: `duplicate port ${at.value} (${protocol}): server-side apply rejects it`,
            fix: fixFor(seen.get(key), port.text('name')),
          };
        else seen.set(key, port.text('name'));
      }
    }
  },
};
