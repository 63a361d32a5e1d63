import type { Construct } from 'constructs';
import type { Availability } from '../../manifests/annotations';
import { parseTarget, percentageMeant } from '../../manifests/percentage';
import { refuse } from './refuse';
import { shown } from './shown';

/** Refuses an availability that isn't a percentage above 1% and up to 100%. */
export function requireAvailability(construct: Construct, availability: Availability | undefined): void {
  if (availability === undefined) return;
  if (typeof availability === 'string' && availability.endsWith('%') && parseTarget(availability) !== undefined) return;
  const message = `must be a percentage above 1% and up to 100%, got ${shown(availability)}`;
  const meant = typeof availability === 'string' ? percentageMeant(availability) : undefined;
  const example = meant === undefined ? "for example '99.95%'" : `'${meant}%'`;
  refuse(construct, { setting: 'availability', message, fix: `write ${example}, or leave it out` });
}
