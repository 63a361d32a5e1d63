import type { Topology } from '../../cluster/topology';
import { idOf } from '../../manifests/identity';
import type { KubernetesObject } from '../../manifests/object';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { typeOf } from '../../manifests/scope';
import { changers } from '../fields/changers';
import { ruledByOthers } from './admission-rules';
import { ruledByEngines } from './ruled-by-engines';
import { namedByUnknown } from './unknown-references';

/** The objects of the manifests by which others change the pods of a workload, as sentences. */
export function changedByOthers(workload: WorkloadResource, index: ObjectIndex, topology: Topology): readonly string[] {
  const named = Object.entries(changers).flatMap(([type, { target, changes, idle }]) =>
    index
      .ofType(type)
      .filter((object) => names(object, target, workload) && !(idle && object.root.text(...idle.field) === idle.value))
      .map((object) => `${idOf(object)} changes ${changes}, and is not modelled`),
  );
  return [...named, ...namedByUnknown(workload, index), ...ruledByOthers(workload, index, topology), ...ruledByEngines(workload, index)];
}

function names({ root, namespace }: KubernetesObject, target: readonly string[], workload: WorkloadResource): boolean {
  const reference = root.at(...target);
  const type = typeOf(reference.text('apiVersion') ?? 'apps/v1', reference.text('kind') ?? 'Deployment');
  // Of a kind that isn't known nobody says whether it belongs to a namespace.
  return (namespace || 'default') === workload.namespace && reference.text('name') === workload.name && type === workload.type;
}
