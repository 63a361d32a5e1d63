import { type Grid, gridOf } from '../../../../src/availability/placement/grid';
import { legalLeaves } from '../../../../src/availability/placement/legal';
import type { Workload } from '../../../../src/availability/workload/workload';
import { workloadsOf } from '../../../../src/availability/workload/workloads';
import { type Cluster, clusterOf } from '../../../../src/cluster/cluster';
import type { Topology } from '../../../../src/cluster/topology';
import type { Manifest } from '../../../../src/synthesis/manifest';
import { indexed } from '../../../indexed';
import type { Witness } from './witness';

/** One step towards a placement; nodes by their names. */
export type Step =
  /** The next pod that waits is bound to this node. */
  | { readonly step: 'bind'; readonly node: string }
  /** A rollout begins. */
  | { readonly step: 'release' }
  /** The new pods have been ready for long enough to count. */
  | { readonly step: 'settle' }
  /** The rollout takes an old pod away from this node. */
  | { readonly step: 'leave'; readonly node: string }
  /** These nodes hang, and their pods are given up. */
  | { readonly step: 'lose'; readonly nodes: readonly string[] }
  /** They come back. */
  | { readonly step: 'recover' };

/** How to come to a witness's placement, and the nodes that its event then strikes. */
export interface Plan {
  readonly steps: readonly Step[];
  /** Whether rollouts have to be slow to take the first old pods, so that new ones are bound while those stand: `maxUnavailable` 0 does that. */
  readonly slow: boolean;
  readonly struck: readonly string[];
}

/** A node of the topology with what the planner must tell nodes apart by. */
interface Place {
  readonly node: string;
  readonly zone: string;
  readonly pool: string;
}

interface State {
  readonly phase: 'binding' | 'rest' | 'rolling' | 'lost';
  /** Pods of earlier releases and of the newest one on each node. */
  readonly old: readonly number[];
  readonly newest: readonly number[];
  /** How many of the newest ones count as available. */
  readonly settled: number;
  readonly dead: readonly boolean[];
  /** Whether something was lost already: one failure is all that there may be. */
  readonly failed: boolean;
}

interface Known {
  readonly state: State;
  readonly step?: Step;
  readonly before?: Known;
}

/** States up to which a way is looked for. */
const MOST_STATES = 60_000;

/** What the controllers do in time, and how much of it is needed for a way. */
interface Freedom {
  readonly slow: boolean;
  /** Rollouts may begin before the last one has ended. */
  readonly interrupts: boolean;
}

/**
 * Finds the shortest way to a witness's placement that the real controllers go: a rollout starts as many pods as it may and takes old ones as soon as it may,
 * and only where a pod goes and which old one leaves is for us to choose.
 *
 * @returns undefined where there is none, which says that the witness is none
 */
export function planFor(witness: Witness, manifests: readonly Manifest[], topology: Topology): Plan | undefined {
  const ways = [false, true].flatMap((interrupts) => [false, true].map((slow): Freedom => ({ slow, interrupts })));
  for (const freedom of witness.stage === 'fresh' ? ways.slice(0, 1) : ways) {
    const plan = wayOf(new Search(witness, manifests, topology, freedom));
    if (plan) return plan;
  }
  return undefined;
}

function wayOf(search: Search): Plan | undefined {
  const seen = new Set<string>();
  const queue: Known[] = [];
  const visit = (known: Known): void => {
    const key = search.key(known.state);
    if (seen.has(key)) return;
    seen.add(key);
    queue.push(known);
  };
  visit({ state: search.start() });
  for (let next = 0; next < queue.length; next++) {
    const known = queue[next] as Known;
    const struck = search.struck(known.state);
    if (struck) return { steps: stepsTo(known), struck, slow: search.slow };
    if (queue.length > MOST_STATES) throw new Error('more states than a way is looked for in');
    search.expand(known.state, (step, state) => visit({ state, step, before: known }));
  }
  return undefined;
}

function stepsTo(known: Known): Step[] {
  const steps: Step[] = [];
  for (let at: Known | undefined = known; at?.step; at = at.before) steps.unshift(at.step);
  return steps;
}

class Search {
  private readonly witness: Witness;
  private readonly freedom: Freedom;
  private readonly places: readonly Place[];
  private readonly workload: Workload;
  private readonly grid: Grid;
  private readonly zones: readonly string[];

