import { inWords } from '../../manifests/identity';
import { declares, portsInWords } from '../../manifests/pod';
import { behind, servicePorts, targetOf } from '../../manifests/service';
import { show } from '../../manifests/words';
import type { Rule } from '../rule';

export const serviceTargetPort: Rule = {
  id: 'service-target-port',
  severity: 'error',
  title: 'Every targetPort of a Service is a port of its pods',
  why: 'Connections are refused although the Service and its pods look healthy.',
  fix: 'Set targetPort to the name or the number of a container port.',
  appliesTo: ['Service'],
  *check(object, { index }) {
    // A Job may share the labels of the service it works for, but accepts no connections.
    const workloads = behind(object, index).filter(({ type }) => !type.endsWith('Job.batch'));
    for (const port of servicePorts(object)) {
      const target = targetOf(port);
      const protocol = port.text('protocol') ?? 'TCP';
      const without = workloads.find(({ pod }) => !declares(pod.ports, target, protocol));
      if (!without) continue;
      const at = port.at('targetPort').isThere ? port.at('targetPort') : port.at('port');
      const message = `${protocol} port ${show(target)} is not declared by the pods of ${inWords(without)}`;
      const { ports } = without.pod;
      yield {
        at,
        message,
        fix: ports.length > 0 ? `use one of their ports, ${portsInWords(ports)}, or declare it` : 'declare it in the pod template',
      };
    }
  },
};
