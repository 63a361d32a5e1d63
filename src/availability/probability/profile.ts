import { combined, combineEach, type Fatal, failure, failuresWith, type Loss } from './loss';

/**
 * The probability that a service is down, given which zones are: one number per set of zones, bit z of the index standing for zone z.
 *
 * Zones fail by themselves and take their nodes along; given their states, nodes are independent (docs/availability.md, The figure).
 */
export type Profile = readonly number[];

/** Zones up to which all their states are told apart. */
export const mostZones = 8;

/** One zone's losses while it is up, and what is lost when it is down. */
export interface ZoneLosses {
  readonly up: Loss;
  readonly down: Loss;
}

/** What is lost given each set of some zones being down: a list of losses, bit z of the index standing for zone z. */
export class Conditions {
  private readonly fatal: Fatal;
  private readonly losses: Loss;
  private readonly next = new Map<ZoneLosses, Conditions>();

  /** @param losses where no zone is considered yet, what is lost for sure */
  constructor(fatal: Fatal, losses: Loss) {
    this.fatal = fatal;
    this.losses = losses;
  }

  /** The same with more zones. Those that begin alike share the work. */
  profileOf(zones: readonly ZoneLosses[]): Profile {
    return zones
      .slice(0, -1)
      .reduce<Conditions>((conditions, zone) => conditions.with(zone), this)
      .profileWith(zones.at(-1) as ZoneLosses);
  }

  private with(zone: ZoneLosses): Conditions {
    const known = this.next.get(zone);
    if (known) return known;
    const { fatal, losses } = this;
    const both = new Float64Array(2 * losses.length);
    combineEach(fatal, losses, zone.up, both, 0);
    combineEach(fatal, losses, zone.down, both, losses.length);
    const found = new Conditions(fatal, both);
    this.next.set(zone, found);
    return found;
  }

  private profileWith({ up, down }: ZoneLosses): Profile {
    return [...failuresWith(this.fatal, this.losses, up), ...failuresWith(this.fatal, this.losses, down)];
  }
}

/** The same for more zones than are told apart: their states mixed in, so that the profile is one number. */
export function mixed(fatal: Fatal, start: Loss, zones: readonly ZoneLosses[], down: readonly number[]): Profile {
  let sofar = start;
  zones.forEach(({ up, down: lost }, zone) => {
    const q = down[zone] as number;
    sofar = combined(
      fatal,
      sofar,
      up.map((p, i) => p * (1 - q) + (lost[i] as number) * q),
    );
  });
  return [failure(fatal, sofar)];
}
