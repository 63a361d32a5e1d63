import type { Construct } from 'constructs';
import { isPlain } from '../parts/record';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';

/** A restore that is tried regularly. */
export interface RestoreDrill {
  /** The indices to restore, such as `shop-products`; small ones, since their copies need room on the disks for as long as it takes. */
  readonly indices: readonly string[];

  /**
   * When it runs, in Kubernetes' notation, in UTC.
   *
   * @default '0 5 * * *': every day at 05:00
   */
  readonly schedule?: string;

  /**
   * The hours after which the newest snapshot is too old. Required with a `schedule` of snapshots.
   *
   * @default 26: a day, and what taking one may last
   */
  readonly maxAgeHours?: number;
}

const NAME = /^[a-z0-9.][^\s"*\\<>|,#/?:]*\*?$/;

/** Refuses a drill without indices, and one that can't know when a snapshot is too old. @param isDaily whether snapshots have the default schedule */
export function requireRestoreDrill(construct: Construct, drill: RestoreDrill, isDaily: boolean): void {
  const setting = 'snapshots.restoreDrill';
  const { indices, schedule, maxAgeHours }: Partial<RestoreDrill> = isPlain(drill) ? drill : {};
  if (!Array.isArray(indices) || indices.length === 0 || !indices.every((it) => typeof it === 'string' && NAME.test(it))) {
    const message = `must be names of indices, got ${shown(indices)}`;
    refuse(construct, { setting: `${setting}.indices`, message, fix: "write a list such as ['shop-products']" });
  }
  if (schedule !== undefined && !(typeof schedule === 'string' && /^\S+( \S+){4}$/.test(schedule))) {
    const message = `must have five fields, got ${shown(schedule)}`;
    refuse(construct, { setting: `${setting}.schedule`, message, fix: "write a schedule such as '0 5 * * *'" });
  }
  if (maxAgeHours === undefined && !isDaily) {
    const message = 'must be given with snapshots.schedule, got nothing';
    refuse(construct, {
      setting: `${setting}.maxAgeHours`,
      message,
      fix: 'write the hours between two snapshots, and what taking one may last',
    });
  }
  if (maxAgeHours !== undefined && !(Number.isInteger(maxAgeHours) && maxAgeHours > 0)) {
    const message = `must be a whole number of 1 or more, got ${shown(maxAgeHours)}`;
    refuse(construct, { setting: `${setting}.maxAgeHours`, message, fix: 'write 26' });
  }
}
