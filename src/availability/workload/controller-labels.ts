import { zoneLabel } from '../../cluster/cluster';
import { hasFeature } from '../../cluster/features';
import type { Topology } from '../../cluster/topology';
import { podLabels } from '../../manifests/label-index';
import type { WorkloadResource } from '../../manifests/object-index';

/**
 * The label that a controller gives each revision's pods: it tells the newest pods from the rest in a rollout.
 *
 * Source: k8s.io/api/apps/v1, DefaultDeploymentUniqueLabelKey and ControllerRevisionHashLabelKey.
 */
export const revisionLabel: Readonly<Record<string, string>> = {
  'Deployment.apps': 'pod-template-hash',
  'StatefulSet.apps': 'controller-revision-hash',
  'DaemonSet.apps': 'controller-revision-hash',
};

/**
 * Whether pods of two workloads may carry one revision's label: it is a hash of the template alone, or of a StatefulSet's template beside its name. What the API server fills in
 * may make two templates equal that aren't as they are written, so only labels, annotations, names and images are compared.
 *
 * Source: k8s.io/kubernetes v1.36.3, pkg/controller, ComputeHash; pkg/controller/history, ControllerRevisionName.
 */
export function mayShareRevision(one: WorkloadResource, other: WorkloadResource): boolean {
  if (one.type !== other.type || (one.type === 'StatefulSet.apps' && one.name !== other.name)) return false;
  return outlineOf(one) === outlineOf(other);
}

function outlineOf({ pod: { labels, template, spec } }: WorkloadResource): string {
  const containers = [...spec.items('initContainers'), ...spec.items('containers')];
  return JSON.stringify([
    [...labels].sort(),
    [...template.texts('metadata', 'annotations')].sort(),
    containers.map((it) => [it.text('name'), it.text('image')]),
  ]);
}

/**
 * The labels of its node that the API server gives a pod when it is bound, whatever its template says.
 *
 * Source: k8s.io/kubernetes v1.36.3, plugin/pkg/admission/podtopologylabels; pkg/registry/core/pod/storage, assignPod.
 */
export const nodesLabels: ReadonlySet<string> = new Set([zoneLabel, 'topology.kubernetes.io/region']);

/** All labels that pods get from others than their template: from controllers, and from the API server. */
export function addedLabelsOn({ kubernetes }: Pick<Topology, 'kubernetes'>): ReadonlySet<string> {
  return hasFeature(kubernetes, 'PodTopologyLabelsAdmission') ? addedByAll : addedByControllers;
}

/** Source: kubernetes.io, Well-Known Labels, Annotations and Taints. */
const addedByControllers: ReadonlySet<string> = new Set([
  ...Object.values(revisionLabel),
  ...podLabels,
  'pod-template-generation',
  'job-name',
  'controller-uid',
  'batch.kubernetes.io/job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
]);

const addedByAll: ReadonlySet<string> = new Set([...addedByControllers, ...nodesLabels]);
