import type { State } from './state';
import { readyPods, type Workload } from './workloads';

/** Remembers the fewest ready pods of each workload. Watches deliver every state in order, so no dip is missed. */
export class LowWater {
  private readonly lowest = new Map<string, number>();
  private readonly state: State;
  private readonly workloads: readonly Workload[];
  private readonly dead: ReadonlySet<string>;
  private readonly end: () => void;

  /** @param dead nodes whose pods serve nobody, whatever the control plane still believes */
  constructor(state: State, workloads: readonly Workload[], dead: Iterable<string> = []) {
    this.state = state;
    this.workloads = workloads;
    this.dead = new Set(dead);
    this.look();
    this.end = state.onChange(() => this.look());
  }

  of(workload: Workload): number {
    return this.lowest.get(workload.name) as number;
  }

  /** As the tables show it, such as `backend 2, frontend 3`. */
  toString(): string {
    return this.workloads.map((workload) => `${workload.name} ${this.of(workload)}`).join(', ');
  }

  close(): void {
    this.end();
  }

  private look(): void {
    for (const workload of this.workloads) {
      const ready = readyPods(this.state, workload).filter((pod) => !this.dead.has(pod.spec?.nodeName ?? '')).length;
      this.lowest.set(workload.name, Math.min(ready, this.lowest.get(workload.name) ?? Number.POSITIVE_INFINITY));
    }
  }
}

/** Says how a promise was broken; undefined when it was kept. */
export function brokenPromise(lowWater: LowWater, workload: Workload, promised: number): string | undefined {
  const seen = lowWater.of(workload);
  return seen < promised ? `${workload.name}: ${seen} ready, ${promised} promised` : undefined;
}
