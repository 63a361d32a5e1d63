import type { Topology } from '../availability';
import type { ReadTopology } from '../cluster/topology-file';
import type { Diagnostic } from '../manifests/diagnostic';
import { InputError, InputErrors } from '../manifests/input-error';
import { indexOf, type ObjectIndex } from '../manifests/object-index';
import { type ReadSummary, readManifests, UnreadableError } from '../manifests/read';
import { topologySource } from '../platform/topology-source';
import { reviewOf, unreadableIn } from '../proof/report';
import { rulesFrom } from '../proof/rule-file';
import type { OwnRule, Review } from '../rules';
import type { CheckRequest } from './arguments';
import { pathsOf } from './paths';

/** The input of `nines check`. */
export interface Input {
  /** @default none: only the rules are checked */
  readonly topology?: Topology;
  readonly place: ReadTopology['place'];
  readonly index: ObjectIndex;

  /** Rules of your own. */
  readonly rules: readonly OwnRule[];

  /** The findings of the rules. */
  readonly review: Review;
  readonly read: ReadSummary;
}

/** Unusable input: nothing is judged. */
export class UnusableError extends Error {
  readonly findings: readonly Diagnostic[];
  readonly read: ReadSummary;

  constructor(findings: readonly Diagnostic[], read: ReadSummary) {
    super('unusable input');
    this.findings = findings;
    this.read = read;
  }
}

/** Reads the topology and the manifests. @throws UnusableError with everything that is unusable in them */
export function readInput(asked: CheckRequest): Input {
  const topology = attempt(() => (asked.topology === undefined ? nowhere : topologySource(asked.topology)));
  const own = attempt(() => (asked.rules === undefined ? [] : rulesFrom(asked.rules)));
  const manifests = attempt(() => readManifests(pathsOf('check', asked.paths), asked));
  if (topology.isRead && manifests.isRead && own.isRead) {
    const { documents, summary: read } = manifests.value;
    const index = indexOf(documents);
    const rules = own.value;
    const review = reviewOf(index, topology.value.topology, { rules });
    const unreadable = unreadableIn(review);
    if (unreadable.length > 0) throw new UnusableError(unreadable, read);
    return { ...topology.value, index, rules, review, read };
  }
  const findings = [topology, own, manifests].flatMap((it) => (it.isRead ? [] : it.diagnostics));
  throw new UnusableError(findings, manifests.isRead ? manifests.value.summary : manifests.read);
}

const nowhere: Pick<Input, 'topology' | 'place'> = { place: () => ({}) };

type Attempt<T> =
  | { readonly isRead: true; readonly value: T }
  | { readonly isRead: false; readonly diagnostics: readonly Diagnostic[]; readonly read: ReadSummary };

const nothing: ReadSummary = { files: 0, documents: 0, objects: 0, skipped: [] };

function attempt<T>(read: () => T): Attempt<T> {
  try {
    return { isRead: true, value: read() };
  } catch (error) {
    if (error instanceof UnreadableError) return { isRead: false, diagnostics: error.diagnostics, read: error.summary };
    if (error instanceof InputErrors) return { isRead: false, diagnostics: error.diagnostics, read: nothing };
    if (error instanceof InputError) return { isRead: false, diagnostics: [error.diagnostic], read: nothing };
    throw error;
  }
}
