import type { ServiceResult } from '../availability';
import { Provided } from '../cluster/provided';
import type { AcceptedDiagnostic, Diagnostic } from '../manifests/diagnostic';
import type { Notice, Report } from '../report/report';
import { availability, namesAccepting } from '../rules';
import type { Acceptance } from './configuration';

/** Findings after the acceptances of a configuration. */
export interface Accepted {
  readonly findings: readonly Diagnostic[];

  /** Those that the configuration accepts. */
  readonly accepted: readonly AcceptedDiagnostic[];

  /** Entries that are over, or that accept nothing. */
  readonly notices: readonly Notice[];
}

/** One entry, and the findings that it means. */
interface Entry extends Acceptance {
  readonly objects: Provided;
  readonly isOver: boolean;
  used: number;
}

/**
 * Applies the acceptances of a configuration to a report.
 *
 * @param today `2026-11-22`, in UTC: an entry holds on its last day
 * @param isChecked whether a rule was checked at all: of another one nobody can say that it finds nothing
 */
export function acceptedBy(
  { findings, services }: Pick<Report, 'findings' | 'services'>,
  acceptances: readonly Acceptance[],
  today: string,
  isChecked: (rule: string) => boolean,
): Accepted {
  const entries: readonly Entry[] = acceptances.map((it) => ({
    ...it,
    objects: new Provided([it.object]),
    isOver: it.until !== undefined && it.until < today,
    used: 0,
  }));
  const rest: Diagnostic[] = [];
  const accepted: AcceptedDiagnostic[] = [];
  for (const finding of findings) {
    const meant = entries.filter((entry) => means(entry, finding, services));
    for (const entry of meant) entry.used++;
    const entry = meant.find(({ isOver }) => !isOver);
    if (entry === undefined) rest.push(finding);
    else accepted.push({ ...finding, because: entry.because, acceptedIn: entry.place, ...(entry.until && { until: entry.until }) });
  }
  return { findings: rest, accepted, notices: entries.flatMap((entry) => noticeOf(entry, isChecked)) };
}

function means({ rule, objects }: Entry, finding: Diagnostic, services: readonly ServiceResult[]): boolean {
  const { object } = finding.place;
  return object !== undefined && namesOf(finding, services).includes(rule) && objects.has(object.kind, object.namespace, object.name);
}

/** The names under which a finding can be accepted: the verdict on a service also under those of the risks that explain it. */
function namesOf({ rule, place: { object } }: Diagnostic, services: readonly ServiceResult[]): readonly string[] {
  if (rule !== availability.id) return [rule];
  const judged = services.filter((it) => it.kind === object?.kind && it.namespace === object.namespace && it.service === object.name);
  // Of several environments each has to be explained.
  const [first = [rule], ...others] = judged.map(namesAccepting);
  return first.filter((name) => others.every((names) => names.includes(name)));
}

function noticeOf({ rule, object, place, until, isOver, used }: Entry, isChecked: (rule: string) => boolean): readonly Notice[] {
  if (used > 0 && !isOver) return [];
  if (used > 0)
    return [
      { place, message: `${rule} of ${object} was accepted until ${until}`, fix: 'fix what is found, or move the day with a reason' },
    ];
  if (!isChecked(rule)) return [];
  return [{ place, message: `nothing to accept: no finding of ${rule} in ${object}`, fix: 'remove the entry, or correct it' }];
}
