import { brokenPromises, judge, type Topology } from '../availability';
import type { Diagnostic } from '../manifests/diagnostic';
import type { ObjectIndex } from '../manifests/object-index';
import type { Report } from '../report/report';
import { annotationValue, type OwnRule, promisesOver, type Review, rulesOver } from '../rules';
import { promisedIn } from './promised';
import { schemaAssumption } from './schema-assumption';
import { voiding } from './voiding';

/** What is known besides the manifests and the topology. */
export interface ProofOptions {
  /**
   * What the cluster has besides the manifests and what its topology lists, such as `Secret/shop/smtp` or `Service/monitoring/*`.
   *
   * @default what every cluster has
   */
  readonly provided?: readonly string[];

  /**
   * Rules of your own, which are checked after the built-in ones.
   *
   * @default none
   */
  readonly rules?: readonly OwnRule[];
}

/** What every rule says of the manifests. */
export function reviewOf(index: ObjectIndex, topology: Topology, { provided = [], rules }: ProofOptions = {}): Review {
  return rulesOver(index, { topology, provided: [...(topology.provided ?? []), ...provided], rules });
}

/** Declarations that can't be read. With one of them nothing can be judged: a promise may be among them. */
export function unreadableIn({ findings }: Pick<Review, 'findings'>): readonly Diagnostic[] {
  return findings.filter(({ rule }) => rule === annotationValue.id);
}

/** The answer where nothing can be judged. */
export function unjudged(findings: readonly Diagnostic[]): Report {
  return { services: [], assumptions: [], findings, accepted: [], skipped: [] };
}

/** Everything that is wrong, promised or not, as `nines check` reports it. The declarations must be readable. */
export function fullReport(index: ObjectIndex, topology: Topology, review: Review, target?: number): Report {
  const answer = judge(index, topology, { target });
  const verdicts = promisesOver(answer.services, index);
  return {
    services: answer.services,
    assumptions: [...answer.assumptions, ...schemaAssumption(topology)],
    findings: [...review.findings, ...verdicts.findings],
    accepted: [...review.accepted, ...verdicts.accepted],
    skipped: review.skipped,
  };
}

/** Each promise that isn't proved, and each service with its figures. The declarations must be readable. */
export function proofReport(index: ObjectIndex, topology: Topology): Report {
  // The search for the cheapest fix takes a while: only a broken promise is worth it.
  const first = judge(index, topology, { withoutAdvice: true });
  const answer = brokenPromises(first).length === 0 ? first : judge(index, topology);
  return {
    services: answer.services,
    assumptions: [...answer.assumptions, ...schemaAssumption(topology)],
    // What isn't promised is no reason to refuse an application.
    findings: promisesOver(brokenPromises(answer), index).findings,
    accepted: promisesOver(answer.services, index).accepted,
    skipped: [],
  };
}

/**
 * Each promise that isn't proved, and what would make a proof worthless: what `app.synth()` refuses.
 *
 * Rules of your own are asked for by whoever hands them over, so all that they find counts.
 */
export function promiseReport(index: ObjectIndex, topology: Topology, options: ProofOptions = {}): Report {
  const review = reviewOf(index, topology, options);
  const unreadable = unreadableIn(review);
  if (unreadable.length > 0) return unjudged(unreadable);
  const proof = proofReport(index, topology);
  const own = new Set((options.rules ?? []).map(({ id }) => id));
  const isOwn = ({ rule }: Diagnostic) => own.has(rule);
  return {
    ...proof,
    findings: [...voiding(review.findings, promisedIn(index, topology)), ...review.findings.filter(isOwn), ...proof.findings],
    accepted: [...review.accepted, ...proof.accepted],
    skipped: review.skipped,
  };
}
