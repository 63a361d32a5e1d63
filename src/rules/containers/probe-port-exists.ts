import type { Place } from '../../manifests/place';
import { declares, podMakers, portsInWords, portsOf } from '../../manifests/pod';
import { show } from '../../manifests/words';
import type { ObjectRule } from '../rule';

const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'];

export const probePortExists: ObjectRule = {
  id: 'probe-port-exists',
  severity: 'error',
  title: 'Every probe and hook uses a declared port',
  why: 'The kubelet cannot resolve a name that the container does not declare: the pod never becomes ready or is restarted repeatedly. A number works whether it is declared or not, so one that no container declares is only a hint: something has to listen on it.',
  fix: 'Use the name of a port of the container, or the number of a port of its pod.',
  appliesTo: podMakers,
  *check({ pod }) {
    for (const container of pod?.containers ?? []) {
      const ports = portsOf(container);
      const told = new Set<unknown>();
      const probed = probedPorts(container);
      for (const at of probed) {
        // A name is resolved within the container; a number is probed on the IP that all containers of the pod share.
        const isNumber = typeof at.value === 'number';
        if (!at.isThere || declares(isNumber ? (pod?.ports ?? []) : ports, at.value)) continue;
        // Readiness and liveness usually ask the same port: one question is enough.
        if (isNumber && told.has(at.value)) continue;
        told.add(at.value);
        const each = isNumber && probed.filter(({ value }) => value === at.value).length > 1 ? ' in each probe' : '';
        yield {
          ...(isNumber && { severity: 'hint' }),
          at,
          message: `port ${show(at.value)} is not declared in the ${isNumber ? 'pod' : 'container'}`,
          fix: ports.length > 0 ? `use a port of the container${each}, ${portsInWords(ports)}, or declare it` : 'declare it under ports',
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
