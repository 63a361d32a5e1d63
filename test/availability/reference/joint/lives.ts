import { Random } from '../../../cluster/agreement/random/random';
import { departing } from './departures';
import { atRest, moves, rollingOut, stuckAtRest } from './moves';
import { scaledServices, scaledTo } from './scales';
import { empty, type Move, readyPods, type Service, type State, type System, wanted } from './system';

/** What goes wrong for a service, with everything that happened before. */
export interface Break {
  readonly service: string;
  readonly what: string;
  readonly during: string;
  readonly sequence: readonly string[];
}

/** One event that a system at rest must bear. */
interface Event {
  readonly name: string;
  readonly begin: State;
}

/**
 * Lives a system through at random, again and again, and collects what broke, the first time for each service: a fresh start, rollouts, at times a failure and its
 * recovery, and one event more. Each life has preferences of its own, since the orders that break something are rare among all.
 *
 * @param watched the services that are of interest: once each has a break nothing more is tried
 */
export function breaksIn(system: System, watched: readonly string[], lives: number, seed: number): Map<string, Break> {
  const found = new Map<string, Break>();
  for (let life = 0; life < lives && watched.some((name) => !found.has(name)); life++) new Life(system, found, seed * 1009 + life).live();
  return found;
}

/** What a service can't come out of: its pods never all stand, or no rollout of it ends. */
export type Refutation = 'placement' | 'rolling update';

/** Whether random lives show a way in which a service never waits indefinitely, whatever the others do: then no certain refutation of it is right. */
export function endsWell(system: System, service: number, refuted: Refutation, lives: number, seed: number): boolean {
  return Array.from({ length: lives }, (_, life) => new Life(system, new Map(), seed * 1009 + life)).some((life) =>
    life.endsWell(service, refuted),
  );
}

class Life {
  private readonly system: System;
  private readonly found: Map<string, Break>;
  private readonly random: Random;
  private readonly sequence: string[] = [];
  private readonly order: readonly number[];
  private readonly taste: 'none' | 'fullest' | 'emptiest' | 'fixed';
  private readonly patience: number;
  private readonly broken = new Set<string>();
  private during = 'fresh start';

  constructor(system: System, found: Map<string, Break>, seed: number) {
    this.system = system;
    this.found = found;
    this.random = new Random(seed);
    this.order = this.shuffled(system.services.map((_, service) => service));
    this.taste = this.random.pick(['none', 'fullest', 'emptiest', 'emptiest', 'fixed']);
    this.patience = this.random.pick([0, 0.3, 0.9]);
  }

  live(): void {
    let state = this.run(empty(this.system));
    for (let left = this.random.pick([0, 0, 1, 2, 4]); left > 0; left--)
      state = this.bear(state, this.random.pick(this.rollouts(state) as [Event]));
    state = this.scale(state);
    for (let left = this.random.pick([0, 0, 1, 3]); left > 0; left--) {
      const removals = this.removals(state);
      if (removals.length > 0) state = this.bear(state, this.random.pick(removals as [Event]));
    }
    const losses = this.losses(state);
    if (losses.length > 0 && this.random.chance(0.4)) state = this.bear(state, this.random.pick(losses as [Event]));
    state = this.scale(state);
    const events = [this.rollouts(state), this.losses(state), this.drains(state), this.removals(state), this.upgrades(state)];
    this.bear(state, this.random.pick(events.flat() as unknown as [Event]));
  }

  /** Autoscalers run other numbers of pods, again and again. */
  private scale(begin: State): State {
    const scaled = scaledServices(this.system);
    if (scaled.length === 0) return begin;
    let state = begin;
    for (let left = this.random.integer(0, 4); left > 0; left--) {
      const service = this.random.pick(scaled as [number]);
      const { name, replicas, most = replicas } = this.system.services[service] as Service;
      const count = this.random.pick([replicas, most, this.random.integer(replicas, most)]);
      this.during = `scaling ${name} to ${count}`;
      this.sequence.push(`[${this.during}]`);
      state = this.run(scaledTo(this.system, state, { service, count }, this.random));
    }
    return state;
  }

  /** Whether a service doesn't wait indefinitely after a fresh start, nor in a rolling update that follows it. */
  endsWell(service: number, refuted: Refutation): boolean {
    const rest = this.run(empty(this.system));
    const isWhole = () => !this.broken.has(this.system.services[service]?.name as string);
    if (isWhole() && refuted === 'rolling update') this.run(rollingOut(rest, [service]));
    return isWhole();
  }

  private bear(state: State, { name, begin }: Event): State {
    this.during = name;
    this.sequence.push(`[${name}]`);
    const before = readyPods(this.system, state);
    return this.run(begin, before);
  }

  /** Goes on until nothing happens any more. */
  private run(begin: State, before?: readonly number[]): State {
    let state = begin;
    for (;;) {
      if (before) this.checkReady(state, before);
      const possible = moves(this.system, state);
      if (possible.length === 0) break;
      const { label, next } = this.chosen(possible, state);
      this.sequence.push(label);
      state = next;
    }
    for (const [service, what] of stuckAtRest(this.system, state)) this.note(service, what);
    return atRest(this.system, state);
  }