  constructor(witness: Witness, manifests: readonly Manifest[], topology: Topology, freedom: Freedom) {
    const single = nodeByNode(topology);
    const cluster: Cluster = clusterOf(single);
    this.witness = witness;
    this.freedom = freedom;
    this.places = placesOf(topology);
    this.zones = topology.zones.map(({ name }) => name);
    this.workload = workloadsOf(indexed(manifests), cluster, single).find(
      ({ kind, namespace, name }) => kind === witness.kind && namespace === witness.namespace && name === witness.name,
    ) as Workload;
    this.grid = gridOf(this.workload, cluster, this.workload.maximum + this.workload.strategy.surge);
  }

  /** Without a surge a rollout can't but begin with old pods. */
  get slow(): boolean {
    return this.freedom.slow && this.workload.strategy.surge > 0;
  }

  start(): State {
    const none = this.places.map(() => 0);
    return { phase: 'binding', old: none, newest: none, settled: 0, dead: this.places.map(() => false), failed: false };
  }

  /** Nodes of one pool and zone can be exchanged. */
  key({ phase, old, newest, settled, dead, failed }: State): string {
    const groups = new Map<string, string[]>();
    this.places.forEach(({ zone, pool }, i) => {
      const group = `${zone} ${pool}`;
      groups.set(group, [...(groups.get(group) ?? []), `${old[i]},${newest[i]},${Number(dead[i])}`]);
    });
    return `${phase} ${settled} ${failed} ${[...groups.values()].map((nodes) => nodes.sort().join(';')).join('|')}`;
  }

  /** The nodes that the witness's event strikes, where the state is the witness's placement. */
  struck(state: State): string[] | undefined {
    const { vector, event, zone, lost } = this.witness;
    const pods = sum(vector);
    const waits = state.phase === 'binding' && pods < this.witness.replicas && this.legal(state).length === 0;
    if (state.phase !== 'rest' && !waits) return undefined;
    const mine = this.zones.map((name) => sum(this.places.map((place, i) => (place.zone === name ? (state.newest[i] as number) : 0))));
    if (sorted(mine) !== sorted(vector)) return undefined;
    if (event === 'lose one zone') {
      const at = this.zones.indexOf(zone as string);
      return mine[at] === lost ? this.nodesWhere((place) => place.zone === zone) : undefined;
    }
    if (event === 'pool upgrade') return this.poolWith(state, lost);
    const fullest = state.newest.indexOf(Math.max(...state.newest));
    if (event === 'lose one node' || event === 'drain one node')
      return (state.newest[fullest] as number) >= lost ? this.nodesWhere((_, i) => i === fullest) : undefined;
    return this.nodesWhere((_, i) => i === fullest);
  }

  expand(state: State, visit: (step: Step, next: State) => void): void {
    const { stage } = this.witness;
    if (state.phase === 'binding' || state.phase === 'lost') this.bind(state, visit);
    if (state.phase === 'lost') visit({ step: 'recover' }, this.recovered(state));
    if (state.phase === 'rolling') this.roll(state, visit);
    if (state.phase === 'rest' && stage === 'afterFailure' && !state.failed) this.lose(state, visit);
    const mayRelease = stage !== 'fresh' && this.workload.kind === 'Deployment' && this.workload.strategy.type === 'rolling';
    if (!mayRelease || state.failed) return;
    if (state.phase === 'rest' || (this.freedom.interrupts && state.phase === 'rolling' && sum(state.newest) > 0)) {
      const all = state.old.map((count, i) => count + (state.newest[i] as number));
      visit({ step: 'release' }, { ...state, phase: 'rolling', old: all, newest: all.map(() => 0), settled: 0 });
    }
  }

  private bind(state: State, visit: (step: Step, next: State) => void): void {
    if (sum(state.old) + sum(state.newest) >= this.witness.replicas && state.phase !== 'rolling') return;
    for (const i of this.legal(state)) {
      const newest = changed(state.newest, i, 1);
      const full = state.phase === 'binding' && sum(newest) === this.witness.replicas;
      visit({ step: 'bind', node: this.places[i]?.node as string }, { ...state, newest, phase: full ? 'rest' : state.phase });
    }
  }

