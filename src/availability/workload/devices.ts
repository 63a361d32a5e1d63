import { type Cluster, offered } from '../../cluster/cluster';
import { idOf, inWords } from '../../manifests/identity';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { inMebibytes } from '../../manifests/quantity';
import type { Amounts } from '../../manifests/requests';
import { neverRuns, type Obstacle } from './obstacle';

/** Processor time and memory are told by what the nodes have of them; of disk a topology needn't say how much there is. */
const told = new Set(['cpu', 'memory']);

/** What a pod asks for that no node of the topology offers as much of. */
export function missingDevices(workload: WorkloadResource, requests: Amounts, { cells }: Cluster): readonly Obstacle[] {
  return Object.entries(requests).flatMap(([resource, amount]) => {
    if (told.has(resource) || amount === 0) return [];
    if (cells.some(({ room }) => offered(room, resource) >= amount)) return [];
    return [
      neverRuns(idOf(workload), `its pods never find a node: no node of the topology offers ${written(resource, amount)} of ${resource}`),
    ];
  });
}

/** Disk and huge pages in mebibytes, devices as a number. */
function written(resource: string, amount: number): string {
  return resource.includes('/') ? String(amount) : inMebibytes(amount);
}

/**
 * The resources that a driver allocates by a DeviceClass, whatever the nodes offer, as sentences.
 *
 * Source: kubernetes.io, Dynamic Resource Allocation, Extended resource (DRAExtendedResource is on by default from 1.36 on).
 */
export function devicesOfClasses(requests: Amounts, index: ObjectIndex): readonly string[] {
  return index.ofType('DeviceClass.resource.k8s.io').flatMap((deviceClass) => {
    const resource = deviceClass.root.text('spec', 'extendedResourceName') ?? `deviceclass.resource.kubernetes.io/${deviceClass.name}`;
    return (requests[resource] ?? 0) > 0
      ? [`${inWords(deviceClass)} serves ${resource}, and which nodes have such devices is not known`]
      : [];
  });
}
