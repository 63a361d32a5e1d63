import type { Topology } from '../availability';
import type { ServiceResult } from '../availability/result';
import type { Diagnostic, Location } from '../manifests/diagnostic';
import type { Document } from '../manifests/document';
import { idOf } from '../manifests/identity';
import { InputError } from '../manifests/input-error';
import { indexOf } from '../manifests/object-index';
import { readManifests, UnreadableError } from '../manifests/read';
import { placed, topologySource } from '../platform/topology-source';
import { fullReport, reviewOf, unjudged, unreadableIn } from '../proof/report';
import { minutesWithRange } from '../report/amounts';
import type { Report } from '../report/report';
import { percent } from '../report/table';
import { advice } from '../rules';
import { type NinesValidationProperties, optionsOf, type ValidationOptions } from './validation-properties';

/** The context that the cdk8s CLI passes to a validation plugin, as far as it is used here. */
export interface ValidationContext {
  /** The paths of the synthesized files. */
  readonly manifests: readonly string[];

  /** The path of each construct by the name of its object. */
  readonly metadata?: Readonly<Record<string, { readonly path: string }>>;
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
}

/** A finding in the format of the cdk8s CLI. */
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
 * A validation plugin for the cdk8s CLI: `cdk8s synth` fails on any finding of `nines check`, whatever its severity. It checks the manifests of any app, in any language of cdk8s.
 *
 * @example
 * # cdk8s.yaml
 * validations:
 *   - package: ./node_modules/nines
 *     version: 0.1.0
 *     class: NinesValidation
 *     properties:
 *       topology: aws-3x2
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class NinesValidation {
  private readonly options: ValidationOptions;

  /** @throws InputError on a missing, unknown or invalid property */
  constructor(properties: NinesValidationProperties) {
    this.options = optionsOf(properties);
  }

  async validate({ manifests, metadata = {}, report }: ValidationContext): Promise<void> {
    const found = this.reportOn(manifests, metadata);
    for (const finding of found.findings) report.addViolation(violation(finding));
    const hasFailed = found.findings.some(({ rule }) => !advice.has(rule));
    report.submit(hasFailed ? 'failure' : 'success', Object.fromEntries(rows(found)));
  }

  private reportOn(manifests: readonly string[], metadata: NonNullable<ValidationContext['metadata']>): Report {
    try {
      const { topology, place } = topologySource(this.options.topology);
      const index = indexOf(withConstructs(readManifests(manifests, { allowEmpty: true }).documents, metadata));
      return placed({ place }, () => this.judged(index, { ...topology, kubernetes: this.options.kubernetes ?? topology.kubernetes }));
    } catch (error) {
      if (error instanceof UnreadableError) return unjudged(error.diagnostics);
      if (error instanceof InputError) return unjudged([error.diagnostic]);
      throw error;
    }
  }

  private judged(index: ReturnType<typeof indexOf>, topology: Topology): Report {
    const review = reviewOf(index, topology, this.options);
    const unreadable = unreadableIn(review);
    return unreadable.length > 0 ? unjudged(unreadable) : fullReport(index, topology, review, this.options);
  }
}

/** The CLI identifies a construct only by its object's name, so objects that share a name get none. */
function withConstructs(documents: readonly Document[], metadata: NonNullable<ValidationContext['metadata']>): readonly Document[] {
  const names = indexOf(documents).objects.map(({ name, document }) => ({ name, document }));
  const counts = new Map<string, number>();
  for (const { name } of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const paths = new Map(names.map(({ name, document }) => [document, counts.get(name) === 1 ? metadata[name]?.path : undefined]));
  return documents.map((document) => ({ ...document, path: paths.get(document) }));
}

function violation({ rule, place, message, fix }: Diagnostic): Violation {
  const { file = '', line, construct } = place;
  const where = [place.pointer, line === undefined ? '' : `(line ${line})`].filter(Boolean).join(' ');
  return {
    ruleName: rule,
    recommendation: construct === undefined ? message : `${message} (made by ${construct})`,
    fix,
    violatingResources: [{ resourceName: nameOf(place), manifestPath: file, locations: [where] }],
  };
}

/** The accepted findings, the objects that weren't checked, and each promise. */
function rows({ accepted, skipped, services }: Report): readonly (readonly [string, string])[] {
  return [
    ...accepted.map(({ place, rule, because }) => [`${nameOf(place)} ${rule}`, `accepted, because ${because}`] as const),
    ...skipped.map(({ place }) => [nameOf(place), 'not checked: no schema is known'] as const),
    ...services.filter(({ target }) => target !== undefined).map((service) => [promiseOf(service), figure(service)] as const),
  ];
}

function promiseOf({ kind, namespace, service }: ServiceResult): string {
  return idOf({ kind, namespace, name: service });
}

function figure({ target, verdict, downtime }: ServiceResult): string {
  return `${percent(target)} ${verdict}, error budget ${downtime.verdict}: ${minutesWithRange(downtime.sum)} minutes a year`;
}

function nameOf({ object }: Location): string {
  return object ? idOf(object) : '';
}
