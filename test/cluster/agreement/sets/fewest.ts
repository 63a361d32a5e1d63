import { isReady } from '../../harness/workloads';
import type { DeployedSet } from './deployed';

/** The fewest ready pods of each service at any moment; watches deliver every state in order, so none is missed. */
export class Fewest {
  private readonly lowest = new Map<string, number>();
  private readonly deployed: DeployedSet;
  private readonly dead: ReadonlySet<string>;
  private readonly end: () => void;
  private others = 0;

  /** @param dead nodes whose pods serve nobody, whatever the control plane still believes */
  constructor(deployed: DeployedSet, dead: Iterable<string> = []) {
    this.deployed = deployed;
    this.dead = new Set(dead);
    this.look();
    this.end = deployed.cluster.state.onChange(() => this.look());
  }

  of(service: string): number {
    return this.lowest.get(service) as number;
  }

  /** Whether a node that is not dead counted as lost at any moment. */
  get disturbed(): boolean {
    return this.others > 0;
  }

  close(): void {
    this.end();
  }

  private look(): void {
    this.others += this.deployed.nodes().filter(({ name }) => !this.dead.has(name) && !this.deployed.isUp(name)).length;
    for (const service of this.deployed.services()) {
      const ready = this.deployed.podsOf(service).filter((pod) => isReady(pod) && !this.dead.has(pod.spec?.nodeName ?? '')).length;
      this.lowest.set(service, Math.min(ready, this.lowest.get(service) ?? Number.POSITIVE_INFINITY));
    }
  }
}
