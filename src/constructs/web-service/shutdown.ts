import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { refuse } from '../parts/refuse';

/** How a container ends. */
export interface ShutdownProps {
  readonly drain?: Duration;
  readonly gracePeriod?: Duration;
}

/** The same in seconds. */
export interface Shutdown {
  readonly drain: number;
  readonly gracePeriod: number;
}

// Routers inside the cluster hear of a leaving endpoint within two seconds, a cloud's load balancer within about fifteen.
const DRAIN = Duration.seconds(20);
// Twice what a browser's user waits for a page.
const GRACE_PERIOD = Duration.seconds(60);

/** Reads the times of a shutdown. @throws where the drain leaves no time to answer what is still there */
export function shutdownOf(construct: Construct, { drain = DRAIN, gracePeriod = GRACE_PERIOD }: ShutdownProps): Shutdown {
  const seconds = { drain: drain.toSeconds({ integral: false }), gracePeriod: gracePeriod.toSeconds({ integral: false }) };
  for (const [name, value] of Object.entries(seconds)) {
    if (!Number.isInteger(value)) refuse(construct, `${name} must be a whole number of seconds, got ${value}; round it up`);
  }
  if (seconds.drain < 1 || seconds.drain >= seconds.gracePeriod) {
    refuse(
      construct,
      `drain must be at least 1 second and shorter than the grace period of ${seconds.gracePeriod} seconds, got ${seconds.drain}; shorten it or lengthen gracePeriod`,
    );
  }
  return seconds;
}
