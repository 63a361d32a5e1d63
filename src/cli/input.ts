import type { Topology } from '../availability';
import type { ReadTopology } from '../cluster/topology-file';
import type { Diagnostic } from '../manifests/diagnostic';
import { InputError, InputErrors } from '../manifests/input-error';
import { indexOf, type ObjectIndex } from '../manifests/object-index';
import { environmentsIn, exists, type ReadSummary, readManifests, UnreadableError } from '../manifests/read';
import { annotationValue, type Review, rulesOver } from '../rules';
import type { CheckRequest } from './arguments';
import { readTopology } from './read';

/** What `nines check` judges. */
export interface Input {
  readonly topology: Topology;
  readonly place: ReadTopology['place'];
  readonly index: ObjectIndex;

  /** What the rules say of the manifests. */
  readonly review: Review;
  readonly read: ReadSummary;
}

/** Input of which something can't be used, so that nothing is judged. */
export class UnusableError extends Error {
  readonly findings: readonly Diagnostic[];
  readonly read: ReadSummary;

  constructor(findings: readonly Diagnostic[], read: ReadSummary) {
    super('unusable input');
    this.findings = findings;
    this.read = read;
  }
}

/** Reads the topology and the manifests. @throws UnusableError with everything in them that can't be used */
export function readInput(asked: CheckRequest): Input {
  const topology = attempt(() => readTopology(asked.topology));
  const manifests = attempt(() => readManifests(pathsOf(asked), asked));
  if (topology.isRead && manifests.isRead) {
    const { documents, summary: read } = manifests.value;
    const index = indexOf(documents);
    const review = rulesOver(index, { topology: topology.value.topology, provided: topology.value.topology.provided });
    const findings = review.findings.filter(({ rule }) => rule === annotationValue.id);
    if (findings.length > 0) throw new UnusableError(findings, read);
    return { ...topology.value, index, review, read };
  }
  const findings = [topology, manifests].flatMap((it) => (it.isRead ? [] : it.diagnostics));
  throw new UnusableError(findings, manifests.isRead ? manifests.value.summary : manifests.read);
}

/** Environments in one folder are applications of their own, that would be judged as one. */
function pathsOf({ paths }: CheckRequest): readonly string[] {
  if (paths.length > 0) return paths;
  const folders = exists('dist') ? environmentsIn('dist') : [];
  if (folders.length < 2) return ['dist'];
  const example = folders.includes('production') ? 'production' : folders[0];
  throw new InputError(`dist/ holds several environments: ${folders.join(', ')}`, `write nines check dist/${example}`);
}

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
