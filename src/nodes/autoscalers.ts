import type { Allocatable, Autoscaling, Taint } from '../cluster/topology';
import type { Given } from './given';
import type { Node } from './node';

/** The label of a node that Karpenter made. */
const NODE_POOL = 'karpenter.sh/nodepool';

const EXAMPLE = 'autoscaling: { max: 4, start: 2m }';

/** What Karpenter's NodePools say about the number of their nodes. @param given the NodePool objects, as far as anybody gave them */
export function nodePoolNotes(given: readonly Given[], nodes: readonly Node[]): readonly string[] {
  const used = [...new Set(nodes.flatMap(({ labels }) => labels.get(NODE_POOL) ?? []))].sort();
  const unused = given.map(({ name }) => name).filter((name) => !used.includes(name));
  return [
    ...used.map((name) => {
      const pool = given.find((it) => it.name === name);
      const moving = `Karpenter adds and removes nodes of its NodePool '${name}': the counts are those of now.`;
      return pool === undefined ? moving : [moving, limitNote(pool), ...zonesNote(pool, name, nodes)].join(' ');
    }),
    ...unused.map((name) => `Karpenter's NodePool '${name}' has no node now, and no object says the size of its next: it is left out.`),
  ];
}

function limitNote({ content }: Given): string {
  const limits = content.parts('spec', 'limits').map((it) => `${it.key} ${String(it.value)}`);
  if (limits.length === 0) return `It has no limit: to count on growth, write ${EXAMPLE} into its pools.`;
  return `Its limit is ${limits.join(', ')} in all zones together: to count on growth, write ${EXAMPLE} with a share of that into its pools.`;
}

/** Zones that a NodePool may use and doesn't now. */
function zonesNote({ content }: Given, name: string, nodes: readonly Node[]): readonly string[] {
  const requirement = content
    .items('spec', 'template', 'spec', 'requirements')
    .find((it) => (it.text('key') ?? '').endsWith('/zone') && it.text('operator') === 'In');
  const used = nodes.filter(({ labels }) => labels.get(NODE_POOL) === name);
  const unused = (requirement?.items('values') ?? [])
    .map(({ value }) => String(value))
    .filter((zone) => !used.some(({ labels }) => [...labels.values()].includes(zone)));
  return unused.length === 0 ? [] : [`It may use ${unused.join(', ')} too, where it has no node.`];
}

/** A MachineDeployment of Cluster API, as far as a topology needs it. */
export interface MachineDeployment {
  readonly name: string;
  readonly replicas: number;
  readonly zone?: string;
  readonly version?: string;

  /** The bounds of the cluster autoscaler. */
  readonly bounds?: { readonly least: string; readonly most: string };

  /** The size of its machines, if its annotations say it. */
  readonly allocatable?: Allocatable;
  readonly labels: ReadonlyMap<string, string>;
  readonly taints: readonly Taint[];
}

const BOUNDS = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group';
const CAPACITY = 'capacity.cluster-autoscaler.kubernetes.io';

/**
 * Reads a MachineDeployment.
 *
 * Source: Cluster API, "Using the Cluster Autoscaler": bounds, and the annotations for scaling from zero. Those are capacities: what the system reserves isn't off.
 */
export function machineDeploymentOf({ content, name }: Given): MachineDeployment {
  const annotations = content.texts('metadata', 'annotations');
  const [least, most] = [annotations.get(`${BOUNDS}-min-size`), annotations.get(`${BOUNDS}-max-size`)];
  const capacity = (resource: string) => annotations.get(`${CAPACITY}/${resource}`);
  const [cpu, memory] = [capacity('cpu'), capacity('memory')];
  const disk = capacity('ephemeral-disk');
  return {
    name,
    replicas: content.count('spec', 'replicas') ?? 1,
    zone: content.text('spec', 'template', 'spec', 'failureDomain'),
    version: content.text('spec', 'template', 'spec', 'version'),
    ...(least === undefined || most === undefined ? {} : { bounds: { least, most } }),
    ...(cpu === undefined || memory === undefined
      ? {}
      : {
          allocatable: {
            cpu,
            memory,
            pods: Number(capacity('maxPods') ?? 110),
            ...(disk === undefined ? {} : { 'ephemeral-storage': disk }),
          },
        }),
    labels: new Map((capacity('labels') ?? '').split(',').flatMap(pairIn)),
    taints: (capacity('taints') ?? '').split(',').flatMap(taintIn),
  };
}

function pairIn(text: string): readonly (readonly [string, string])[] {
  const [key, value = ''] = text.trim().split('=');
  return key ? [[key, value]] : [];
}

function taintIn(text: string): readonly Taint[] {
  const [, key, value, effect] = /^\s*([^=:]+)(?:=([^:]*))?:(NoSchedule|PreferNoSchedule|NoExecute)\s*$/.exec(text) ?? [];
  return key && effect ? [{ key, ...(value ? { value } : {}), effect: effect as Taint['effect'] }] : [];
}

function membersOf({ name }: MachineDeployment, nodes: readonly Node[]): readonly Node[] {
  return nodes.filter((node) => machineDeploymentName(node) === name);
}

/** Cluster API names a MachineSet after its MachineDeployment and a random word, and annotates each node with it. */
export function machineDeploymentName({ annotations }: Node): string | undefined {
  if (annotations.get('cluster.x-k8s.io/owner-kind') !== 'MachineSet') return undefined;
  return annotations.get('cluster.x-k8s.io/owner-name')?.replace(/-[^-]*$/, '');
}

/** What MachineDeployments say about the number of their nodes. */
export function machineDeploymentNotes(deployments: readonly MachineDeployment[], nodes: readonly Node[]): readonly string[] {
  return deployments.map((deployment) => {
    const { name, replicas, bounds, allocatable } = deployment;
    const { length } = membersOf(deployment, nodes);
    const named = `MachineDeployment '${name}' asks for ${replicas}`;
    const here = length === 0 ? 'none of them is among the nodes' : `${length} ${length === 1 ? 'is' : 'are'} counted`;
    if (length === 0 && allocatable === undefined)
      return `${named}, ${here}, and no annotations say the size of its machines: it is left out.`;
    if (bounds === undefined) return `${named}, ${here}.`;
    if (length === 0 && growthFromZero(deployment)) return `${named}. An autoscaler keeps it from ${bounds.least} to ${bounds.most}.`;
    return `${named}, ${here}. An autoscaler keeps it from ${bounds.least} to ${bounds.most}. To count on growth, write ${EXAMPLE} into its pool.`;
  });
}

/** MachineDeployments whose machines are not among the nodes, but whose size is known. */
export function withoutNodes(deployments: readonly MachineDeployment[], nodes: readonly Node[]): readonly MachineDeployment[] {
  return deployments.filter(
    (it) => it.allocatable !== undefined && (it.replicas > 0 || growthFromZero(it)) && membersOf(it, nodes).length === 0,
  );
}

/** The growth of a MachineDeployment that asks for no machine now. How fast it grows no object says. */
export function growthFromZero({ replicas, bounds }: MachineDeployment): Autoscaling | undefined {
  const max = Number(bounds?.most);
  return replicas === 0 && Number.isInteger(max) && max > 0 ? { max, start: '2m' } : undefined;
}
