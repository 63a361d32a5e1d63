import type { Allocatable, Taint } from '../cluster/topology';
import { append } from '../manifests/multimap';
import { parseQuantity } from '../manifests/quantity';
import { machineDeploymentName } from './autoscalers';
import type { NodeLabels } from './labels';
import type { Node } from './node';

/** Nodes that a scheduler can't tell apart but by their names and zones. */
export interface Shape {
  /** Unique among all shapes. */
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly taints: readonly Taint[];

  /** Of each resource the least that one of them offers. */
  readonly allocatable: Allocatable;

  /** By how much their memory or local disk differs, as a fraction. */
  readonly spread: number;
  readonly nodes: readonly Node[];
}

/**
 * Machines of one type report memory and local disk that differ by some pages and blocks: by the kernel's and the firmware's own use. A pool for each
 * would hide what they are.
 */
const TOLERANCE = 0.01;

/** The labels that providers name their pools by, the surest first. */
const POOL_LABELS = [
  'karpenter.sh/nodepool',
  'eks.amazonaws.com/nodegroup',
  'alpha.eksctl.io/nodegroup-name',
  'cloud.google.com/gke-nodepool',
  'kubernetes.azure.com/agentpool',
  'agentpool',
  'doks.digitalocean.com/node-pool',
  'k8s.scaleway.com/pool-name',
  'lke.linode.com/pool-id',
  'karpenter.sh/provisioner-name',
];

const TYPE_LABELS = ['node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type'];

/** Groups nodes by labels, taints and size. */
export function shapesOf(nodes: readonly Node[], labels: NodeLabels): readonly Shape[] {
  const alike = new Map<string, Node[]>();
  for (const node of nodes) {
    const key = JSON.stringify([[...labels.of(node).pool], sortedTaints(node), exactPart(node.allocatable)]);
    append(alike, key, node);
  }
  const groups = [...alike].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, group]) => bySize(group));
  const names = uniqueNames(groups);
  const shapes = groups.map((group, index) => {
    const [first] = group as [Node];
    return { name: names[index] as string, labels: labels.of(first).pool, taints: sortedTaints(first), ...leastOf(group), nodes: group };
  });
  return shapes.sort(compareNames);
}

function sortedTaints({ taints }: Node): readonly Taint[] {
  return [...taints].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

/** All that nodes of one shape have in common to the last unit. */
function exactPart({ memory: _, 'ephemeral-storage': __, ...others }: Allocatable): readonly unknown[] {
  return Object.entries(others).sort(([one], [other]) => (one < other ? -1 : 1));
}

const ROUGH = ['memory', 'ephemeral-storage'] as const;

function sizeOf({ allocatable }: Node, resource: string): number {
  return parseQuantity(allocatable[resource]) ?? 0;
}

/** Splits nodes whose memory or local disk differs by more than the tolerance. */
function bySize(nodes: readonly Node[]): readonly (readonly Node[])[] {
  let groups: readonly (readonly Node[])[] = [nodes];
  for (const resource of ROUGH) groups = groups.flatMap((group) => split(group, resource));
  return groups;
}

function split(nodes: readonly Node[], resource: string): readonly (readonly Node[])[] {
  const groups: Node[][] = [];
  for (const node of [...nodes].sort((one, other) => sizeOf(one, resource) - sizeOf(other, resource) || compareNames(one, other))) {
    const last = groups.at(-1);
    const least = last?.[0] === undefined ? 0 : sizeOf(last[0], resource);
    if (last && sizeOf(node, resource) <= least * (1 + TOLERANCE)) last.push(node);
    else groups.push([node]);
  }
  return groups;
}

function compareNames({ name: one }: Pick<Shape, 'name'>, { name: other }: Pick<Shape, 'name'>): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function leastOf(nodes: readonly Node[]): Pick<Shape, 'allocatable' | 'spread'> {
  const [first] = nodes as [Node];
  let spread = 0;
  const least: Record<string, string | number> = { ...first.allocatable };
  for (const resource of ROUGH) {
    if (first.allocatable[resource] === undefined) continue;
    const sorted = [...nodes].sort((one, other) => sizeOf(one, resource) - sizeOf(other, resource));
    const [smallest, largest] = [sorted[0] as Node, sorted.at(-1) as Node];
    least[resource] = smallest.allocatable[resource] as string;
    spread = Math.max(spread, sizeOf(largest, resource) / sizeOf(smallest, resource) - 1 || 0);
  }
  return { allocatable: least as Allocatable, spread };
}

/** Pools of one name are told apart by their machine types, operating systems and architectures, and else by numbers. */
function uniqueNames(groups: readonly (readonly Node[])[]): readonly string[] {
  const told = (names: readonly string[], by: (group: readonly Node[]) => string | undefined) =>
    names.map((name, index) => {
      const more = by(groups[index] ?? []);
      const isTold = names.some((it, other) => it === name && by(groups[other] ?? []) !== more);
      return isTold && more !== undefined && !name.endsWith(more) ? `${name}-${more}` : name;
    });
  const typed = told(groups.map(nameOf), typeOf);
  const ofSystems = told(typed, (group) => firstLabel(group, ['kubernetes.io/os']));
  const used = new Set<string>();
  return told(ofSystems, (group) => firstLabel(group, ['kubernetes.io/arch'])).map((name) => {
    let unique = name;
    for (let number = 2; used.has(unique); number++) unique = `${name}-${number}`;
    used.add(unique);
    return unique;
  });
}

function nameOf(nodes: readonly Node[]): string {
  const [first] = nodes as [Node];
  const named = firstLabel(nodes, POOL_LABELS) ?? machineDeploymentName(first);
  return named ?? (runsControlPlane(first) ? 'control-plane' : (typeOf(nodes) ?? 'workers'));
}

/** Whether kubeadm, K3s and their like put the control plane there. */
export function runsControlPlane({ labels }: Node): boolean {
  return [...labels.keys()].some((key) => /^node-role\.kubernetes\.io\/(control-plane|master)$/.test(key));
}

/** K3s and RKE2 give their own names for a type. */
function typeOf(nodes: readonly Node[]): string | undefined {
  const type = firstLabel(nodes, TYPE_LABELS);
  return type === 'k3s' || type === 'rke2' ? undefined : type;
}

function firstLabel([node]: readonly Node[], keys: readonly string[]): string | undefined {
  const found = keys.find((key) => node?.labels.get(key));
  return found === undefined ? undefined : node?.labels.get(found);
}
