import { podMakers } from '../../manifests/pod';
import type { RefusalRule } from '../rule';

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
      const seen = new Set<string>();
      for (const port of container.items('ports')) {
        const at = port.at('containerPort');
        const protocol = port.text('protocol') ?? 'TCP';
        if (at.value === undefined) continue;
        const key = `${at.value}/${protocol}`;
        if (seen.has(key))
          yield { at, message: `duplicate port ${at.value} (${protocol}): server-side apply rejects it`, fix: 'remove one of them' };
        seen.add(key);
      }
    }
  },
};