  /** Source: k8s.io/kubernetes v1.36.3, pkg/controller/deployment/rolling.go: new ones up to the surge first, then old ones down to what must be available. */
  private roll(state: State, visit: (step: Step, next: State) => void): void {
    const { surge, unavailable } = this.workload.strategy;
    const { replicas } = this.witness;
    const [old, newest] = [sum(state.old), sum(state.newest)];
    const least = replicas - (this.slow ? 0 : unavailable);
    if (old > 0 && old + state.settled > least) {
      state.old.forEach((count, i) => {
        if (count > 0)
          visit({ step: 'leave', node: this.places[i]?.node as string }, this.rolled({ ...state, old: changed(state.old, i, -1) }));
      });
      return;
    }
    if (newest > state.settled) visit({ step: 'settle' }, this.rolled({ ...state, settled: newest }));
    if (newest >= Math.min(replicas, replicas + surge - old)) return;
    for (const i of this.legal(state))
      visit({ step: 'bind', node: this.places[i]?.node as string }, this.rolled({ ...state, newest: changed(state.newest, i, 1) }));
  }

  private rolled(state: State): State {
    const over = sum(state.old) === 0 && state.settled === this.witness.replicas;
    return over ? { ...state, phase: 'rest', settled: 0 } : state;
  }

  private lose(state: State, visit: (step: Step, next: State) => void): void {
    if (this.workload.kind !== 'Deployment') return;
    const groups = [
      ...this.zones.map((zone) => this.places.map((place) => place.zone === zone)),
      ...this.places.map((_, n) => this.places.map((_, i) => i === n)),
    ];
    for (const dead of groups) {
      const newest = state.newest.map((count, i) => (dead[i] ? 0 : count));
      if (sum(newest) === sum(state.newest) || dead.every(Boolean)) continue;
      visit({ step: 'lose', nodes: this.nodesWhere((_, i) => dead[i] === true) }, { ...state, phase: 'lost', newest, dead, failed: true });
    }
  }

  private recovered(state: State): State {
    const full = sum(state.newest) === this.witness.replicas;
    return { ...state, phase: full ? 'rest' : 'binding', dead: state.dead.map(() => false) };
  }

  private legal({ phase, old, newest, dead }: State): readonly number[] {
    const total = old.map((count, i) => count + (newest[i] as number));
    const legal = legalLeaves(this.grid, total, newest, phase === 'lost' ? { leaves: dead, nodeOf: -1, gone: false } : undefined);
    if (this.workload.storage.pins !== 'shared') return legal;
    // The claim that they share is where the first pod was bound.
    const claimed = this.places.find((_, i) => (total[i] as number) > 0)?.zone;
    return legal.filter((i) => claimed === undefined || this.places[i]?.zone === claimed);
  }

  private poolWith(state: State, lost: number): string[] | undefined {
    for (const { pool } of this.places) {
      const inPool = (place: Place): boolean => place.pool === pool;
      if (sum(this.places.map((place, i) => (inPool(place) ? (state.newest[i] as number) : 0))) >= lost) return this.nodesWhere(inPool);
    }
    return undefined;
  }

  private nodesWhere(wanted: (place: Place, index: number) => boolean): string[] {
    return this.places.filter(wanted).map(({ node }) => node);
  }
}

/** The names that the cluster gives the nodes. */
function placesOf(topology: Topology): Place[] {
  return topology.zones.flatMap((zone) =>
    zone.pools.flatMap((pool) =>
      Array.from({ length: pool.count }, (_, index) => ({ node: `${zone.name}-${pool.name}-${index}`, zone: zone.name, pool: pool.name })),
    ),
  );
}

/** The topology with a pool for each node, so that each is looked at by itself. */
function nodeByNode(topology: Topology): Topology {
  const zones = topology.zones.map((zone) => ({
    ...zone,
    pools: zone.pools.flatMap((pool) =>
      Array.from({ length: pool.count }, (_, index) => ({ ...pool, name: `${pool.name}-${index}`, count: 1 })),
    ),
  }));
  return { ...topology, zones };
}

function changed(counts: readonly number[], index: number, by: number): number[] {
  return counts.map((count, i) => (i === index ? count + by : count));
}

function sorted(counts: readonly number[]): string {
  return [...counts].sort((a, b) => b - a).join('/');
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