  /** Who had all its pods before, and now has fewer than needed. */
  private checkReady(state: State, before: readonly number[]): void {
    for (const [index, ready] of readyPods(this.system, state).entries()) {
      const { needed = 0 } = this.system.services[index] ?? {};
      if (ready < needed && (before[index] as number) >= wanted(this.system, state, index))
        this.note(index, `${ready} of ${needed} needed are ready`);
    }
  }

  private note(index: number, what: string): void {
    const service = this.system.services[index]?.name as string;
    this.broken.add(service);
    if (!this.found.has(service)) this.found.set(service, { service, what, during: this.during, sequence: [...this.sequence] });
  }

  /** Mostly what this life prefers, since pure chance seldom goes far in one direction. */
  private chosen(possible: readonly Move[], state: State): Move {
    if (this.random.chance(0.15)) return this.random.pick(possible as [Move]);
    const isRepair = ({ label }: Move) => label.endsWith('is back') || label.endsWith('is free again');
    const others = possible.filter((move) => !isRepair(move));
    const now = others.length > 0 && this.random.chance(this.patience) ? others : possible;
    const rank = ({ service }: Move) => (service === undefined ? -1 : this.order.indexOf(service));
    const first = Math.min(...now.map(rank));
    const preferred = now.filter((move) => rank(move) === first);
    if (this.taste === 'none' || preferred.some(({ node }) => node === undefined)) return this.random.pick(preferred as [Move]);
    const scores = preferred.map((move) => this.score(move, state));
    const best = Math.max(...scores);
    return this.random.pick(preferred.filter((_, index) => scores[index] === best) as [Move]);
  }

  private score({ node = 0 }: Move, { pods }: State): number {
    if (this.taste === 'fixed') return -node;
    const used = pods.reduce((sum, pod) => sum + (pod.node === node ? (this.system.services[pod.service]?.cpu ?? 0) : 0), 0);
    return this.taste === 'fullest' ? used : -used;
  }

  private rollouts(state: State): Event[] {
    const { services } = this.system;
    const one = services.map(({ name }, service) => ({ name: `rolling update of ${name}`, begin: rollingOut(state, [service]) }));
    // As when all manifests are applied anew.
    const all = { name: 'rolling update of everything', begin: rollingOut(state, [...services.keys()]) };
    return [...one, all];
  }

  /** The one node or zone of a cluster is its ceiling. */
  private losses(state: State): Event[] {
    const { nodes } = this.system;
    const zones = [...new Set(nodes.map(({ zone }) => zone))];
    const there = (node: number) => !state.absent?.has(node);
    const ofNodes = nodes
      .map(({ name }, node) => ({ node, name: `loss of node ${name}`, begin: { ...state, dead: new Set([node]) } }))
      .filter(({ node }) => there(node));
    const ofZones = zones.map((zone) => {
      const dead = new Set(nodes.flatMap((it, node) => (it.zone === zone && there(node) ? [node] : [])));
      return { name: `loss of zone ${zone}`, begin: { ...state, dead } };
    });
    return [...(nodes.length > 1 ? ofNodes : []), ...(zones.length > 1 ? ofZones : [])];
  }

  private drains(state: State): Event[] {
    const { nodes } = this.system;
    if (nodes.length < 2) return [];
    return nodes.flatMap(({ name }, cordoned) =>
      state.absent?.has(cordoned) ? [] : [{ name: `drain of ${name}`, begin: { ...state, cordoned } }],
    );
  }

  /** An autoscaler takes nodes away from pools that have more than their fewest, whichever they are. */
  private removals(state: State): Event[] {
    return this.pools().flatMap((pool) => {
      const fewest = pool.filter((index) => !this.system.nodes[index]?.added).length;
      const there = pool.filter((index) => !state.absent?.has(index));
      if (there.length <= fewest) return [];
      return there.map((index) => ({
        name: `removal of ${this.system.nodes[index]?.name}`,
        begin: departing(this.system, state, [index], 'removed'),
      }));
    });
  }

  /** The nodes of the pools of one name, whatever their zones: each is drained, to come back or to be replaced by one that was added before. */
  private upgrades(state: State): Event[] {
    if (this.system.nodes.filter(({ spare }) => !spare).length < 2) return [];
    const names = new Set(this.system.nodes.map(({ pool }) => pool));
    const fates = this.system.nodes.some(({ spare }) => spare) ? (['stays', 'replaced'] as const) : (['stays'] as const);
    return [...names].flatMap((name) => {
      const of = this.pools().flatMap((pool) => pool.filter((index) => this.system.nodes[index]?.pool === name));
      const nodes = this.shuffled(of.filter((index) => !state.absent?.has(index)));
      return fates.map((fate) => ({
        name: `upgrade of pool ${name}, each node ${fate}`,
        begin: departing(this.system, state, nodes, fate),
      }));
    });
  }

  /** The nodes of each pool of each zone. */
  private pools(): number[][] {
    const { nodes } = this.system;
    const names = [...new Set(nodes.map(({ zone, pool }) => `${zone} ${pool}`))];
    return names.map((name) => nodes.flatMap(({ zone, pool, spare }, index) => (!spare && `${zone} ${pool}` === name ? [index] : [])));
  }

  private shuffled(of: readonly number[]): number[] {
    return of
      .map((value) => ({ value, by: this.random.fraction() }))
      .sort((a, b) => a.by - b.by)
      .map(({ value }) => value);
  }
}
