import type { ObjectIdentity } from '../manifests/diagnostic';
import { idOf } from '../manifests/identity';

/** What became of an object. */
const outcomes = ['created', 'configured', 'unchanged', 'pruned', 'kept'] as const;
export type Outcome = (typeof outcomes)[number];

/** What a deployment has done so far. */
export class Summary {
  private readonly counts = new Map<Outcome, number>();

  /** Counts an object. @returns the line that says so */
  add(outcome: Outcome, object: ObjectIdentity, because?: string): string {
    this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + 1);
    return `  ${outcome.padEnd(WIDTH)} ${idOf(object)}${because === undefined ? '' : `: ${because}`}`;
  }

  /** How many objects were applied. */
  get applied(): number {
    return outcomes.slice(0, 3).reduce((sum, outcome) => sum + (this.counts.get(outcome) ?? 0), 0);
  }

  /** `3 created, 31 unchanged`. */
  text(): string {
    const parts = outcomes.flatMap((outcome) => (this.counts.has(outcome) ? [`${this.counts.get(outcome)} ${outcome}`] : []));
    return parts.length > 0 ? parts.join(', ') : 'nothing';
  }
}

const WIDTH = Math.max(...outcomes.map(({ length }) => length));
