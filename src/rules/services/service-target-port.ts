import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { declares, portsInWords } from '../../manifests/pod';
import { behind, servicePorts, targetOf } from '../../manifests/service';
import { show } from '../../manifests/words';
import type { Rule } from '../rule';

export const serviceTargetPort: Rule = {
  id: 'service-target-port',
  severity: 'error',
  title: 'Every targetPort of a Service is a port of its pods',
  why: 'Without a port of that name the Service has no endpoints for it. A number works whether it is declared or not, so one that the pods do not declare is only a hint: if nothing listens on it, connections are refused although the Service and its pods look healthy.',
  fix: 'Set targetPort to the name or the number of a container port.',
  appliesTo: ['Service'],
  *check(object, { index }) {
    // A Job may share the labels of the service it works for, but accepts no connections.
    const workloads = ofItsVariant(object, index).filter(({ type }) => !type.endsWith('Job.batch'));
    for (const port of servicePorts(object)) {
      const target = targetOf(port);
      const protocol = port.text('protocol') ?? 'TCP';
      const without = workloads.find(({ pod }) => !declares(pod.ports, target, protocol));
      if (!without) continue;
      const at = port.at('targetPort').isThere ? port.at('targetPort') : port.at('port');
      const message = `${protocol} port ${show(target)} is not declared by the pods of ${inWords(without)}`;
      yield {
        // A number is not resolved: the ports that a container declares only inform.
        ...(typeof target === 'number' && { severity: 'hint' }),
        at,
        message,
        fix: fixFor(target, protocol, without, workloads),
      };
    }
  },
};

/** Ports that all workloads behind the Service have; one that only some have would be missing from the others. */
function fixFor(target: unknown, protocol: string, without: WorkloadResource, workloads: readonly WorkloadResource[]): string {
  const { ports } = without.pod;
  const [other] = ports.filter((it) => it.protocol !== protocol && declares([it], target));
  if (other && workloads.every(({ pod }) => declares(pod.ports, target, other.protocol)))
    return `write 'protocol: ${other.protocol}', or declare it`;
  const isName = typeof target === 'string';
  const shared = ports.filter(
    (it) => it.protocol === protocol && workloads.every(({ pod }) => declares(pod.ports, isName ? it.name : it.number, protocol)),
  );
  return shared.length > 0 ? `use one of their ports, ${portsInWords(shared)}, or declare it` : 'declare it in the pod template';
}

/** The workloads behind a Service. If several files define the Service, each has its own. */
function ofItsVariant(service: KubernetesObject, index: ObjectIndex): readonly WorkloadResource[] {
  const workloads = behind(service, index);
  if (index.all(service.type, service.namespace, service.name).length === 1) return workloads;
  const own = workloads.filter(({ document }) => document.file === service.document.file);
  return own.length > 0 ? own : workloads;
}
