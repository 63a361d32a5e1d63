import { combined, type Fatal, failure, type Loss } from './loss';

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

/** Conditions on every set of zones, sharing the work of those that begin alike. */
export function profileOf(fatal: Fatal, start: Loss, zones: readonly ZoneLosses[]): Profile {
  const profile = new Array<number>(1 << zones.length).fill(0);
  const descend = (zone: number, mask: number, sofar: Loss): void => {
    const losses = zones[zone];
    if (!losses) {
      profile[mask] = failure(fatal, sofar);
      return;
    }
    descend(zone + 1, mask, combined(fatal, sofar, losses.up));
    descend(zone + 1, mask | (1 << zone), combined(fatal, sofar, losses.down));
  };
  descend(0, 0, start);
  return profile;
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
