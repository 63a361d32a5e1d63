import { backendsOf, gatewaysOf, routeTypes } from '../../manifests/backends';
import { configMapsOf, secretsOf } from '../../manifests/configuration';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { accountOf } from '../../manifests/pod';
import { labelSelector } from '../../manifests/selector';
import { behind } from '../../manifests/service';
import { mountedClaims } from './claims';

/** Whether the pods of a workload can't be made, started or reached without an object, or not as they are proved. */
export function reliesOn(workload: WorkloadResource, object: KubernetesObject, index: ObjectIndex): boolean {
  const { namespace, pod } = workload;
  const { spec } = pod;
  const isNear = object.namespace === namespace;
  switch (object.type) {
    case workload.type:
      return isNear && object.name === workload.name;
    case 'Namespace':
      return object.name === namespace;
    case 'ServiceAccount':
      return isNear && object.name === accountOf(spec);
    case 'PriorityClass.scheduling.k8s.io':
      return object.name === spec.text('priorityClassName') || object.root.at('globalDefault').value === true;
    case 'RuntimeClass.node.k8s.io':
      return object.name === spec.text('runtimeClassName');
    case 'LimitRange':
    case 'ResourceQuota':
      return isNear;
    case 'PodDisruptionBudget.policy':
      return index.budgetsOf(workload).includes(object);
    case 'HorizontalPodAutoscaler.autoscaling':
      return index.autoscalersOf(workload).includes(object);
    case 'ConfigMap':
    case 'Secret':
      return isNear && reads(workload, object);
    case 'NetworkPolicy.networking.k8s.io':
      return isNear && labelSelector(object.root.at('spec', 'podSelector').value ?? {})(pod.labels);
    case 'PersistentVolumeClaim':
    case 'PersistentVolume':
    case 'StorageClass.storage.k8s.io':
      return storesIn(workload, object, index);
    default:
      return isReachedBy(workload, object, index);
  }
}

function reads(workload: WorkloadResource, { type, name }: KubernetesObject): boolean {
  const references = type === 'Secret' ? secretsOf(workload) : configMapsOf(workload);
  return references.some((it) => !it.optional && it.name === name);
}

function storesIn(workload: WorkloadResource, { type, name, root }: KubernetesObject, index: ObjectIndex): boolean {
  return mountedClaims(workload, index).some(({ object, spec }) => {
    if (type === 'PersistentVolumeClaim') return object?.name === name;
    if (type === 'PersistentVolume')
      return spec?.text('volumeName') === name || (object !== undefined && root.text('spec', 'claimRef', 'name') === object.name);
    const named = spec?.text('storageClassName');
    return named === undefined || named === name;
  });
}

/** A Service that selects its pods, a route to that, or the Gateway of such a route. */
function isReachedBy(workload: WorkloadResource, object: KubernetesObject, index: ObjectIndex): boolean {
  const isBehind = (it: KubernetesObject) =>
    behind(it, index).some(
      ({ type, namespace, name }) => type === workload.type && namespace === workload.namespace && name === workload.name,
    );
  const leads = (route: KubernetesObject) =>
    backendsOf(route).some(({ namespace, name }) => index.all('Service', namespace, name).some(isBehind));
  if (object.type === 'Service') return isBehind(object);
  if (object.type === 'Ingress.networking.k8s.io' || routeTypes.includes(object.type)) return leads(object);
  if (object.type !== 'Gateway.gateway.networking.k8s.io') return false;
  return routeTypes
    .flatMap((type) => index.ofType(type))
    .some(
      (route) =>
        leads(route) &&
        gatewaysOf(route).some((it) => it.text('name') === object.name && (it.text('namespace') ?? route.namespace) === object.namespace),
    );
}
