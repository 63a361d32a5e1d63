/**
 * Pods, nodes and zones in time: things fail and are repaired one event after the other, pods are evicted and bound elsewhere. It knows no probability and no formula.
 */
export interface Process {
  /** Nodes in each zone. */
  readonly nodes: readonly number[];
  /** Seconds: mean time up, exponentially distributed, and the time that each repair takes. */
  readonly node: { readonly up: number; readonly down: number };
  readonly zone: { readonly up: number; readonly down: number };
  readonly replicas: number;
  readonly needed: number;
  /** Seconds from a loss until the pod may be bound elsewhere, ready at once; undefined where it waits for its node. */
  readonly failover?: number;
}

interface Node {
  readonly zone: number;
  /** Failures that it lies under: its own, its zone's. */
  down: number;
}

interface Pod {
  node?: Node;
  /** Counts up whenever the pod is lost or bound, so that what was planned for it before is void. */
  turn: number;
}

/** The share of a long time in which fewer pods ran than are needed; the pods are spread over the zones with a skew of one, dead zones counted. */
export function simulated(process: Process, seconds: number, random: () => number): number {
  const nodes = process.nodes.flatMap((count, zone) => Array.from({ length: count }, (): Node => ({ zone, down: 0 })));
  const pods = Array.from({ length: process.replicas }, (): Pod => ({ turn: 0 }));
  const agenda = new Agenda();
  const lasting = (mean: number): number => -mean * Math.log(1 - random());
  const running = (): number => pods.filter(({ node }) => node?.down === 0).length;

  const bindAll = (): void => {
    for (const pod of pods.filter(({ node }) => !node)) {
      const counts = process.nodes.map((_, zone) => pods.filter(({ node }) => node?.zone === zone).length);
      const legal = nodes.filter(({ zone, down }) => down === 0 && (counts[zone] as number) <= Math.min(...counts));
      if (legal.length > 0) pod.node = legal[Math.floor(random() * legal.length)];
    }
  };
  const fail = (struck: readonly Node[], by: { up: number; down: number }): void => {
    for (const node of struck) if (++node.down === 1) lose(node);
    agenda.at(agenda.now + by.down, () => {
      for (const node of struck) if (--node.down === 0) for (const pod of pods) if (pod.node === node) pod.turn++;
      agenda.at(agenda.now + lasting(by.up), () => fail(struck, by));
    });
  };
  const lose = (node: Node): void => {
    for (const pod of pods.filter((it) => it.node === node)) {
      const turn = ++pod.turn;
      if (process.failover === undefined) continue;
      agenda.at(agenda.now + process.failover, () => {
        if (pod.turn === turn) pod.node = undefined;
      });
    }
  };

  for (const node of nodes) agenda.at(lasting(process.node.up), () => fail([node], process.node));
  process.nodes.forEach((_, zone) => {
    const struck = nodes.filter((node) => node.zone === zone);
    agenda.at(lasting(process.zone.up), () => fail(struck, process.zone));
  });
  bindAll();
  let below = 0;
  while (agenda.now < seconds) {
    const before = agenda.now;
    const short = running() < process.needed;
    agenda.next();
    if (short) below += agenda.now - before;
    bindAll();
  }
  return below / agenda.now;
}

/** What is to happen, in order of time: a list is quick enough for a few dozen entries. */
class Agenda {
  now = 0;
  private readonly entries: { readonly time: number; readonly act: () => void }[] = [];

  at(time: number, act: () => void): void {
    const later = this.entries.findIndex((entry) => entry.time > time);
    this.entries.splice(later < 0 ? this.entries.length : later, 0, { time, act });
  }

  next(): void {
    const entry = this.entries.shift();
    if (!entry) throw new Error('nothing is to happen any more');
    this.now = entry.time;
    entry.act();
  }
}
