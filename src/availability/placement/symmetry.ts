import type { Leaf } from './leaf';

/** Pods per leaf. */
export type Counts = readonly number[];

/** Which leaves and zones can be exchanged without changing what is legal. */
export interface Symmetry {
  readonly leavesOfZone: readonly (readonly number[])[];
  /** Single nodes of one cell. */
  readonly runs: readonly (readonly number[])[];
  /** Zones that are alike, two or more to a class. */
  readonly classes: readonly (readonly number[])[];
  readonly classOfZone: readonly number[];
}

/** Finds the exchangeable nodes and zones of a grid. */
export function symmetryOf(
  leaves: readonly Leaf[],
  domains: readonly { readonly domainOf: readonly number[] }[],
  zones: number,
  nodeLevel: boolean,
): Symmetry {
  const leavesOfZone: number[][] = Array.from({ length: zones }, () => []);
  leaves.forEach((leaf, index) => {
    leavesOfZone[leaf.zone]?.push(index);
  });
  const runs = new Map<number, number[]>();
  for (const [index, leaf] of nodeLevel ? leaves.entries() : []) runs.set(leaf.cell, [...(runs.get(leaf.cell) ?? []), index]);
  const shapes = leavesOfZone.map((indices) => shapeOf(indices, leaves, domains));
  const first = new Map<string, number>();
  const classOfZone = shapes.map((shape, zone) => {
    if (!first.has(shape)) first.set(shape, zone);
    return first.get(shape) ?? zone;
  });
  const classes = [...new Set(classOfZone)].map((it) => classOfZone.flatMap((other, zone) => (other === it ? [zone] : [])));
  return {
    leavesOfZone,
    runs: [...runs.values()].filter((run) => run.length > 1),
    classes: classes.filter((it) => it.length > 1),
    classOfZone,
  };
}

/** Two zones of one shape can be exchanged: their leaves are equal, and each domain lies within one leaf or zone, or holds the same part of both. */
function shapeOf(
  indices: readonly number[],
  leaves: readonly Leaf[],
  domains: readonly { readonly domainOf: readonly number[] }[],
): string {
  const parts = indices.map((index) => {
    const { nodes, perNode, perNodeAndRevision } = leaves[index] as Leaf;
    const places = domains.map(({ domainOf }) => {
      const domain = domainOf[index] ?? -1;
      if (domain < 0) return 'x';
      const members = domainOf.flatMap((other, leaf) => (other === domain ? [leaf] : []));
      return members.every((leaf) => indices.includes(leaf)) ? `own ${members.map((leaf) => indices.indexOf(leaf))}` : `shared ${domain}`;
    });
    return `${nodes}/${perNode}/${perNodeAndRevision}/${places.join('/')}`;
  });
  return parts.join(';');
}

/** The representative of all states that differ by an exchange only. */
export function canonical(symmetry: Symmetry, state: number[]): number[] {
  for (const run of symmetry.runs) sortInto(state, run);
  for (const zones of symmetry.classes) {
    const [first] = zones;
    if (symmetry.leavesOfZone[first as number]?.length === 1)
      sortInto(
        state,
        zones.map((zone) => symmetry.leavesOfZone[zone]?.[0] as number),
      );
    else sortZones(state, symmetry, zones);
  }
  return state;
}

/** Sorts the parts of a state that zones hold, the largest first: in place and by insertion, as below. */
function sortZones(state: number[], { leavesOfZone }: Symmetry, zones: readonly number[]): void {
  for (let sorted = 1; sorted < zones.length; sorted++)
    for (let at = sorted; at > 0; at--) {
      const [before, after] = [leavesOfZone[zones[at - 1] as number], leavesOfZone[zones[at] as number]];
      if (!before || !after || !isLess(state, before, after)) break;
      exchange(state, before, after);
    }
}

/** Whether the part of a state that some leaves hold comes after that of others. */
function isLess(state: Counts, some: readonly number[], others: readonly number[]): boolean {
  for (let i = 0; i < some.length; i++) {
    const difference = (state[some[i] as number] as number) - (state[others[i] as number] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function exchange(state: number[], some: readonly number[], others: readonly number[]): void {
  for (let i = 0; i < some.length; i++) {
    const [one, other] = [some[i] as number, others[i] as number];
    const value = state[one] as number;
    state[one] = state[other] as number;
    state[other] = value;
  }
}

/** Sorts some places of a state, the largest first: in place and by insertion, as they are few and it is done for every state of a search. */
function sortInto(state: number[], indices: readonly number[]): void {
  for (let sorted = 1; sorted < indices.length; sorted++) {
    const value = state[indices[sorted] as number] as number;
    let at = sorted;
    for (; at > 0 && (state[indices[at - 1] as number] as number) < value; at--)
      state[indices[at] as number] = state[indices[at - 1] as number] as number;
    state[indices[at] as number] = value;
  }
}

/** A text that tells states apart. */
export function countsKey(state: Counts): string {
  return String.fromCharCode(...state);
}

/** Pods per zone. */
export function zoneVector(leaves: readonly Leaf[], zones: number, counts: Counts): number[] {
  const vector = new Array<number>(zones).fill(0);
  counts.forEach((count, leaf) => {
    const zone = leaves[leaf]?.zone ?? 0;
    vector[zone] = (vector[zone] ?? 0) + count;
  });
  return vector;
}
