import { binomial } from './binomial';

/** What kills a service, as the sizes of two counters: pods lost and copies of one shard lost. Each stops at the value that kills. */
export interface Fatal {
  /** So many lost pods stop it. */
  readonly pods: number;
  /** So many lost copies of one shard stop it; undefined where it has no shards. */
  readonly copies?: number;
}

/** A probability for each pair (lost pods, lost copies), as a flat list of width `copies + 1`. */
export type Loss = Float64Array;

/** A node that carries pods, and how likely it and each of them is down. */
export interface LoadedNode {
  readonly load: number;
  readonly down: number;
  readonly crash: number;
}

/** The width of a row. */
function width(fatal: Fatal): number {
  return (fatal.copies ?? 0) + 1;
}

/** Nothing lost, for sure. */
export function noLoss(fatal: Fatal): Loss {
  const loss = new Float64Array((fatal.pods + 1) * width(fatal));
  loss[0] = 1;
  return loss;
}

/** So many lost pods and copies, for sure. */
export function certainLoss(fatal: Fatal, pods: number, copies: number): Loss {
  const loss = new Float64Array((fatal.pods + 1) * width(fatal));
  loss[Math.min(pods, fatal.pods) * width(fatal) + Math.min(copies, fatal.copies ?? 0)] = 1;
  return loss;
}

/** The losses of two independent parts together: their convolution, capped at what kills. */
export function combined(fatal: Fatal, one: Loss, other: Loss): Loss {
  const sum = new Float64Array(one.length);
  combineEach(fatal, one, other, sum, 0);
  return sum;
}

/**
 * The same of each of several, one behind the other in a list.
 *
 * @param sums where they are added
 * @param from where in it
 */
export function combineEach(fatal: Fatal, several: Loss, other: Loss, sums: Loss, from: number): void {
  const w = width(fatal);
  for (let row = 0; row < several.length; row += other.length)
    for (let i = 0; i < other.length; i++) {
      const p = several[row + i] as number;
      if (p === 0) continue;
      const pods = Math.floor(i / w);
      const copies = i - pods * w;
      for (let j = 0; j < other.length; j++) {
        const q = other[j] as number;
        if (q === 0) continue;
        const more = Math.floor(j / w);
        const at = from + row + Math.min(fatal.pods, pods + more) * w + Math.min(w - 1, copies + j - more * w);
        sums[at] = (sums[at] as number) + p * q;
      }
    }
}

/** How likely each of several losses is fatal together with another. */
export function failuresWith(fatal: Fatal, several: Loss, other: Loss): readonly number[] {
  const failures: number[] = [];
  const isOfPods = fatal.copies === undefined;
  for (let row = 0; row < several.length; row += other.length) {
    failures.push(
      isOfPods ? fatalWith(several, row, other) : failure(fatal, combined(fatal, several.slice(row, row + other.length), other)),
    );
  }
  return failures;
}

/** Where only pods count what is fatal is the last number, and only what adds to it is computed. */
function fatalWith(several: Loss, row: number, other: Loss): number {
  let sum = 0;
  for (let i = 0; i < other.length; i++) {
    const p = several[row + i] as number;
    if (p === 0) continue;
    for (let j = other.length - 1 - i; j < other.length; j++) sum += p * (other[j] as number);
  }
  return Math.min(1, sum);
}

/**
 * The losses in a zone that is up: its nodes fail independently, and pods crash independently on those that stand. At most `perNode` copies of a shard are on one node
 * and `perZone` in the zone.
 */
export function zoneLoss(fatal: Fatal, nodes: readonly LoadedNode[], perNode: number, perZone: number): Loss {
  let loss = noLoss(fatal);
  for (let from = 0; from < nodes.length; ) {
    const node = nodes[from] as LoadedNode;
    let to = from + 1;
    while (to < nodes.length && alike(nodes[to] as LoadedNode, node)) to++;
    if (node.load === 1 && fatal.copies === undefined) loss = combined(fatal, loss, singles(fatal, node, to - from));
    else {
      const one = nodeLoss(fatal, node, perNode);
      for (let i = from; i < to; i++) loss = combined(fatal, loss, one);
    }
    from = to;
  }
  return fatal.copies === undefined || perZone >= fatal.copies ? loss : cappedCopies(fatal, loss, perZone);
}

function alike(one: LoadedNode, other: LoadedNode): boolean {
  return one.load === other.load && one.down === other.down && one.crash === other.crash;
}

/** Nodes that carry one pod each: a binomial, the pod being lost with its node or by itself. */
function singles(fatal: Fatal, { down, crash }: LoadedNode, count: number): Loss {
  const loss = new Float64Array(fatal.pods + 1);
  const terms = binomial(count, down + crash * (1 - down));
  for (let lost = terms.length - 1; lost >= 0; lost--)
    loss[Math.min(lost, fatal.pods)] = (loss[Math.min(lost, fatal.pods)] as number) + (terms[lost] as number);
  return loss;
}

function nodeLoss(fatal: Fatal, node: LoadedNode, perNode: number): Loss {
  const w = width(fatal);
  const loss = new Float64Array((fatal.pods + 1) * w);
  const add = (lost: number, p: number) => {
    const at = Math.min(lost, fatal.pods) * w + Math.min(lost, perNode, w - 1);
    loss[at] = (loss[at] as number) + p;
  };
  add(node.load, node.down);
  binomial(node.load, node.crash).forEach((p, lost) => {
    add(lost, p * (1 - node.down));
  });
  return loss;
}

function cappedCopies(fatal: Fatal, loss: Loss, perZone: number): Loss {
  const w = width(fatal);
  const capped = new Float64Array(loss.length);
  loss.forEach((p, i) => {
    const at = i - (i % w) + Math.min(i % w, perZone);
    capped[at] = (capped[at] as number) + p;
  });
  return capped;
}

/** The probability that the losses are fatal: a sum of small numbers, never one minus a large one. */
export function failure(fatal: Fatal, loss: Loss): number {
  const w = width(fatal);
  let sum = 0;
  for (let i = 0; i < loss.length; i++)
    if (i >= fatal.pods * w || (fatal.copies !== undefined && i % w === fatal.copies)) sum += loss[i] as number;
  return Math.min(1, sum);
}
