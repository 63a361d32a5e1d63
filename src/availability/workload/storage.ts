import { type Cluster, mostNodes, nodesAreDeleted } from '../../cluster/cluster';
import { mayReachFurther } from '../../cluster/storage-classes';
import type { ObjectIndex, WorkloadResource } from '../../manifests/object-index';
import { exclusivityOf, mountedClaims } from './claims';
import { sourceIn, sourceOf, type VolumeSource } from './volume-source';

/** What holds a pod to a place by its volumes. */
export interface VolumePins {
  /**
   * `free`: no claims, or storage that every zone reaches. `zone`: each pod stays in its volume's zone. `node`: on its volume's node. `shared`: all pods share a
   * claim, and so its zone. `one node`: all pods share a claim that one node at a time reaches.
   */
  readonly pins: 'free' | 'zone' | 'node' | 'shared' | 'one node';
  /** Who chooses the zone of a volume: the scheduler at the pod's first bind, or the provisioner before. */
  readonly binding: 'WaitForFirstConsumer' | 'Immediate';
  /** Whether the provisioner chooses the zone of a volume that ends with its pod, too. */
  readonly provisionedFirst: boolean;
  /** Whether the volumes can be made and mounted on nodes with some labels. */
  readonly reaches: (labels: ReadonlyMap<string, string>) => boolean;
  /** The class, with how it is known; undefined without claims. */
  readonly source?: string;
  /** What of the volumes isn't known, as sentences. */
  readonly unknown: readonly string[];
}

interface Held extends VolumeSource {
  readonly held: 'own' | 'ephemeral' | 'shared';
  readonly pins: VolumePins['pins'];
}

/**
 * How the claims of a workload hold its pods. A class that nobody declares is taken as zonal and bound by the first pod: for figures, and never for a verdict. An ephemeral
 * volume ends with its pod, and so holds none, but its provisioner may choose a zone where the pod has no place.
 */
export function storageOf(workload: WorkloadResource, index: ObjectIndex, cluster: Cluster, mostPods: number): VolumePins {
  const volumes = mountedClaims(workload, index).map((claim): Held => {
    const isExclusive = claim.spec !== undefined && exclusivityOf(claim.spec) !== 'none' && mostPods > 1;
    const source = sourceIn(cluster, sourceOf(claim, workload, index), claim);
    // A label that no node of the topology has may be one that a driver gives to nodes.
    const reaches = strangeLabels(source, cluster).length > 0 ? () => true : source.reaches;
    return { ...source, reaches, held: claim.held, pins: pinsOf(claim.held, source, isExclusive, mostPods) };
  });
  const [strictest] = [...volumes].sort((a, b) => order.indexOf(a.pins) - order.indexOf(b.pins));
  return {
    pins: strictest?.pins ?? 'free',
    binding: volumes.some(({ binding }) => binding === 'Immediate') ? 'Immediate' : (strictest?.binding ?? 'WaitForFirstConsumer'),
    provisionedFirst: volumes.some(({ binding, reach }) => binding === 'Immediate' && reach !== 'everywhere'),
    reaches: (labels) => volumes.every(({ reaches }) => reaches(labels)),
    source: strictest?.source,
    unknown: [
      ...volumes.flatMap((volume) => [...volume.unknown, ...unknownNode(volume, cluster), ...unknownLabels(volume, cluster)]),
      ...surprises(volumes, cluster),
      ...lostWithNodes(volumes, cluster),
    ],
  };
}

const order: readonly VolumePins['pins'][] = ['one node', 'node', 'shared', 'zone', 'free'];

/** A volume that every node reaches is attached to none, so that nobody holds its pods to one. */
function pinsOf(held: Held['held'], { reach }: VolumeSource, isExclusive: boolean, mostPods: number): VolumePins['pins'] {
  if (held === 'ephemeral' || reach === 'everywhere') return 'free';
  if (held === 'own') return reach;
  if (reach === 'node') return mostPods > 1 ? 'one node' : 'node';
  return isExclusive ? 'one node' : 'shared';
}

/** Where there are several nodes, the one that a volume names is one of them, and its pods go with it. */
function unknownNode({ onNode }: VolumeSource, { cells }: Cluster): readonly string[] {
  const nodes = cells.reduce((sum, cell) => sum + cell.nodes, 0);
  return onNode !== undefined && nodes === 1 ? [`${onNode} names its node, and a topology has no names of nodes`] : [];
}

function unknownLabels(volume: VolumeSource, cluster: Cluster): readonly string[] {
  return strangeLabels(volume, cluster).map(
    (key) => `${volume.source} asks for nodes with the label ${key}, which no node of the topology has`,
  );
}

function strangeLabels({ keys }: VolumeSource, { cells }: Cluster): readonly string[] {
  return keys.filter((key) => !cells.some((cell) => cell.labels.has(key)));
}

/** What provisioners may do in a cluster of several nodes. */
function surprises(volumes: readonly Held[], cluster: Cluster): readonly string[] {
  const isEarly = ({ binding, reach, provisioner }: Held) => binding === 'Immediate' && reach === 'node' && provisioner !== undefined;
  // Which node that is, and how many volumes come to one, only the provisioner knows.
  if (mostNodes(cluster) > 1 && volumes.some(isEarly))
    return [
      'the volumes of its pods are made on a node before the pods are seen, maybe on one where they have no place; use volumeBindingMode: WaitForFirstConsumer',
    ];
  return cluster.zones.length < 2 ? [] : surprisesOfZones(volumes);
}

/** A new node has another name, so a claim that is bound to a volume of the old one keeps its pod waiting. */
function lostWithNodes(volumes: readonly Held[], cluster: Cluster): readonly string[] {
  const isLost = volumes.some(({ held, reach }) => held !== 'ephemeral' && reach === 'node');
  return isLost && nodesAreDeleted(cluster)
    ? ['its volumes are those of nodes, and a node that is lost is replaced by another: its pods wait for the volumes of the old one']
    : [];
}

function surprisesOfZones(volumes: readonly Held[]): readonly string[] {
  const wider = volumes.find(({ provisioner, reach }) => reach === 'zone' && provisioner !== undefined && mayReachFurther(provisioner));
  if (wider) return [`the volumes of ${wider.provisioner} may be mounted in several zones, and in which ones is not known`];
  const early = volumes.filter(({ binding, reach }) => binding === 'Immediate' && reach === 'zone');
  const own = early.filter(({ held }) => held !== 'shared');
  if (own.length > 1 || (own.length > 0 && early.length > own.length))
    return ['the volumes of one pod are made before it is seen, and may lie in different zones'];
  return early.some(({ held }) => held === 'ephemeral')
    ? ['its ephemeral volumes are made before the pod is seen, maybe in a zone where it has no place']
    : [];
}
