import type { Topology } from '../availability';
import { rejectUnknownServices } from '../availability/workload/unknown-services';
import type { ReadTopology } from '../cluster/topology-file';
import type { BaselineEntry } from '../gate/baseline';
import { readBaseline } from '../gate/baseline-file';
import { withDeclared } from '../gate/declared-services';
import { environmentsOf } from '../gate/environments';
import { mergedReviews, topologyWithin } from '../gate/merged';
import { acceptedMistake, selectedMistake } from '../gate/rule-names';
import type { Diagnostic } from '../manifests/diagnostic';
import type { ReadDocument } from '../manifests/document';
import { InputError, InputErrors } from '../manifests/input-error';
import { nearest } from '../manifests/nearest';
import { indexOf, type ObjectIndex } from '../manifests/object-index';
import { exists, type ReadSummary, readManifests, UnreadableError } from '../manifests/read';
import { placed, topologySource } from '../platform/topology-source';
import { reviewOf, unreadableIn } from '../proof/report';
import { rulesFrom } from '../proof/rule-file';
import type { Notice } from '../report/report';
import { type OwnRule, type Review, withinObjects } from '../rules';
import { pathsOf } from './paths';
import { showChecking } from './progress';
import type { Settings } from './settings';
import type { Streams } from './streams';

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

  /** The environments to judge one by one. @default there is one application */
  readonly parts?: readonly Part[];
}

/** One of several environments in a folder. */
interface Part extends Pick<Input, 'index' | 'topology' | 'review'> {
  /** The path of its folder. */
  readonly name: string;
}

/** What can be used of input. */
type PartialInput = Pick<Input, 'review' | 'index' | 'baseline' | 'topology'>;

/** Unusable input: nothing is judged. */
export class UnusableError extends Error {
  readonly findings: readonly Diagnostic[];
  readonly read: ReadSummary;

  /** The findings of what could be read, if other documents are all that is unusable. */
  readonly partial?: PartialInput;

  constructor(findings: readonly Diagnostic[], read: ReadSummary, partial?: PartialInput) {
    super('unusable input');
    this.findings = findings;
    this.read = read;
    this.partial = partial;
  }
}

/** Reads the topology and the manifests. @throws UnusableError with everything that is unusable in them */
export function readInput(settings: Settings, streams: Pick<Streams, 'progress'>): Input {
  const topology = attempt(() => (settings.topology === undefined ? nowhere : topologySource(settings.topology)));
  const own = attempt(() => ownRules(settings));
  const baseline = attempt(() => baselineOf(settings));
  const manifests = attempt(() => readManifests(pathsOf('check', settings.paths), settings));
  if (topology.isRead && manifests.isRead && own.isRead && baseline.isRead) {
    const { documents, summary: read } = manifests.value;
    const index = indexOf(documents);
    showChecking(index, streams);
    const rules = own.value;
    const declared = usable(() => withDeclared(topology.value, settings.configuration, index), read);
    usable(() => requireNamespaces(settings, index), read);
    const parts = usable(() => partsOf(documents, index, declared, rules), read);
    const review = parts ? mergedReviews(parts.map((part) => part.review)) : reviewOf(index, declared.topology, { rules });
    const unreadable = unreadableIn(review);
    if (unreadable.length > 0) throw new UnusableError(unreadable, read);
    return { ...declared, index, rules, baseline: baseline.value, review, read, ...(parts && { parts }) };
  }
  const findings = [topology, own, baseline, manifests].flatMap((it) => (it.isRead ? [] : it.diagnostics));
  const isUsable = topology.isRead && own.isRead && baseline.isRead;
  const partial =
    isUsable && !manifests.isRead && manifests.documents
      ? { ...partialOf(manifests.documents, topology.value.topology), baseline: baseline.value }
      : undefined;
  throw new UnusableError(findings, manifests.isRead ? manifests.value.summary : manifests.read, partial);
}

/** The environments of a folder with several; undefined if there is one application. */
function partsOf(
  documents: readonly ReadDocument[],
  whole: ObjectIndex,
  { topology, place }: Pick<Input, 'topology' | 'place'>,
  rules: readonly OwnRule[],
): readonly Part[] | undefined {
  const environments = environmentsOf(whole.objects);
  if (environments.length < 2) return undefined;
  // Each of them is told only about its own services, so one that none has is refused here.
  if (topology) placed({ place }, () => rejectUnknownServices(topology, whole));
  return environments.map(({ name, holds }) => {
    const index = indexOf(documents.filter(({ file }) => holds(file)));
    const within = topology && topologyWithin(topology, index);
    return { name, index, topology: within, review: reviewOf(index, within, { rules }) };
  });
}

/** What can be said of some documents while others can't be read: what concerns one object alone. */
function partialOf(documents: readonly ReadDocument[], topology: Topology | undefined): PartialInput {
  const index = indexOf(documents);
  const { findings, accepted } = reviewOf(index, topology);
  const holds = ({ rule }: Diagnostic) => withinObjects.has(rule);
  return { index, review: { findings: findings.filter(holds), accepted: accepted.filter(holds), skipped: [] } };
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
  | {
      readonly isRead: false;
      readonly diagnostics: readonly Diagnostic[];
      readonly read: ReadSummary;
      readonly documents?: readonly ReadDocument[];
    };

const nothing: ReadSummary = { files: 0, documents: 0, objects: 0, skipped: [] };

function attempt<T>(read: () => T): Attempt<T> {
  try {
    return { isRead: true, value: read() };
  } catch (error) {
    if (error instanceof UnreadableError) {
      const { diagnostics, summary, documents } = error;
      return { isRead: false, diagnostics, read: summary, documents };
    }
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
