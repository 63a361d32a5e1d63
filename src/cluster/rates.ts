import { sources } from './sources';
import type { Rate } from './topology';

/**
 * How often a node is lost for more than 15 minutes: 2.8 times a year.
 *
 * It was measured in Google's cells; on other machines it may be half or twice as often.
 *
 * Source: Ford et al., "Availability in Globally Distributed Storage Systems", OSDI 2010: a mean time to failure of 4.3 months.
 */
export const NODE_RATE: Rate = { mtbf: '3130h', mttr: '15m', ...sources.ford, factor: 2, basis: 'measured' };

/** How often a zone is lost. No provider publishes this figure, so every report shows the assumption. */
export const ZONE_RATE: Rate = { mtbf: '8766h', mttr: '1h', source: 'assumption: once a year, for an hour' };

/** How often a pod crashes on its own. */
export const POD_RATE: Rate = { mtbf: '720h', mttr: '90s', source: 'assumption: once a month' };
