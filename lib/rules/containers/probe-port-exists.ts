import { show } from '../../schema/words';
import type { Place } from '../place';
import { declares, podMakers, portsInWords, portsOf } from '../pod';
import type { Rule } from '../rule';

const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'];

export const probePortExists: Rule = {
  id: 'probe-port-exists',
  title: 'A probe or a hook asks a port that its container declares',
  why: 'The probe fails forever: the pod never becomes ready, or is restarted again and again.',
  fix: 'Write the name or the number of a port of the container.',
  appliesTo: podMakers,
  *check({ pod }) {
    for (const container of pod?.containers ?? []) {
      const ports = portsOf(container);
      for (const at of probedPorts(container)) {
        if (!at.isThere || declares(ports, at.value)) continue;
        const declare = typeof at.value === 'number' ? ', or declare it if the program listens on it' : '';
        yield {
          at,
          message: `the container has no port ${show(at.value)}`,
          fix: `write one that it has: ${portsInWords(ports)}${declare}`,
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
