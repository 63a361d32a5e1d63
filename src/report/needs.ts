import type { ServiceResult } from '../availability';
import { annotation } from '../manifests/annotations';
import { folded, type Layout } from './layout';

/** The services that are named without `--all`. */
const NAMED = 10;

/** The services of which nobody says how many pods carry the load, so that a proof rests on one: only who runs them knows. */
export function assumedNeedText(services: readonly ServiceResult[], layout: Layout): readonly string[] {
  const assumed = services.flatMap(({ service, replicas, neededSource }) =>
    neededSource === 'assumed' && replicas > 1 ? [`${service} (of ${replicas})`] : [],
  );
  if (assumed.length === 0) return [];
  const { shown, more } = folded(assumed, NAMED, layout);
  const names = more > 0 ? `${shown.join(', ')}, and ${more} more; --all shows them` : shown.join(', ');
  const declare = `${annotation.needed}: a number, a percentage or majority, or 'needed' under services of nines.yaml`;
  return [`Assumed to carry the load with one ready pod:\n  ${names}\n  (${declare}, where that is wrong)`];
}
