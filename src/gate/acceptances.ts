import type { ServiceResult } from '../availability';
import { Provided } from '../cluster/provided';
import type { AcceptedDiagnostic, Diagnostic, ObjectIdentity } from '../manifests/diagnostic';
import { idOf } from '../manifests/identity';
import type { ObjectIndex } from '../manifests/object-index';
import type { Notice, Report } from '../report/report';
import { acceptedByDependencies, annotatedReason, availability, namesAccepting } from '../rules';
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
  index: ObjectIndex,
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
  const verdicts = new Map<string, Entry>();
  for (const finding of findings) {
    const meant = entries.filter((entry) => means(entry, finding, services));
    for (const entry of meant) entry.used++;
    const entry = meant.find(({ isOver }) => !isOver);
    if (entry === undefined) rest.push(finding);
    else accepted.push(withReason(finding, entry.because, entry));
    if (entry !== undefined && isVerdict(finding)) verdicts.set(idOf(finding.place.object), entry);
  }
  const through = throughDependencies(rest, verdicts, services, index);
  return {
    findings: rest.filter((finding) => !through.has(finding)),
    accepted: [...accepted, ...through.values()],
    notices: entries.flatMap((entry) => noticeOf(entry, isChecked)),
  };
}

function withReason(finding: Diagnostic, because: string, { place, until }: Acceptance): AcceptedDiagnostic {
  return { ...finding, because, acceptedIn: place, ...(until && { until }) };
}

function isVerdict(finding: Diagnostic): finding is Diagnostic & { readonly place: { readonly object: ObjectIdentity } } {
  return finding.rule === availability.id && finding.place.object !== undefined;
}

/**
 * The verdicts that follow from accepted ones on dependencies alone, as where annotations accept those.
 *
 * @param verdicts the entries that accept a verdict, by the workload that it is on
 */
function throughDependencies(
  rest: readonly Diagnostic[],
  verdicts: ReadonlyMap<string, Entry>,
  services: readonly ServiceResult[],
  index: ObjectIndex,
): ReadonlyMap<Diagnostic, AcceptedDiagnostic> {
  if (verdicts.size === 0) return new Map();
  return new Map(
    rest.filter(isVerdict).flatMap((finding): [Diagnostic, AcceptedDiagnostic][] => {
      const used: Entry[] = [];
      const reasonOf = (dependency: ServiceResult) => {
        const entry = verdicts.get(idOf({ ...dependency, name: dependency.service }));
        if (entry) used.push(entry);
        return entry?.because ?? annotatedReason(dependency, index);
      };
      // Of several environments each has to be explained.
      const reasons = judgedAs(finding, services).map((it) => acceptedByDependencies(it, besides(it, services), index, reasonOf));
      const [entry] = used;
      if (entry === undefined || reasons.includes(undefined)) return [];
      return [[finding, withReason(finding, [...new Set(reasons)].join('; '), entry)]];
    }),
  );
}

/** The services of an environment, by `Kind/namespace/name`. */
function besides({ environment }: ServiceResult, services: readonly ServiceResult[]): ReadonlyMap<string, ServiceResult> {
  const own = services.filter((it) => it.environment === environment);
  return new Map(own.map((it) => [idOf({ ...it, name: it.service }), it]));
}

/** What a verdict is on: a service, or one in each environment. */
function judgedAs({ place: { object } }: Diagnostic, services: readonly ServiceResult[]): readonly ServiceResult[] {
  return services.filter((it) => it.kind === object?.kind && it.namespace === object.namespace && it.service === object.name);
}

function means({ rule, objects }: Entry, finding: Diagnostic, services: readonly ServiceResult[]): boolean {
  const { object } = finding.place;
  return object !== undefined && namesOf(finding, services).includes(rule) && objects.has(object.kind, object.namespace, object.name);
}

/** The names under which a finding can be accepted: the verdict on a service also under those of the risks that explain it. */
function namesOf(finding: Diagnostic, services: readonly ServiceResult[]): readonly string[] {
  const { rule } = finding;
  if (rule !== availability.id) return [rule];
  // Of several environments each has to be explained.
  const [first = [rule], ...others] = judgedAs(finding, services).map(namesAccepting);
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
