import { parseShare, releasesOf } from '../../../cluster/yearly';
import type { Releases } from '../../../cluster/yearly-facts';
import { parseDuration } from '../../../manifests/duration';
import { type Edit, type Lever, withFacts } from './edit';

const idle = 'the share of requests that a failed release hits is 0';

/** Releases as they would be after a change; where none fails there is nothing to better. */
function bettered(change: string, better: (releases: Releases) => Partial<Releases>, atMost?: string): Edit {
  return {
    change,
    ...(atMost === undefined ? {} : { atMost }),
    isOfReleases: true,
    idle,
    apply: (context) => {
      const releases = releasesOf(context.topology);
      if (releases.perYear === 0 || parseShare(releases.failing) === 0) return undefined;
      return withFacts({ releases: { ...releases, ...better(releases) } }, context);
    },
  };
}

const half = (share: string) => `${Number((50 * (parseShare(share) ?? 0)).toPrecision(6))}%`;
const sooner = (duration: string) => `${Math.round(((parseDuration(duration) ?? 0) * 1000) / 2)}ms`;

/** How often releases come against how many of them fail, and for how long. */
export const betterReleases: Lever = {
  name: 'fewer or shorter failures of releases',
  edits: [
    bettered('halve the share of releases that fail', ({ failing }) => ({ failing: half(failing) })),
    bettered('notice and roll back failed releases in half the time', ({ notice, recover }) => ({
      notice: sooner(notice),
      recover: sooner(recover),
    })),
    bettered(
      'release half as often',
      ({ perYear }) => ({ perYear: perYear / 2 }),
      'larger releases fail more often: if twice as large a share does, nothing is won',
    ),
  ],
  otherwise: 'no release fails, as the topology declares it',
};
