import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { DRAIN_SECONDS } from '../../manifests/shutdown';
import { secondsOf } from '../parts/amount';
import { refuse } from '../parts/refuse';
import { shown } from '../parts/shown';

/** The props of a container's shutdown. */
export interface ShutdownProps {
  readonly drain?: Duration;
  readonly gracePeriod?: Duration;
}

/** The same in seconds. */
export interface Shutdown {
  readonly drain: number;
  readonly gracePeriod: number;
}

const DRAIN = Duration.seconds(DRAIN_SECONDS);
// Twice as long as people wait for a page.
const GRACE_PERIOD = Duration.seconds(60);

/** The times of a shutdown, NaN for a value that isn't a Duration. */
export function shutdownOf({ drain = DRAIN, gracePeriod = GRACE_PERIOD }: ShutdownProps): Shutdown {
  return { drain: secondsOf(drain) ?? Number.NaN, gracePeriod: secondsOf(gracePeriod) ?? Number.NaN };
}

/** Refuses times that aren't whole seconds, and a drain that leaves no time for open requests. */
export function requireShutdown(construct: Construct, props: ShutdownProps): void {
  const seconds = shutdownOf(props);
  const wrong = (['drain', 'gracePeriod'] as const).filter((setting) => !Number.isInteger(seconds[setting]));
  for (const setting of wrong) {
    const got = Number.isNaN(seconds[setting]) ? props[setting] : seconds[setting];
    refuse(construct, {
      setting,
      message: `must be a Duration of whole seconds, got ${shown(got)}`,
      fix: 'write a Duration such as Duration.seconds(20)',
    });
  }
  if (wrong.length > 0 || (seconds.drain >= 1 && seconds.drain < seconds.gracePeriod)) return;
  refuse(construct, {
    setting: 'drain',
    message: `must be at least 1 second and shorter than the grace period of ${seconds.gracePeriod} seconds, got ${seconds.drain}`,
    fix: 'shorten drain, or lengthen gracePeriod',
  });
}
