import { zoneLabel } from '../cluster/cluster';
import { type InputError, InputErrors, InputError as Refusal } from '../manifests/input-error';
import {
  growthFromZero,
  type MachineDeployment,
  machineDeploymentNotes,
  machineDeploymentOf,
  nodePoolNotes,
  withoutNodes,
} from './autoscalers';
import type { DescribedPool, DescribedZone, Description } from './description';
import type { Given } from './given';
import { labelsOf, type NodeLabels } from './labels';
import { type Node, nodeOf } from './node';
import { headNotes, mixedNotes, poolNotes, reservedNotes, sizeNotes, zoneNotes } from './notes';
import type { ClusterObjects } from './objects';
import { type Provider, providerOf } from './providers';
import { type Reservations, reservationsOf } from './reserved';
import { type Shape, shapesOf } from './shapes';
import { versionOf } from './versions';

/** The zone of nodes without a zone label, beside others that have one. */
const UNLABELLED = 'without-zone-label';

/**
 * Describes a cluster by its objects.
 *
 * @throws InputErrors with everything that is wrong with its nodes, or if none of them takes pods
 */
export function describe(objects: ClusterObjects): Description {
  const deployments = objects.machineDeployments.map(machineDeploymentOf);
  const all = nodesIn(objects.nodes);
  const nodes = all.filter(({ absence }) => absence === undefined);
  const planned = withoutNodes(deployments, all);
  if (nodes.length + planned.length === 0) throw nothingCounted(objects, all);
  const zoneNames = [...new Set([...nodes.map(labelledZone), ...planned.map(({ zone }) => zone)])].flatMap((it) => it ?? []).sort();
  const provider = providerOf(nodes, zoneNames);
  const zoneOf = (zone: string | undefined) => zone ?? (zoneNames.length > 0 ? UNLABELLED : onlyZone(nodes, provider));
  const labels = labelsOf(nodes, (node) => zoneOf(labelledZone(node)));
  const reservations = reservationsOf(objects.pods);
  const versions = [...nodes.map(({ kubelet }) => kubelet), ...planned.map(({ version }) => version)].flatMap((it) => it ?? []);
  const { kubernetes, notes: versionNotes } = versionOf(versions, objects.versions);
  return {
    kubernetes,
    versionNotes,
    nodeRate: provider.nodeRate,
    zoneRate: provider.zoneRate,
    outside: provider.outside,
    zones: zonesOf({ nodes, planned, zoneNames, zoneOf, labels, reservations, provider }),
    notes: [
      ...headNotes({ objects, nodes, all, provider, labels, reservations }),
      ...mixedNotes(nodes),
      ...nodePoolNotes(objects.nodePools, nodes),
      ...machineDeploymentNotes(deployments, nodes),
    ],
  };
}

/** What zones are made of. */
interface Parts {
  readonly nodes: readonly Node[];
  readonly planned: readonly MachineDeployment[];
  readonly zoneNames: readonly string[];
  readonly zoneOf: (zone: string | undefined) => string;
  readonly labels: NodeLabels;
  readonly reservations: Reservations | undefined;
  readonly provider: Provider;
}

function zonesOf({ nodes, planned, zoneNames, zoneOf, labels, reservations, provider }: Parts): readonly DescribedZone[] {
  const shapes = shapesOf(nodes, labels);
  const pools = new Map(shapes.map((shape) => [shape, poolOf(shape, reservations)]));
  const names = new Set([...nodes.map(labelledZone), ...planned.map(({ zone }) => zone)].map(zoneOf));
  return [...names].sort(unlabelledLast).map((name) => {
    const here = nodes.filter((node) => zoneOf(labelledZone(node)) === name);
    const shared = here[0] === undefined ? new Map<string, string>() : labels.of(here[0]).zone;
    const isLabelled = zoneNames.includes(name);
    return {
      name,
      ...(isLabelled ? {} : { label: false }),
      ...(shared.size === 0 ? {} : { labels: Object.fromEntries(shared) }),
      notes: zoneNotes(name, isLabelled, zoneNames.length > 0, here, provider),
      pools: [...inZone(shapes, here, pools), ...planned.filter(({ zone }) => zoneOf(zone) === name).map(plannedPool)],
    };
  });
}

