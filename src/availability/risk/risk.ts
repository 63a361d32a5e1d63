/** A figure that lies between two others. */
export interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * What a figure rests on: what the manifests or the topology say, a default of the software in use, a measurement, an estimate from the few incidents of one's own
 * record, what a provider commits itself to, or an assumption that nobody has measured.
 */
export type Basis = 'manifests' | 'topology' | 'default' | 'measured' | 'estimated' | 'commitment' | 'assumption';

/** A figure with its range and where it comes from. */
export interface Estimate extends Range {
  /** Who says so, or where it stands: `kube-controller-manager --node-monitor-grace-period`, `Ford et al., OSDI 2010`. */
  readonly source: string;
  /** Where the source can be read; undefined where nothing is published, as for the reader's own figures. */
  readonly url?: string;
  readonly basis: Basis;
  /** How it is computed, in one line; undefined where the source gives the figure itself. */
  readonly because?: string;
}

/** A cause of failed requests, and what it costs in a year. */
export interface Risk {
  /** Stable, such as `capacity` or `node-failover`. With `of` it is unique in a table. */
  readonly id: string;
  /** In a sentence. */
  readonly cause: string;
  /** The hard dependency that it comes from, as kind/namespace/name; undefined for the service itself. */
  readonly of?: string;
  /** The share of requests that fail while it lasts, 0 to 1. */
  readonly share: Estimate;
  /** Times a year. Undefined where `unavailability` is given: a proof and a service level tell no number of events. */
  readonly events?: Estimate;
  /** Seconds until it is noticed, for each event. */
  readonly notice?: Estimate;
  /** Seconds from there until requests succeed again, for each event. */
  readonly recover?: Estimate;
  /** The share of the time for which it lasts, in place of `events`, `notice` and `recover`. */
  readonly unavailability?: Estimate;
  /** A year: events x share x (notice + recover) / 60, or unavailability x share x 525960. Of a recorded cause the ends are nearer than those of the product. */
  readonly minutes: Range;
}

/** Whether the sum of all risks is within what the target allows: its whole range is, none of it is, or it lies on both sides. */
export type BudgetVerdict = 'kept' | 'missed' | 'unknown';

/** A cause of downtime that the sum leaves out. */
export interface NotIncluded {
  readonly what: string;
  readonly because: string;
}

/** A change of manifests, topology or releases, and the minutes that it wins: each is judged again. */
export interface Saving {
  readonly change: string;
  /** Of what releases cost; undefined where it makes the sum smaller. */
  readonly of?: 'changes';
  /** Minutes a year: the sum, and where it is about releases what they cost besides. */
  readonly before: number;
  readonly after: number;
  /** Minutes a year: before - after. */
  readonly won: number;
  /** Why that is the most that it can win; undefined where it is what it wins. */
  readonly atMost?: string;
  /** Whether the budget would be kept with it; undefined without a target, of releases, and with `atMost`: the most that a change can win proves nothing. */
  readonly verdict?: BudgetVerdict;
}

/** A kind of change that wins nothing here, and why. */
export interface Unhelpful {
  /** Such as `faster health checks`. */
  readonly what: string;
  readonly because: string;
}

/** What releases cost: it is never part of the sum, since the target's remainder pays for it. */
export interface Changes {
  /** Releases a year. */
  readonly releases: Estimate;
  /** The share of releases that fail. */
  readonly failing: Estimate;
  /** Seconds until a failed release is noticed. */
  readonly notice: Estimate;
  /** Seconds from there until it is rolled back. */
  readonly recover: Estimate;
  /** The share of requests that fail meanwhile. */
  readonly share: Estimate;
  /** Minutes a year. */
  readonly minutes: Range;
  /** Failed releases a year of this length that the target leaves room for; undefined without a target. */
  readonly affordable?: Range;
}

/** What the record of incidents says of one cause, beside the model. */
export interface Comparison {
  /** The cause, as the row's id. */
  readonly id: string;
  /** The incidents that were recorded, in how many years. With none the model's row stays. */
  readonly incidents: number;
  readonly years: number;
  /** The numbers of incidents between which nine of ten fall according to the model; undefined where it tells no number of events. */
  readonly expected?: { readonly low: number; readonly high: number };
  /** Recorded minutes a year. */
  readonly minutes: Range;
  /** Minutes a year of the model's rows, which the record replaces; undefined where it has none. */
  readonly modelled?: Range;
  /** Whether there were as many incidents as the model expects, or as many minutes where it tells no number of events. */
  readonly verdict: 'consistent' | 'more' | 'fewer' | 'not modelled';
}

/** What a year costs a service: minutes in which its requests fail, each weighted by the share of requests that do. */
export interface Downtime {
  /** The largest first. */
  readonly risks: readonly Risk[];
  /** Minutes a year of all risks together. */
  readonly sum: Range;
  /** Minutes a year that the target allows; undefined without a target, as everything that follows from it. */
  readonly allowed?: number;
  /** allowed - sum: what is left for changes. Negative where the sum is more than the target allows. */
  readonly left?: Range;
  readonly verdict?: BudgetVerdict;
  /** The verdict in a sentence. */
  readonly because?: string;
  /** The risks whose range alone decides the verdict, as ids with `of`. */
  readonly decisive?: readonly string[];
  readonly notIncluded: readonly NotIncluded[];
  readonly changes?: Changes;
  /** The largest saving first; undefined where nobody asked for them. */
  readonly savings?: readonly Saving[];
  /** The kinds of change that win nothing; undefined where nobody asked. */
  readonly unhelpful?: readonly Unhelpful[];
  /** The own record beside the model, cause by cause; undefined without a record. */
  readonly record?: readonly Comparison[];
}
