import type { Context } from '../../verdict/context';
import { anotherZone, nodeGrace, tcpRetries } from './cluster';
import type { Lever } from './edit';
import { healthChecks } from './health-checks';
import { preStopHooks } from './pre-stop';
import { secondRegion } from './region';
import { betterReleases } from './releases';
import { retries } from './retries';

/** Everything that is tried. Each change is made to all objects alike, so that the manifests are read once for all services. */
export function leversOf(context: Context): readonly Lever[] {
  return [healthChecks, preStopHooks, retries, tcpRetries, nodeGrace, anotherZone(context), secondRegion, betterReleases];
}
