import type { Profile } from './profile';

/** One service of a chain in one placement: its profile, and for how large a share of time each zone's failure reaches it. */
export interface Member {
  readonly profile: Profile;
  readonly zoneDown: readonly number[];
}

/**
 * The probability that any of some services is down, their zones being the same.
 *
 * Given the zones' states each service is down independently. Where services share nodes that is an upper bound: losses are positively associated (Esary, Proschan and
 * Walkup, Association of random variables, 1967). A service that moves out of a failed zone is touched only for the beginning of the outage; so the share of time is
 * cut at each service's own point, and earlier points lie within later ones.
 */
export function seriesUnavailability(members: readonly Member[], combine: 'product' | 'maximum' = 'product'): number {
  const [first] = members;
  if (!first) return 0;
  let zones = 0;
  for (const { zoneDown } of members) zones = Math.max(zones, zoneDown.length);
  const combined = combinations[combine];
  const mixed = members.some((member) => member.profile.length < 1 << zones);
  if (mixed)
    return members.reduce(
      (down, { profile, zoneDown }) => combined(down, profile.length === 1 ? (profile[0] as number) : alone(profile, zoneDown)),
      0,
    );
  const alike = members.every(({ zoneDown }) => zoneDown === first.zoneDown || zoneDown.every((q, zone) => q === first.zoneDown[zone]));
  return Math.min(1, alike ? overStates(members, weightsOf(first.zoneDown), combined) : overPhases(members, zones, combined));
}

/** How likely something is down, given how likely each of two parts is. */
type Combine = (one: number, other: number) => number;

const combinations: Readonly<Record<'product' | 'maximum', Combine>> = {
  /** 1 - (1 - a)(1 - b)..., written so that small numbers stay exact. */
  product: or,
  /** The largest, which no dependence between them can undercut. */
  maximum: Math.max,
};

/** Every member sees the zones alike: the sum over their 2^Z states. */
function overStates(members: readonly Member[], weights: readonly number[], combined: Combine): number {
  let sum = 0;
  for (let mask = 0; mask < weights.length; mask++) {
    let down = 0;
    for (const { profile } of members) down = combined(down, profile[mask] as number);
    sum += (weights[mask] as number) * down;
  }
  return sum;
}

const weightsKnown = new WeakMap<readonly number[], readonly number[]>();

/** The probability of each set of zones being down. */
function weightsOf(zoneDown: readonly number[]): readonly number[] {
  const known = weightsKnown.get(zoneDown);
  if (known) return known;
  let weights = [1];
  for (const q of zoneDown) weights = [...weights.map((weight) => weight * (1 - q)), ...weights.map((weight) => weight * q)];
  weightsKnown.set(zoneDown, weights);
  return weights;
}

/** Members that a zone's failure reaches for different shares of time. */
function overPhases(members: readonly Member[], zones: number, combined: Combine): number {
  const masks = new Array<number>(members.length).fill(0);
  const levelsOf = Array.from({ length: zones }, (_, zone) => levels(members, zone));
  const descend = (zone: number, weight: number): number => {
    if (weight === 0) return 0;
    let sum = 0;
    if (zone === zones) {
      for (let i = 0; i < members.length; i++) sum = combined(sum, members[i]?.profile[masks[i] as number] as number);
      return weight * sum;
    }
    for (const { share, reached } of levelsOf[zone] as readonly Level[]) {
      for (const i of reached) masks[i] = (masks[i] as number) | (1 << zone);
      sum += descend(zone + 1, weight * share);
      for (const i of reached) masks[i] = (masks[i] as number) & ~(1 << zone);
    }
    return sum;
  };
  return descend(0, 1);
}

function alone(profile: Profile, zoneDown: readonly number[]): number {
  return seriesUnavailability([{ profile, zoneDown }]);
}

/** For a share of time, the members that a zone's failure reaches. */
interface Level {
  readonly share: number;
  readonly reached: readonly number[];
}

/** A zone is up, or has failed so lately that it still reaches some members: shares of time, those of an outage in order. */
function levels(members: readonly Member[], zone: number): readonly Level[] {
  const points = [...new Set(members.map((member) => member.zoneDown[zone] ?? 0))].filter((q) => q > 0).sort((a, b) => a - b);
  const found = points.map((q, i) => ({
    share: q - (points[i - 1] ?? 0),
    reached: members.flatMap((member, at) => ((member.zoneDown[zone] ?? 0) >= q ? [at] : [])),
  }));
  return [...found, { share: 1 - (points.at(-1) ?? 0), reached: [] }];
}

/** Adds an independent cause, such as the region's failure. */
export function or(one: number, other: number): number {
  return one + other * (1 - one);
}
