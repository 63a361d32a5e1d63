import { inWords } from '../../manifests/identity';
import type { WorkloadResource } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { behind, selectorOf, servicePorts, targetOf } from '../../manifests/service';
import type { Complaint, Rule } from '../rule';
import { programsOf, runsToCompletion } from './programs';

export const serviceSelectsOneProgram: Rule = {
  id: 'service-selects-one-program',
  severity: 'warning',
  title: 'A Service selects only pods that serve its port',
  why: 'Requests are sent to every ready pod that it selects. A pod that runs something else refuses them, such as that of a Job while it runs.',
  fix: 'Give the pods of each program a label of its own, such as app.kubernetes.io/component, and select it.',
  appliesTo: ['Service'],
  *check(service, { index }) {
    // Clients of a headless Service choose a pod by its name.
    if (service.root.text('spec', 'clusterIP') === 'None' || selectorOf(service).size === 0) return;
    const workloads = behind(service, index);
    if (workloads.length < 2) return;
    const told = new Set<WorkloadResource>();
    for (const port of servicePorts(service)) {
      for (const other of strangersTo(port, workloads)) {
        if (told.has(other)) continue;
        told.add(other);
        yield complaint(service.root.at('spec', 'selector'), other, targetOf(port));
      }
    }
  },
};

/** The workloads that do not serve a port which others serve. Of pods without a port of that name no endpoint is made, so a name is fine. */
function strangersTo(port: Place, workloads: readonly WorkloadResource[]): readonly WorkloadResource[] {
  const target = targetOf(port);
  if (typeof target !== 'number') return [];
  const serves = ({ pod }: WorkloadResource) => pod.ports.some(({ number }) => number === target);
  const servers = workloads.filter((it) => serves(it) && !runsToCompletion(it));
  if (servers.length === 0) return [];
  const served = new Set(servers.flatMap((server) => [...programsOf(server)]));
  return workloads.filter((it) => {
    if (serves(it)) return false;
    // Declaring ports is optional: a workload that declares none may serve any, unless it is a Job.
    return runsToCompletion(it) || (it.pod.ports.length > 0 && ![...programsOf(it)].some((program) => served.has(program)));
  });
}

function complaint(at: Place, other: WorkloadResource, target: unknown): Complaint {
  return {
    at,
    message: `it also selects the pods of ${inWords(other)}, which do not serve port ${target}: ${runsToCompletion(other) ? 'while they run, ' : ''}they get requests and refuse them`,
    fix: `select a label that the pods of ${inWords(other)} do not have`,
  };
}
