import { type Cluster, hostnameLabel } from '../../cluster/cluster';
import { idOf } from '../../manifests/identity';
import type { ObjectIndex } from '../../manifests/object-index';
import type { Place } from '../../manifests/place';
import { eligibleCells } from './eligible-nodes';
import { keysOf, type NodeSelection, providerLabels } from './node-selection';

/** Labels that a provider gives to nodes, that pods are placed by, and that the topology doesn't state. As sentences. */
export function untoldLabels(selection: NodeSelection, rules: readonly { readonly key: string }[], { cells }: Cluster): readonly string[] {
  const keys = [...selection.providerLabels, ...rules.map(({ key }) => key).filter((key) => providerLabels.includes(key))];
  return [...new Set(keys)]
    .filter((key) => cells.some(({ labels }) => !labels.has(key)))
    .map((key) => `its pods are placed by the label ${key}, which a provider sets, and the topology does not state`);
}

const SYSTEM = 'kubernetes.io/os';

/** An image is made for one operating system, and a pod that is bound to a node of another never starts. As sentences. */
export function untoldSystems(spec: Place, cluster: Cluster): readonly string[] {
  const systems = new Set(eligibleCells(spec, cluster).map(({ labels }) => labels.get(SYSTEM)));
  return systems.size > 1
    ? [
        `its pods may be bound to nodes of ${[...systems].sort().join(' and ')}, and an image runs on one of them; add a nodeSelector ${SYSTEM}`,
      ]
    : [];
}

/** Labels that the manifests give to nodes and that pods are placed by: which nodes of the topology those are, is not known. As sentences. */
export function relabelledNodes(spec: Place, rules: readonly { readonly key: string }[], index: ObjectIndex): readonly string[] {
  const nodes = index.ofType('Node');
  if (nodes.length === 0) return [];
  const asked = new Set([...rules.map(({ key }) => key), ...keysOf(spec)]);
  asked.delete(hostnameLabel);
  const found = nodes.find(({ labels }) => [...labels.keys()].some((key) => asked.has(key)));
  return found
    ? [`labels of ${idOf(found)} are in the manifests, and its pods are placed by them: which node that is, the topology does not state`]
    : [];
}
