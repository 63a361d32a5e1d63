import { servicePorts } from '../../manifests/service';
import { duplicates } from '../containers/unique-names';
import type { RefusalRule } from '../rule';

export const uniqueServicePorts: RefusalRule = {
  id: 'unique-service-ports',
  severity: 'error',
  title: 'Service ports have unique names and numbers',
  why: 'The API server rejects duplicate ports, and several ports without names.',
  fix: 'Give each port a unique name and number.',
  isRefusal: true,
  appliesTo: ['Service'],
  *check(object) {
    const ports = servicePorts(object);
    yield* duplicates(ports, 'port', 'name');
    const seen = new Set<string>();
    for (const port of ports) {
      const number = port.at('port');
      const id = `${number.value}/${port.text('protocol') ?? 'TCP'}`;
      if (seen.has(id)) yield { at: number, message: `duplicate port ${id}`, fix: 'change the number, or remove one of them' };
      seen.add(id);
      if (ports.length > 1 && !port.at('name').isThere)
        yield { at: port.at('name'), message: "'name' is required when a Service has several ports", fix: 'name each port' };
    }
  },
};
