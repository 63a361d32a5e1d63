import { setTimeout as pause } from 'node:timers/promises';
import { growthMoves } from '../../../availability/reference/joint/growth';
import type { Node } from '../../../availability/reference/joint/system';
import type { Random } from '../random/random';
import type { DeployedSet } from './deployed';
import { observed } from './observed';

/** How long it may hesitate, in seconds: shorter than the shortest wait that counts as rest. */
const PAUSES = [0.2, 1, 2, 4] as const;

/**
 * Plays the autoscaler of the pools: adds a node, of any pool that has one left, on which a pod that no node takes would find a place.
 *
 * Which one is chance, as it is with cluster-autoscaler's default expander. It looks through the scheduler's filters as the brute force knows them, since what it
 * tries is a node that isn't there.
 */
export class Autoscaler {
  private readonly deployed: DeployedSet;
  private readonly random: Random;
  private readonly ended: Promise<void>;
  private isOn = true;

  constructor(deployed: DeployedSet, random: Random) {
    this.deployed = deployed;
    this.random = random;
    this.ended = deployed.set.system.nodes.some(({ added }) => added) ? this.work() : Promise.resolve();
  }

  /** Adds nothing more. */
  async end(): Promise<void> {
    this.isOn = false;
    await this.ended;
  }

  private async work(): Promise<void> {
    const { cluster, set } = this.deployed;
    while (this.isOn) {
      await pause(this.random.pick(PAUSES) * 1000);
      const found = growthMoves(set.system, observed(this.deployed)).map(({ node }) => set.system.nodes[node as number] as Node);
      // A node that was replaced isn't there any more, and its pool is as large as it was.
      const nodes = found.filter((node) => this.deployed.sizeOf(node) < this.deployed.boundsOf(node).most);
      if (!this.isOn || nodes.length === 0) continue;
      const { name } = this.random.pick(nodes as [Node]);
      await this.deployed.add(name).catch((error: Error) => cluster.state.fail(error));
    }
  }
}
