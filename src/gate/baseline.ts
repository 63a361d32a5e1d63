import { type Diagnostic, isAtLeast, type Severity } from '../manifests/diagnostic';
import { idOf } from '../manifests/identity';
import { append, keyOf } from '../manifests/multimap';
import type { ObjectIndex } from '../manifests/object-index';
import type { Notice } from '../report/report';
import { StablePlaces } from './stable-place';

/** A known finding, by what stays the same while files are edited. */
export interface BaselineEntry {
  /** The id of its rule. */
  readonly rule: string;

  /** `Kind/namespace/name`, or the file of what has no object. */
  readonly object: string;

  /** The place in the object, with the names of list items in place of their numbers. */
  readonly at: string;

  /** A finding that gets worse is new. */
  readonly severity: Severity;

  /** How many findings have all of that in common. @default 1 */
  readonly count?: number;
}

/** Findings without those that a baseline knows. */
export interface Known {
  readonly findings: readonly Diagnostic[];

  /** How many the baseline hides. */
  readonly hidden: number;

  readonly notices: readonly Notice[];
}

/** The entries for findings, sorted, so that a change of the file is read like one of the findings. */
export function entriesOf(findings: readonly Diagnostic[], index: ObjectIndex): readonly BaselineEntry[] {
  const places = new StablePlaces(index);
  const byKey = new Map<string, Diagnostic[]>();
  for (const finding of findings) append(byKey, keyOf(...identityOf(finding, places), finding.severity), finding);
  const keys = [...byKey.keys()].sort();
  return keys.map((key) => {
    const [rule = '', object = '', at = '', severity] = key.split('\n');
    const { length: count } = byKey.get(key) as Diagnostic[];
    return { rule, object, at, severity: severity as Severity, ...(count > 1 && { count }) };
  });
}

/**
 * Takes the known findings out. Where there are more of one identity than the baseline knows, all of them are shown: nobody can tell which are new.
 *
 * @param file the name of the baseline, for notices
 * @param isInScope whether an entry's finding would be found now: its rule is checked and selected
 */
export function withoutKnown(
  findings: readonly Diagnostic[],
  entries: readonly BaselineEntry[],
  index: ObjectIndex,
  file: string,
  isInScope: (entry: BaselineEntry) => boolean,
): Known {
  const places = new StablePlaces(index);
  const byKey = new Map<string, Diagnostic[]>();
  for (const finding of findings) append(byKey, keyOf(...identityOf(finding, places)), finding);
  const known = new Set<Diagnostic>();
  const gone: BaselineEntry[] = [];
  for (const [key, group] of grouped(entries)) {
    const found = byKey.get(key) ?? [];
    for (const finding of knownIn(found, group)) known.add(finding);
    const [first] = group;
    if (first && found.length < countOf(group) && isInScope(first)) gone.push(first);
  }
  return { findings: findings.filter((it) => !known.has(it)), hidden: known.size, notices: noticesOn(gone, file) };
}

/** The findings of one identity that its entries cover: none if there are more than they count, or worse ones. */
function knownIn(found: readonly Diagnostic[], entries: readonly BaselineEntry[]): readonly Diagnostic[] {
  if (found.length > countOf(entries)) return [];
  const isKnown = ({ severity }: Diagnostic) => entries.some((entry) => isAtLeast(entry.severity, severity));
  return found.filter(isKnown);
}

function grouped(entries: readonly BaselineEntry[]): ReadonlyMap<string, readonly BaselineEntry[]> {
  const groups = new Map<string, BaselineEntry[]>();
  for (const entry of entries) append(groups, keyOf(entry.rule, entry.object, entry.at), entry);
  return groups;
}

function countOf(entries: readonly BaselineEntry[]): number {
  return entries.reduce((sum, { count = 1 }) => sum + count, 0);
}

/** The entries that a notice names. */
const NAMED = 3;

function noticesOn(gone: readonly BaselineEntry[], file: string): readonly Notice[] {
  if (gone.length === 0) return [];
  const named = gone.slice(0, NAMED).map(({ rule, object }) => `${rule} of ${object}`);
  const more = gone.length > NAMED ? ` and ${gone.length - NAMED} more` : '';
  const are = gone.length === 1 ? 'entry no longer occurs' : 'entries no longer occur';
  const message = `${gone.length} ${are}: ${named.join(', ')}${more}`;
  return [{ place: { file }, message, fix: 'remove them with --update-baseline' }];
}

function identityOf({ rule, place }: Diagnostic, places: StablePlaces): readonly [rule: string, object: string, at: string] {
  return [rule, place.object ? idOf(place.object) : (place.file ?? ''), places.of(place)];
}
