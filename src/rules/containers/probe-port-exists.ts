import type { Place } from '../../manifests/place';
import { declares, podMakers, portsInWords, portsOf } from '../../manifests/pod';
import { show } from '../../manifests/words';
import type { Rule } from '../rule';

const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'];

export const probePortExists: Rule = {
  id: 'probe-port-exists',
  severity: 'error',
  title: 'Every probe and hook uses a declared port',
  why: 'The kubelet cannot resolve the name, or nothing listens on the number: the pod never becomes ready or is restarted repeatedly.',
  fix: 'Use the name of a port of the container, or the number of a port of its pod.',
  appliesTo: podMakers,
  *check({ pod }) {
    for (const container of pod?.containers ?? []) {
      const ports = portsOf(container);
      for (const at of probedPorts(container)) {
        // A name is resolved within the container; a number is probed on the IP that all containers of the pod share.
        const isNumber = typeof at.value === 'number';
        if (!at.isThere || declares(isNumber ? (pod?.ports ?? []) : ports, at.value)) continue;
        yield {
          at,
          message: `port ${show(at.value)} is not declared in the ${isNumber ? 'pod' : 'container'}`,
          fix: ports.length > 0 ? `use a port of the container, ${portsInWords(ports)}, or declare it` : 'declare it under ports',
        };
      }
    }
  },
};

/** A probe of another host uses a port that is declared elsewhere. */
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
