import { type Accept, acceptAnnotationName, type ChangeRisk, isReason } from './annotations';

/** An object as messages, reports and annotations name it: `StatefulSet/shop/elasticsearch`, or `StorageClass/fast` if it is cluster-scoped. */
export type ObjectId = `${string}/${string}`;

/**
 * A dangerous change that is accepted, the objects that it is accepted for, and the reason.
 *
 * @example { accept: 'claim-size', of: 'StatefulSet/shop/elasticsearch', because: 'the claims were grown by hand' }
 */
export type AcceptedChange = AcceptedObjects | AcceptedDeletion;

/** What is accepted of some objects, and of no other one. */
export interface AcceptedObjects extends Accept<Exclude<ChangeRisk, 'mass-deletion'>> {
  /** The object, or the objects, as the message names them. */
  readonly of: ObjectId | readonly ObjectId[];
}

/** That more than half of all objects are gone: there is one such danger in a change, so it names no object. */
export interface AcceptedDeletion extends Accept<'mass-deletion'> {
  readonly of?: never;
}

/** A reason in the annotation that accepts a change. */
export interface ChangeReason {
  /** The objects that it names; empty if it is about the object that carries it. */
  readonly of: readonly string[];
  readonly because: string;
}

/** Whether a text names an object. */
export function isObjectId(text: unknown): text is ObjectId {
  return typeof text === 'string' && /^[A-Z]\w*(\/[\w.:-]+){1,2}$/.test(text);
}

/** The objects that an accepted change names. */
export function namedBy({ of }: AcceptedChange): readonly ObjectId[] {
  if (of === undefined) return [];
  return typeof of === 'string' ? [of] : of;
}

/**
 * Accepted changes as annotations of a Namespace, with a line for each reason:
 * `nines.dev/accept.claim-size: StatefulSet/shop/elasticsearch because the claims were grown by hand`.
 */
export function changeAnnotations(changes: readonly AcceptedChange[]): Record<string, string> {
  const texts = new Map<string, string>();
  for (const change of changes) {
    const name = acceptAnnotationName(change.accept);
    const line = [namedBy(change).join(', '), `because ${change.because}`].filter((part) => part !== '').join(' ');
    const earlier = texts.get(name);
    texts.set(name, earlier === undefined ? line : `${earlier}\n${line}`);
  }
  return Object.fromEntries(texts);
}

const entry = /^\s*(?:([A-Z]\w*\/[^\s,]+(?:\s*,\s*[A-Z]\w*\/[^\s,]+)*)\s+)?because\b\s*(.*)$/;

/** The reasons in the annotation that accepts a risk of a change. A line that doesn't begin a reason continues the one before it. */
export function changeReasons(risk: ChangeRisk, annotations: ReadonlyMap<string, string>): readonly ChangeReason[] {
  const text = annotations.get(acceptAnnotationName(risk)) ?? '';
  const reasons: { of: readonly string[]; because: string }[] = [];
  for (const line of text.split('\n')) {
    const [begins, objects, because = ''] = entry.exec(line) ?? [];
    const last = reasons.at(-1);
    if (begins !== undefined) reasons.push({ of: objects?.split(',').map((it) => it.trim()) ?? [], because });
    else if (last) last.because = `${last.because}\n${line}`;
    else reasons.push({ of: [], because: line });
  }
  return reasons.map(({ of, because }) => ({ of, because: because.trim() })).filter(({ because }) => isReason(because));
}
