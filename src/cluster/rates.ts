import { sources } from './sources';
import type { Rate } from './topology';

/**
 * How often a node is lost for more than 15 minutes: 2.8 times a year.
 *
 * It was measured in Google's storage cells, planned reboots included: a mean time to failure of 4.3 months (Ford et al., "Availability in Globally Distributed Storage
 * Systems", OSDI 2010). On other machines it may be half or twice as often. Barroso and Hölzle, "The Datacenter as a Computer" (2009, 7.3), count one restart of any length
 * in 2.5 hours on 2000 machines, 1.75 a year and machine, which lies in that range.
 *
 * How long one is away isn't measured there, since 15 minutes are the threshold of that count: an hour is assumed, in which a person or the provider replaces it.
 */
export const NODE_RATE = {
  mtbf: '3130h',
  mttr: '1h',
  ...sources.ford,
  mttrSource: 'assumption: the provider or a person replaces a node within an hour',
  factor: 2,
  basis: 'measured',
} as const satisfies Rate;

/** The same where nobody says whether the machines are alike: of an unknown provider, or of nobody's cluster. */
export const ASSUMED_NODE_RATE = {
  mtbf: NODE_RATE.mtbf,
  mttr: NODE_RATE.mttr,
  source: `assumption: as often as in ${NODE_RATE.source}`,
  url: NODE_RATE.url,
  mttrSource: NODE_RATE.mttrSource,
} as const satisfies Rate;

/**
 * How often a node doesn't answer for less than that: it reboots, its kernel hangs, or it is cut off. Nobody has published it for nodes of Kubernetes.
 *
 * More than nine of ten events of Ford et al. are that short, with medians of 1 to 30 minutes by their cause; but they count restarts of the storage program, which are ends
 * of containers here, and planned reboots, which are drains. Barroso and Hölzle count 1.75 restarts of any kind. So as often as the longer losses is assumed, for two minutes
 * each: both together are three times what they count, and may be eight times.
 */
export const INTERRUPTION_RATE: Rate = {
  mtbf: '3130h',
  mttr: '2m',
  source: 'assumption: as often as a node is lost for longer',
  url: sources.barroso.url,
};

/** How often a zone is lost. No provider publishes this figure, so every report shows the assumption. */
export const ZONE_RATE: Rate = { mtbf: '8766h', mttr: '1h', source: 'assumption: once a year, for an hour' };

/** How often a pod crashes on its own. */
export const POD_RATE: Rate = { mtbf: '720h', mttr: '90s', source: 'assumption: once a month' };
