import { Agenda } from './agenda';
import type { Random, Silence } from './detection';
import type { Cause, Hop, Outcome, Pace, System } from './system';

interface Pod {
  readonly hop: Hop;
  readonly node: number;
  /** Why it does not answer, in the order in which it happened. */
  readonly dead: { readonly cause: Cause; readonly how: Silence }[];
  /** Whether requests are sent to it. */
  target: boolean;
  /** Counts up at each change, so that what its callers would have learned of the state before is void. */
  turn: number;
}

/**
 * Sends requests at a fixed rate through a system whose parts fail and are repaired, and counts those that no pod answers. It knows nothing but what happens
 * when: no probability, no share and no formula.
 */
export function simulated(system: System, { seconds, rate }: { seconds: number; rate: number }, random: Random): Outcome {
  return new Traffic(system, rate, random).run(seconds);
}

class Traffic {
  private readonly agenda = new Agenda();
  private readonly failed: Record<Cause, number> = { capacity: 0, node: 0, zone: 0, container: 0, drain: 0 };
  private readonly pods: readonly Pod[];
  private readonly hops: readonly (readonly Pod[])[];
  private readonly system: System;
  private readonly rate: number;
  private readonly random: Random;

  constructor(system: System, rate: number, random: Random) {
    this.system = system;
    this.rate = rate;
    this.random = random;
    this.hops = system.hops.map((hop) => hop.pods.map((node): Pod => ({ hop, node, dead: [], target: true, turn: 0 })));
    this.pods = this.hops.flat();
    this.begin();
  }

  run(seconds: number): Outcome {
    while (this.agenda.now < seconds) {
      const until = Math.min(this.agenda.upcoming, seconds);
      this.send(Math.floor(until * this.rate) - Math.floor(this.agenda.now * this.rate));
      if (this.agenda.upcoming > seconds) break;
      this.agenda.next();
    }
    return { requests: Math.floor(seconds * this.rate), failed: this.failed };
  }

  private begin(): void {
    const { nodes, node, zone, upgrades } = this.system;
    for (const index of nodes.keys()) this.repeat(node, 'node', 'silent', () => this.pods.filter((pod) => pod.node === index));
    for (const index of new Set(nodes)) this.repeat(zone, 'zone', 'silent', () => this.pods.filter((pod) => nodes[pod.node] === index));
    for (const pod of this.pods) this.repeat(pod.hop.container, 'container', 'refused', () => [pod]);
    if (upgrades) this.upgrade(upgrades);
  }

  private repeat(pace: Pace | undefined, cause: Cause, how: Silence, struck: () => readonly Pod[]): void {
    if (!pace) return;
    const { agenda } = this;
    agenda.at(agenda.now - pace.up * Math.log(1 - this.random()), () => {
      const pods = struck();
      for (const pod of pods) this.lose(pod, cause, how);
      agenda.at(agenda.now + pace.down, () => {
        for (const pod of pods) this.recover(pod, cause);
        this.repeat(pace, cause, how, struck);
      });
    });
  }

  private lose(pod: Pod, cause: Cause, how: Silence): void {
    pod.dead.push({ cause, how });
    if (pod.dead.length === 1) this.learn(pod, false, pod.hop.detection.lost(this.agenda.now, how, this.random));
  }

  private recover(pod: Pod, cause: Cause): void {
    pod.dead.splice(
      pod.dead.findIndex((it) => it.cause === cause),
      1,
    );
    if (pod.dead.length === 0) this.learn(pod, true, pod.hop.detection.back(this.agenda.now, this.random));
  }

  private learn(pod: Pod, target: boolean, at: number): void {
    const turn = ++pod.turn;
    this.agenda.at(at, () => {
      if (pod.turn === turn) pod.target = target;
    });
  }

  private upgrade({ every, each }: NonNullable<System['upgrades']>): void {
    const { agenda } = this;
    agenda.at(agenda.now + every, () => {
      for (const [index] of this.system.nodes.entries()) {
        agenda.at(agenda.now + index * each, () => {
          for (const pod of this.pods) if (pod.node === index) this.drain(pod);
        });
      }
      this.upgrade({ every, each });
    });
  }

  private drain(pod: Pod): void {
    const { agenda } = this;
    const { stop, detection } = pod.hop;
    if (!stop || pod.dead.length > 0) return;
    const asked = agenda.now;
    const known = detection.withdrawn(asked, this.random);
    const turn = pod.turn;
    agenda.at(known, () => {
      if (pod.turn <= turn + 1) pod.target = false;
    });
    agenda.at(asked + stop.answers, () => {
      pod.dead.push({ cause: 'drain', how: 'refused' });
      pod.turn++;
    });
    agenda.at(asked + stop.replaced, () => this.recover(pod, 'drain'));
  }

  private send(requests: number): void {
    if (requests === 0 || this.hops.every((pods) => isWell(pods))) return;
    for (let request = 0; request < requests; request++) {
      const cause = this.outcome();
      if (cause) this.failed[cause]++;
    }
  }

  /** Why a request fails; undefined where it is answered. */
  private outcome(): Cause | undefined {
    for (const pods of this.hops) {
      const cause = this.attempt(pods);
      if (cause) return cause;
    }
    return undefined;
  }

  private attempt(pods: readonly Pod[]): Cause | undefined {
    const [{ hop }] = pods as [Pod];
    if (pods.filter(({ dead }) => dead.length === 0).length < hop.needed) return 'capacity';
    const targets = pods.filter(({ target }) => target);
    for (let tried = 1; ; tried++) {
      const [pod] = targets.splice(Math.floor(this.random() * targets.length), 1);
      if (!pod) return 'capacity';
      const [reason] = pod.dead;
      if (!reason) return undefined;
      if (tried >= (hop.attempts ?? 1) || (reason.how === 'silent' && !hop.impatient)) return reason.cause;
    }
  }
}

/** Whether no request can fail: each of its targets answers, and enough run. */
function isWell(pods: readonly Pod[]): boolean {
  return (
    pods.every(({ target, dead }) => dead.length === 0 || !target) &&
    pods.filter(({ dead }) => dead.length === 0).length >= (pods[0] as Pod).hop.needed
  );
}
