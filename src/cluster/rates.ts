import { sources } from './sources';
import type { Rate } from './topology';

/**
 * How often a node is lost for more than 15 minutes: 2.8 times a year, a third or three times that.
 *
 * It was measured on machines of Google's storage cells in 2009, planned reboots included: a mean time to failure of 4.3 months (Ford et al., "Availability in Globally
 * Distributed Storage Systems", OSDI 2010). No provider publishes it for its virtual machines, so for them it is an assumption.
 *
 * How long one is away isn't measured there, since 15 minutes are the threshold of that count: an hour is assumed, in which a person or the provider replaces it.
 */
export const NODE_RATE = {
  mtbf: '3130h',
  mttr: '1h',
  source: `assumption: as often as Google's storage machines (${sources.ford.source})`,
  url: sources.ford.url,
  mttrSource: 'assumption: the provider or a person replaces a node within an hour',
} as const satisfies Rate;

/**
 * How often a node doesn't answer for less than that: it reboots, its kernel hangs, or it is cut off. Nobody has published it for nodes of Kubernetes or for virtual
 * machines, so as often as the longer losses is assumed, a third or three times that.
 *
 * More than nine of ten events of Ford et al. are that short, so there were more than nine times as many; but most are restarts of the storage program, which are ends of
 * containers here, and planned reboots, which are drains. For the duration there is a figure of one provider: Compute Engine restarts a virtual machine after a host error
 * typically within three minutes, and within 5.5 at most.
 */
export const INTERRUPTION_RATE = {
  mtbf: '3130h',
  mttr: '3m',
  source: 'assumption: as often as a node is lost for longer',
  mttrSource:
    'assumption: as long as Compute Engine takes to restart a VM after a host error (https://cloud.google.com/compute/docs/instances/host-maintenance-overview)',
} as const satisfies Rate;

/** How often a zone is lost. No provider publishes this figure, so every report shows the assumption. */
export const ZONE_RATE: Rate = { mtbf: '8766h', mttr: '1h', source: 'assumption: once a year, for an hour' };

/** How often a pod crashes on its own. */
export const POD_RATE: Rate = { mtbf: '720h', mttr: '90s', source: 'assumption: once a month' };
