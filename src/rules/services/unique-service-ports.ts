import { servicePorts } from '../../manifests/service';
import { twins } from '../containers/unique-names';
import type { Rule } from '../rule';

export const uniqueServicePorts: Rule = {
  id: 'unique-service-ports',
  severity: 'error',
  title: 'The ports of a Service have names and numbers of their own',
  why: 'The API server refuses twins, and more than one port without names.',
  fix: 'Give each a name and a number of its own.',
  appliesTo: ['Service'],
  *check(object) {
    const ports = servicePorts(object);
    yield* twins(ports, 'port', 'name');
    const seen = new Set<string>();
    for (const port of ports) {
      const number = port.at('port');
      const id = `${number.value}/${port.text('protocol') ?? 'TCP'}`;
      if (seen.has(id)) yield { at: number, message: `a second port is ${id}`, fix: 'give it a number of its own, or remove one' };
      seen.add(id);
      if (ports.length > 1 && !port.at('name').isThere)
        yield { at: port.at('name'), message: 'one of several ports has no name', fix: 'name each of them' };
    }
  },
};
