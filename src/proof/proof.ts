import type { Answer, Assumption, ServiceResult } from '../availability';
import type { AcceptedDiagnostic, Diagnostic } from '../manifests/diagnostic';
import { problemText, text } from '../report/text';
import type { Review } from '../rules';

/** The verdicts on some manifests, and the findings in them. Plain data except for its methods, so it compares and prints well in a test. */
export class Proof {
  /** Whether there are no findings: every service that was judged is proved, or its risk is accepted. */
  readonly proved: boolean;

  /**
   * Each finding as text: what, where, why, and the cheapest fix. Empty if everything is proved, so a failing test prints all there is to know:
   * `expect(prove(chart, platform).problems).toEqual([])`.
   */
  readonly problems: readonly string[];

  /** Each Deployment, StatefulSet and DaemonSet with its verdict and figures. Empty if a declaration is invalid. */
  readonly services: readonly ServiceResult[];

  /** The same findings as data. */
  readonly findings: readonly Diagnostic[];

  /** The accepted findings, with their reasons. */
  readonly accepted: readonly AcceptedDiagnostic[];

  /** The objects without a known schema, whose fields were not checked. */
  readonly skipped: readonly Diagnostic[];

  /** Everything that the proof assumes. */
  readonly assumptions: readonly Assumption[];

  constructor({ services, findings, accepted, skipped, assumptions }: Answer & Review) {
    this.proved = findings.length === 0;
    this.problems = findings.map((finding) => problemText(finding, services));
    this.services = services;
    this.findings = findings;
    this.accepted = accepted;
    this.skipped = skipped;
    this.assumptions = assumptions;
  }

  /** The service of that name. @throws if there is none, or one in several namespaces */
  service(name: string): ServiceResult {
    const found = this.services.filter(({ service }) => service === name);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    const all = this.services.map(({ kind, namespace, service }) => `${kind} ${namespace}/${service}`).join(', ');
    throw new Error(`${found.length === 0 ? 'no service' : `${found.length} services`} '${name}'; the manifests have ${all || 'none'}`);
  }

  /** The whole report, as `nines check` prints it. */
  toString(): string {
    return text(this);
  }
}
