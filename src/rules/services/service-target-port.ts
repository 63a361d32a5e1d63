import { inWords } from '../../manifests/identity';
import { declares, portsInWords } from '../../manifests/pod';
import { behind, servicePorts, targetOf } from '../../manifests/service';
import { show } from '../../manifests/words';
import type { Rule } from '../rule';

export const serviceTargetPort: Rule = {
  id: 'service-target-port',
  severity: 'error',
  title: "A Service's target ports are ports of the containers behind it",
  why: 'Connections to the port are refused, although the Service and its pods look healthy.',
  fix: 'Write the name or the number of a container port as the targetPort.',
  appliesTo: ['Service'],
  *check(object, { index }) {
    // A Job may have the labels of what it works for: it has no connections to take.
    const workloads = behind(object, index).filter(({ type }) => !type.endsWith('Job.batch'));
    for (const port of servicePorts(object)) {
      const target = targetOf(port);
      const protocol = port.text('protocol') ?? 'TCP';
      const without = workloads.find(({ pod }) => !declares(pod.ports, target, protocol));
      if (!without) continue;
      const at = port.at('targetPort').isThere ? port.at('targetPort') : port.at('port');
      const message = `the pods of ${inWords(without)} declare no ${protocol} port ${show(target)}`;
      const { ports } = without.pod;
      yield { at, message, fix: ports.length > 0 ? `write one of theirs, ${portsInWords(ports)}, or declare it` : 'declare it' };
    }
  },
};
