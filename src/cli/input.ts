import type { Topology } from '../availability';
import type { ReadTopology } from '../cluster/topology-file';
import type { BaselineEntry } from '../gate/baseline';
import { readBaseline } from '../gate/baseline-file';
import { withDeclared } from '../gate/declared-services';
import { acceptedMistake, selectedMistake } from '../gate/rule-names';
import type { Diagnostic } from '../manifests/diagnostic';
import { InputError, InputErrors } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';
import { indexOf, type ObjectIndex } from '../manifests/object-index';
import { exists, type ReadSummary, readManifests, UnreadableError } from '../manifests/read';
import { topologySource } from '../platform/topology-source';
import { reviewOf, unreadableIn } from '../proof/report';
import { rulesFrom } from '../proof/rule-file';
import type { Notice } from '../report/report';
import type { OwnRule, Review } from '../rules';
import { pathsOf } from './paths';
import type { Settings } from './settings';

/** The input of `nines check`. */
export interface Input {
  /** @default none: only the rules are checked */
  readonly topology?: Topology;
  readonly place: ReadTopology['place'];
  readonly index: ObjectIndex;

  /** Rules of your own. */
  readonly rules: readonly OwnRule[];

  /** Known findings. @default none */
  readonly baseline?: readonly BaselineEntry[];

  /** The findings of the rules. */
  readonly review: Review;

  /** What the configuration says about nothing. */
  readonly notices: readonly Notice[];
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
export function readInput(settings: Settings): Input {
  const topology = attempt(() => (settings.topology === undefined ? nowhere : topologySource(settings.topology)));
  const own = attempt(() => ownRules(settings));
  const baseline = attempt(() => baselineOf(settings));
  const manifests = attempt(() => readManifests(pathsOf('check', settings.paths), settings));
  if (topology.isRead && manifests.isRead && own.isRead && baseline.isRead) {
    const { documents, summary: read } = manifests.value;
    const index = indexOf(documents);
    const rules = own.value;
    const declared = usable(() => withDeclared(topology.value, settings.configuration, index), read);
    usable(() => requireNamespaces(settings, index), read);
    const review = reviewOf(index, declared.topology, { rules });
    const unreadable = unreadableIn(review);
    if (unreadable.length > 0) throw new UnusableError(unreadable, read);
    return { ...declared, index, rules, baseline: baseline.value, review, read };
  }
  const findings = [topology, own, baseline, manifests].flatMap((it) => (it.isRead ? [] : it.diagnostics));
  throw new UnusableError(findings, manifests.isRead ? manifests.value.summary : manifests.read);
}

const nowhere: { readonly topology?: Topology; readonly place: ReadTopology['place'] } = { place: () => ({}) };

/** The rules of a file, once the names of all rules that the settings mention are known. */
function ownRules({ rules: file, selection, accept, configuration, origin }: Settings): readonly OwnRule[] {
  const own = file === undefined ? [] : rulesFrom(file);
  const mistaken = (['only', 'skip'] as const).flatMap((setting) =>
    (selection[setting] ?? []).flatMap((name, index) => {
      const mistake = selectedMistake(name, own);
      const { name: where, place } = origin(setting, index);
      return mistake ? new InputError(`${where} ${mistake.message}`, mistake.fix, place) : [];
    }),
  );
  const unaccepted = accept.flatMap(({ rule }, index) => {
    const mistake = acceptedMistake(rule, own);
    const place = configuration?.place(['accept', index, 'rule']);
    return mistake ? new InputError(`accept[${index}].rule: ${mistake.message}`, mistake.fix, place) : [];
  });
  if (mistaken.length + unaccepted.length > 0) throw InputErrors.of([...mistaken, ...unaccepted]);
  return own;
}

/** One that is about to be written need not exist. */
function baselineOf({ baseline: file, isUpdate }: Settings): readonly BaselineEntry[] | undefined {
  if (file === undefined) return undefined;
  return isUpdate && !exists(file) ? [] : readBaseline(file);
}

/** A typo in a namespace would hide every finding. */
function requireNamespaces({ selection: { namespaces = [] }, origin }: Settings, { objects }: ObjectIndex): void {
  const known = new Set(objects.map(({ namespace }) => namespace).filter((it) => it !== ''));
  const errors = namespaces.flatMap((namespace, index) => {
    if (known.has(namespace)) return [];
    const meant = nearest(namespace, known);
    const { name, place } = origin('namespaces', index);
    const fix = meant ? `write '${meant}'` : `use ${[...known].slice(0, 5).join(', ') || 'none: all objects are cluster-scoped'}`;
    return new InputError(`${name} no object is in namespace '${namespace}'`, fix, place);
  });
  if (errors.length > 0) throw InputErrors.of(errors);
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

/** The value, or everything that is wrong with it. @throws UnusableError */
export function usable<T>(read: () => T, summary: ReadSummary = nothing): T {
  const tried = attempt(read);
  if (tried.isRead) return tried.value;
  throw new UnusableError(tried.diagnostics, summary);
}