/** The Node objects, each once. @throws InputErrors */
function nodesIn(given: readonly Given[]): readonly Node[] {
  const errors: InputError[] = [];
  const seen = new Map<string, Given>();
  const nodes = given.flatMap((it): readonly Node[] => {
    const { name } = it;
    if (name === '') {
      errors.push(new Refusal('a Node without metadata.name', 'print it again: kubectl get nodes -o json', it.place()));
      return [];
    }
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, it);
      return [nodeOf(it, errors)];
    }
    const uid = it.content.text('metadata', 'uid');
    if (uid === undefined || uid !== first.content.text('metadata', 'uid')) {
      const { file, line } = first.place();
      errors.push(
        new Refusal(`Node '${name}' is there twice, first in ${file}:${line}`, 'name the nodes of one cluster, once', it.place()),
      );
    }
    return [];
  });
  if (errors.length > 0) throw InputErrors.of(errors);
  return nodes;
}

function nothingCounted({ nodes, nodePools, machineDeployments }: ClusterObjects, all: readonly Node[]): InputError {
  if (all.length > 0) {
    const shown = all.slice(0, 3).map(({ name, absence }) => `${name} (${absence})`);
    const more = all.length > 3 ? `, ${all.length - 3} more` : '';
    return new Refusal(`no node takes pods: ${shown.join(', ')}${more}`, 'print the nodes when one is ready and not cordoned');
  }
  const [other] = [...nodes, ...nodePools, ...machineDeployments];
  if (other === undefined) return new Refusal('no Node object', 'pipe the output of kubectl get nodes -o json');
  return new Refusal(
    'no Node object, and nothing else says how large the machines are',
    'add the output of kubectl get nodes -o json',
    other.place(),
  );
}

function labelledZone({ labels }: Node): string | undefined {
  return labels.get(zoneLabel) || undefined;
}

/** A data center without zones has the name of its region, if all nodes have one. */
function onlyZone(nodes: readonly Node[], { name, isOneMachine = false }: Provider): string {
  const regions = [...new Set(nodes.map(({ labels }) => labels.get('topology.kubernetes.io/region')))];
  return (regions.length === 1 ? regions[0] : undefined) ?? (isOneMachine ? name : 'cluster');
}

function unlabelledLast(one: string, other: string): number {
  return Number(one === UNLABELLED) - Number(other === UNLABELLED) || (one < other ? -1 : 1);
}

type SharedPool = Omit<DescribedPool, 'count'>;

function poolOf(shape: Shape, reservations: Reservations | undefined): SharedPool {
  const { name, labels, taints, allocatable } = shape;
  const found = reservations?.on(shape.nodes);
  // What a node doesn't list isn't limited there.
  const reserved = Object.fromEntries(Object.entries(found?.reserved ?? {}).filter(([resource]) => resource in allocatable));
  return {
    name,
    ...(labels.size === 0 ? {} : { labels: Object.fromEntries(labels) }),
    ...(taints.length === 0 ? {} : { taints }),
    allocatable,
    ...(Object.keys(reserved).length === 0 ? {} : { reserved }),
    notes: poolNotes(shape),
    sizeNotes: sizeNotes(shape),
    reservedNotes: reservedNotes(found),
  };
}

function inZone(shapes: readonly Shape[], here: readonly Node[], pools: ReadonlyMap<Shape, SharedPool>): readonly DescribedPool[] {
  const inside = new Set(here);
  return shapes.flatMap((shape) => {
    const count = shape.nodes.filter((node) => inside.has(node)).length;
    const pool = pools.get(shape);
    return count === 0 || pool === undefined ? [] : [{ ...pool, count }];
  });
}

/** The machines of a MachineDeployment that are not among the nodes. */
function plannedPool(deployment: MachineDeployment): DescribedPool {
  const { name, replicas, allocatable, labels, taints } = deployment;
  const autoscaling = growthFromZero(deployment);
  return {
    name,
    count: replicas,
    ...(labels.size === 0 ? {} : { labels: Object.fromEntries(labels) }),
    ...(taints.length === 0 ? {} : { taints }),
    allocatable: allocatable ?? { cpu: '0', memory: '0', pods: 0 },
    ...(autoscaling ? { autoscaling } : {}),
    notes: [
      autoscaling
        ? 'It has no node until an autoscaler adds one. How long that takes is an assumption: write your own start.'
        : 'None of these is among the nodes: count and size are those that the MachineDeployment asks for.',
    ],
    sizeNotes: ['Capacities, from annotations: what the system and the kubelet reserve is still to be taken off.'],
    reservedNotes: [],
  };
}
