import type { Cluster } from '../../cluster/cluster';
import type { Topology } from '../../cluster/topology';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { podMakers } from '../../manifests/pod';
import { besideLargeDaemons } from './blocked-growth';
import { runsAtATime } from './cron';
import { customPodsOf } from './custom-resources';
import { besideUnbounded } from './unbounded';
import { type Workload, workloadTypes } from './workload';
import { WorkloadReader } from './workload-reader';

/** The model's view of all Deployments, StatefulSets and DaemonSets of the manifests, in their order. */
export function workloadsOf(index: ObjectIndex, cluster: Cluster, topology: Topology): readonly Workload[] {
  const reader = new WorkloadReader(index, cluster, topology);
  const workloads = servicesOf(index).map((resource) => reader.workload(resource));
  const all = [...workloads, ...makersOf(index).map((it) => reader.workload(it))];
  const neighbours = all.map((it) => (it.moreRoom.length > 0 ? { ...it, unbounded: [...it.unbounded, ...it.moreRoom] } : it));
  return besideUnbounded(besideLargeDaemons(workloads, all, cluster), neighbours, cluster, topology, index);
}

/** What else of the manifests makes pods, and so takes room: Jobs, CronJobs, bare Pods, ReplicaSets, and custom resources whose pods are declared. They are not judged themselves. */
export function competitorsOf(index: ObjectIndex, cluster: Cluster, topology: Topology): readonly Workload[] {
  const makers = makersOf(index);
  const custom = customPodsOf(index, topology);
  if (makers.length === 0) return custom;
  const reader = new WorkloadReader(index, cluster, topology);
  const read = makers.map((resource) => {
    const found = reader.workload(resource);
    return resource.type === 'CronJob.batch' ? { ...found, peak: found.peak * runsAtATime(resource, topology.kubernetes) } : found;
  });
  return [...read, ...custom];
}

const competitors: ReadonlySet<string> = new Set(podMakers.filter((type) => type !== 'PodTemplate' && !workloadTypes.includes(type)));

function makersOf(index: ObjectIndex): readonly WorkloadResource[] {
  return index.objects.flatMap((object) => (competitors.has(object.type) ? (index.workload(object) ?? []) : []));
}

/** The objects that the model judges. */
export function servicesOf(index: ObjectIndex): readonly WorkloadResource[] {
  return index.objects.flatMap((object) => (workloadTypes.includes(object.type) ? (index.workload(object) ?? []) : []));
}
