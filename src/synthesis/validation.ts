import { basename, dirname } from 'node:path';
import type { ServiceResult } from '../availability';
import type { Diagnostic, Location } from '../manifests/diagnostic';
import type { Document } from '../manifests/document';
import { idOf } from '../manifests/identity';
import { indexOf } from '../manifests/object-index';
import { minutes, percent } from '../report/table';
import type { Destination } from './destination';
import { proofOf } from './proof';
import { reviewOf } from './review';

/** What the cdk8s CLI hands a validation plugin: as much of its `ValidationContext` as is used here. */
export interface ValidationContext {
  /** The paths of the synthesized files. */
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
  parseManifest(path: string): unknown[];
}

/** One finding or broken promise, in the CLI's words. */
export interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly {
    readonly resourceName: string;
    readonly manifestPath: string;
    readonly locations: readonly string[];
  }[];
}

/**
 * Reports through the cdk8s CLI what the rules find and accept, and what is promised and proved. It only reports: the application itself has
 * refused to synthesize what is wrong, before the CLI gets to ask (docs/decisions/0005-dist-is-swapped.md).
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class Validation {
  private readonly environments: readonly Destination[];

  constructor(environments: readonly Destination[]) {
    this.environments = environments;
  }

  async validate({ manifests, report, parseManifest }: ValidationContext): Promise<void> {
    const judged = this.environments.map((environment) => {
      const files = manifests.filter((path) => basename(dirname(path)) === environment.name);
      return judgementOf(
        environment,
        files.flatMap((file) => parseManifest(file).map((value) => ({ value, file }))),
      );
    });
    const violations = judged.flatMap((judgement) => judgement.violations);
    for (const violation of violations) report.addViolation(violation);
    report.submit(violations.length > 0 ? 'failure' : 'success', Object.fromEntries(judged.flatMap(({ rows }) => rows)));
  }
}

/** What is wrong in an environment, and the rows of the summary: what is accepted, what could not be judged, and what is promised there. */
interface Judgement {
  readonly violations: readonly Violation[];
  readonly rows: readonly (readonly [string, string])[];
}

function judgementOf(environment: Destination, documents: readonly Document[]): Judgement {
  const index = indexOf(documents);
  const { findings, accepted, skipped } = reviewOf(environment, index);
  const proof = proofOf(index, environment.platform.topology);
  const promised = proof.services.filter(({ target }) => target !== undefined);
  const row = (place: Location, more: string) => `${environment.name}/${place.object ? idOf(place.object) : ''}${more}`;
  return {
    violations: [...findings, ...proof.findings].map(violation),
    rows: [
      ...[...accepted, ...proof.accepted].map(
        ({ place, rule, because }) => [row(place, ` ${rule}`), `accepted, because ${because}`] as const,
      ),
      ...skipped.map(({ place }) => [row(place, ''), 'not compared with a schema'] as const),
      ...promised.map((service) => [`${environment.name}/${service.service}`, figure(service)] as const),
    ],
  };
}

function figure({ target, verdict, minutesPerYear }: ServiceResult): string {
  return `${percent(target)} ${verdict}, ${minutes(minutesPerYear)} minutes per year`;
}

function violation({ rule, place, message, fix }: Diagnostic): Violation {
  const { object, file = '', pointer = '', construct } = place;
  return {
    ruleName: rule,
    recommendation: construct === undefined ? message : `${message} (made by ${construct})`,
    fix,
    violatingResources: [{ resourceName: object ? idOf(object) : '', manifestPath: file, locations: [pointer] }],
  };
}
