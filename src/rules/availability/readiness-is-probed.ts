import { workloadTypes } from '../../availability/workload/workload';
import { inWords } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import { servicePorts } from '../../manifests/service';
import type { Rule } from '../rule';
import { servicesBefore } from '../services/leading';

const probes = ['readinessProbe', 'startupProbe'];

export const readinessIsProbed: Rule = {
  id: 'readiness-is-probed',
  severity: 'warning',
  title: 'Pods behind a Service of a cluster that is judged have a readiness probe',
  why: 'Without one, a pod counts as ready as soon as its containers run: it gets requests before it listens, a rolling update goes on before it works, and the proof takes it for one that serves.',
  fix: 'Add a readinessProbe that succeeds once the container serves requests.',
  appliesTo: workloadTypes,
  *check(object, { index, topology }) {
    const workload = index.workload(object);
    if (!topology || !workload || object.root.at('spec', 'replicas').value === 0) return;
    const containers = workload.pod.spec.items('containers');
    // Until a startup probe has succeeded, a container isn't ready either.
    if (containers.some((container) => probes.some((probe) => container.at(probe).isThere))) return;
    // Others say when it is ready.
    if (workload.pod.spec.items('readinessGates').length > 0) return;
    const services = servicesBefore(workload, index).filter(needsReadiness);
    // A headless Service may only name the pods to each other.
    const service = services.find(({ root }) => root.text('spec', 'clusterIP') !== 'None') ?? services[0];
    if (!service) return;
    const serving = containers.find((container) => container.items('ports').length > 0) ?? containers[0];
    yield {
      at: (serving ?? workload.pod.spec).at('readinessProbe'),
      message: `${inWords(service)} sends its pods requests as soon as their containers run, whether or not they listen`,
      fix: 'add a readinessProbe',
    };
  },
};

/** With publishNotReadyAddresses it sends requests to all pods on purpose, and metrics are asked for again. */
function needsReadiness(service: KubernetesObject): boolean {
  if (service.root.at('spec', 'publishNotReadyAddresses').value === true) return false;
  return servicePorts(service).some((port) => !port.text('name')?.includes('metrics'));
}
