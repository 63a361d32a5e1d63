import { brokenPromises, judge, type Topology } from '../availability';
import type { Diagnostic } from '../manifests/diagnostic';
import { idOf } from '../manifests/identity';
import type { ObjectIndex } from '../manifests/object-index';
import type { Report } from '../report/report';
import { annotationValue, findingsIn, type OwnRule, promisesOver, type Review, rulesOver, valueType } from '../rules';
import { kubernetesVersions } from '../schema';
import { promisedIn } from './promised';
import { schemaAssumption } from './schema-assumption';
import { voiding } from './voiding';

/** Options for a proof. */
export interface ProofOptions {
  /**
   * Objects that the cluster has besides the manifests and those that its topology lists, such as `Secret/shop/smtp` or `Service/monitoring/*`.
   *
   * @default what every cluster has
   */
  readonly provided?: readonly string[];

  /**
   * Rules of your own, checked after the built-in ones.
   *
   * @default none
   */
  readonly rules?: readonly OwnRule[];
}

interface ReportOptions extends ProofOptions {
  /** The availability asked of services that declare none, as a fraction. */
  readonly target?: number;
  /** Looks for changes that win minutes where the target is kept, too: of every service, or only of those with a target. @default false */
  readonly withSavings?: boolean | 'of targets';
}

/** The findings of every rule. Without a topology the newest version of Kubernetes is meant, and what only nodes can tell isn't checked. */
export function reviewOf(index: ObjectIndex, topology: Topology | undefined, { provided = [], rules }: ProofOptions = {}): Review {
  return rulesOver(index, { topology, provided: [...(topology?.provided ?? []), ...provided], rules });
}

/** The findings of the rules alone, where no topology says on what to judge availability. */
export function rulesReport(review: Review): Report {
  const [newest] = kubernetesVersions;
  return {
    ...review,
    services: [],
    assumptions: [
      { what: 'availability', value: 'not judged', source: 'no topology' },
      { what: 'fields of Kubernetes', value: `those of ${newest}`, source: 'no topology' },
    ],
  };
}

/** Invalid declarations. If there is one, nothing can be judged, because it may be a promise. */
export function unreadableIn({ findings }: Pick<Review, 'findings'>): readonly Diagnostic[] {
  return findings.filter(({ rule }) => rule === annotationValue.id);
}

/** The report if nothing can be judged. */
export function unjudged(findings: readonly Diagnostic[]): Report {
  return { services: [], assumptions: [], findings, accepted: [], skipped: [] };
}

/** All findings, promised or not, as `nines check` reports them. The declarations must be valid. */
export function fullReport(index: ObjectIndex, topology: Topology, review: Review, options: ReportOptions = {}): Report {
  const { target, withSavings } = options;
  const answer = judge(index, topology, { target, withSavings, findings: (changed) => findingsIn(changed, topology, options) });
  const verdicts = promisesOver(answer.services, index);
  return {
    services: answer.services,
    assumptions: [...answer.assumptions, ...schemaAssumption(topology)],
    findings: [...review.findings, ...verdicts.findings.filter((it) => !isRefused(it, review))],
    accepted: [...review.accepted, ...verdicts.accepted],
    skipped: review.skipped,
  };
}

/** Whether the API server refuses the workload of a verdict for a wrong type, which is told instead. */
function isRefused({ place: { object } }: Diagnostic, { findings }: Review): boolean {
  return (
    object !== undefined && findings.some(({ rule, place }) => rule === valueType.id && place.object && idOf(place.object) === idOf(object))
  );
}

/** Each promise that isn't proved, and each service with its figures. The declarations must be valid. */
export function proofReport(index: ObjectIndex, topology: Topology, options: ProofOptions = {}): Report {
  // The search for the cheapest fix takes a while, so it runs only for broken promises.
  const first = judge(index, topology, { withoutAdvice: true });
  const findings = (changed: ObjectIndex) => findingsIn(changed, topology, options);
  const answer = brokenPromises(first).length === 0 ? first : judge(index, topology, { findings });
  return {
    services: answer.services,
    assumptions: [...answer.assumptions, ...schemaAssumption(topology)],
    // A service without a promise is no reason to refuse an application.
    findings: promisesOver(brokenPromises(answer), index).findings,
    accepted: promisesOver(answer.services, index).accepted,
    skipped: [],
  };
}

/**
 * Each promise that isn't proved, and each finding that invalidates a proof: what `app.synth()` refuses.
 *
 * Rules of your own are opted into, so all of their findings count.
 */
export function promiseReport(index: ObjectIndex, topology: Topology, options: ProofOptions = {}): Report {
  const review = reviewOf(index, topology, options);
  const unreadable = unreadableIn(review);
  if (unreadable.length > 0) return unjudged(unreadable);
  const proof = proofReport(index, topology, options);
  const own = new Set((options.rules ?? []).map(({ id }) => id));
  const isOwn = ({ rule }: Diagnostic) => own.has(rule);
  return {
    ...proof,
    findings: [...voiding(review.findings, promisedIn(index, topology)), ...review.findings.filter(isOwn), ...proof.findings],
    accepted: [...review.accepted, ...proof.accepted],
    skipped: review.skipped,
  };
}
