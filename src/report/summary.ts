import { createHash } from 'node:crypto';
import type { Diagnostic } from '../manifests/diagnostic';
import { idOf } from '../manifests/identity';

/** A diagnostic in one sentence, without its place: `Service shop/backend: port 'apy' is not declared; use api.` */
export function summaryOf({ place: { object }, message, fix }: Diagnostic): string {
  const subject = object ? `${object.kind} ${object.namespace ? `${object.namespace}/` : ''}${object.name}: ` : '';
  return `${subject}${message}${fix && `; ${fix}`}.`;
}

/** Recognizes a diagnostic from one run to the next, wherever in its file it moves: a hash of its rule, its object, the field, and what else is given. */
export function fingerprintOf({ rule, place }: Diagnostic, ...more: readonly string[]): string {
  // Unreadable input has no object, so its file identifies it.
  const object = place.object ? idOf(place.object) : (place.file ?? '');
  return createHash('sha256')
    .update([rule, object, place.pointer ?? '', ...more].join('\n'))
    .digest('hex');
}
