import type { Cluster } from '../../../cluster/cluster';
import { idOf } from '../../../manifests/identity';
import type { Workload } from '../../workload/workload';
import { type Claim, Claims } from './claim';
import type { Entry } from './entry';
import { rivalsOf } from './rivals';

/** How many workloads have equal claims: those that may stand beside any other, and those that have rivals. */
interface Tally {
  readonly free: number;
  readonly withRivals: number;
}

interface Parts {
  readonly originals: readonly Workload[];
  /** Of the originals. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly hasNamesakes: boolean;
  /** What stands in place of originals, by id. */
  readonly replacements: ReadonlyMap<string, { readonly workload: Workload; readonly entry: Entry }>;
  readonly tallies: ReadonlyMap<Claim, Tally>;
  readonly claims: Claims;
}

/** All workloads that compete for the nodes of a cluster, equal claims counted together. */
export class Roster {
  private readonly parts: Parts;

  private constructor(parts: Parts) {
    this.parts = parts;
  }

  static of(originals: readonly Workload[], claims: Claims): Roster {
    const rivals = rivalsOf(originals);
    const entries = new Map<string, Entry>();
    const tallies = new Map<Claim, Tally>();
    let hasNamesakes = false;
    for (const workload of originals) {
      const own = idOf(workload);
      const isNamesake = entries.has(own);
      const id = isNamesake ? `${own}#${entries.size}` : own;
      const entry = { id, claim: claims.of(workload), rivals: rivals.get(own) ?? [] };
      hasNamesakes ||= isNamesake;
      entries.set(id, entry);
      count(tallies, entry, 1);
    }
    return new Roster({ originals, entries, hasNamesakes, replacements: new Map(), tallies, claims });
  }

  get claims(): Claims {
    return this.parts.claims;
  }

  get tallies(): ReadonlyMap<Claim, Tally> {
    return this.parts.tallies;
  }

  get(id: string): Entry | undefined {
    return this.parts.replacements.get(id)?.entry ?? this.parts.entries.get(id);
  }

  ids(): Iterable<string> {
    return this.parts.entries.keys();
  }

  /** All of them, as they are now. */
  get workloads(): readonly Workload[] {
    return this.current(this.parts.replacements);
  }

  /** The same on another cluster. */
  on(cluster: Cluster): Roster {
    return Roster.of(this.workloads, new Claims(cluster));
  }

  /** The same with some workloads as they are given. Who stands in whose way is read again only where that may have changed. */
  replacing(workloads: readonly Workload[]): Roster {
    const { claims, hasNamesakes } = this.parts;
    const tallies = new Map(this.tallies);
    const replacements = new Map(this.parts.replacements);
    let mayMeet = hasNamesakes;
    for (const workload of workloads) {
      const id = idOf(workload);
      const before = replacements.get(id)?.entry ?? this.parts.entries.get(id);
      if (!before) continue;
      const entry: Entry = { ...before, claim: claims.of(workload) };
      mayMeet ||= before.rivals.length > 0 || workload.repulsions.length > 0 || workload.ports.length > 0;
      count(tallies, before, -1);
      count(tallies, entry, 1);
      replacements.set(id, { workload, entry });
    }
    return mayMeet ? Roster.of(this.current(replacements), claims) : new Roster({ ...this.parts, replacements, tallies });
  }

  private current(replacements: Parts['replacements']): readonly Workload[] {
    return this.parts.originals.map((workload) => replacements.get(idOf(workload))?.workload ?? workload);
  }
}

function count(tallies: Map<Claim, Tally>, { claim, rivals }: Entry, by: number): void {
  const { free, withRivals } = tallies.get(claim) ?? { free: 0, withRivals: 0 };
  const after = rivals.length === 0 ? { free: free + by, withRivals } : { free, withRivals: withRivals + by };
  if (after.free + after.withRivals === 0) tallies.delete(claim);
  else tallies.set(claim, after);
}
