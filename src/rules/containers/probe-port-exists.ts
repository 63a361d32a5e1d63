import type { Place } from '../../manifests/place';
import { declares, podMakers, portsInWords, portsOf } from '../../manifests/pod';
import { show } from '../../manifests/words';
import type { Rule } from '../rule';

const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'];

export const probePortExists: Rule = {
  id: 'probe-port-exists',
  severity: 'error',
  title: 'A probe or a hook asks a port that is declared',
  why: 'The kubelet knows no port of that name, or nobody listens on that number: the pod never becomes ready, or is restarted again and again.',
  fix: 'Write the name of a port of the container, or the number of a port of its pod.',
  appliesTo: podMakers,
  *check({ pod }) {
    for (const container of pod?.containers ?? []) {
      const ports = portsOf(container);
      for (const at of probedPorts(container)) {
        // A name is looked up in the container; a number is asked at the address that all containers of the pod share.
        const isNumber = typeof at.value === 'number';
        if (!at.isThere || declares(isNumber ? (pod?.ports ?? []) : ports, at.value)) continue;
        yield {
          at,
          message: `the ${isNumber ? 'pod' : 'container'} declares no port ${show(at.value)}`,
          fix: ports.length > 0 ? `write one of the container's: ${portsInWords(ports)}, or declare it` : 'declare it',
        };
      }
    }
  },
};

/** A probe of another host asks somebody else's port. */
function probedPorts(container: Place): readonly Place[] {
  const handlers = [
    ...probes.map((name) => container.at(name)),
    container.at('lifecycle', 'preStop'),
    container.at('lifecycle', 'postStart'),
  ];
  return handlers.flatMap((handler) =>
    ['httpGet', 'tcpSocket', 'grpc']
      .map((kind) => handler.at(kind))
      .filter((it) => !it.text('host'))
      .map((it) => it.at('port')),
  );
}
