import { basename, dirname } from 'node:path';
import { judge, type ServiceResult } from '../availability';
import type { Environment } from '../environment';
import { minutes, percent } from '../report/table';
import { failureText } from '../report/text';
import type { Manifest } from './manifest';

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

/** One broken promise, in the CLI's words. */
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
 * Reports through the cdk8s CLI what is promised and what is proved of it. It only reports: the application itself has refused to synthesize
 * what breaks a promise, before the CLI gets to ask (docs/decisions/0005-dist-is-swapped.md).
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class AvailabilityValidation {
  private readonly environments: readonly Environment[];

  constructor(environments: readonly Environment[]) {
    this.environments = environments;
  }

  async validate({ manifests, report, parseManifest }: ValidationContext): Promise<void> {
    const judged = this.environments.flatMap((environment) => {
      const files = manifests.filter((path) => basename(dirname(path)) === environment.name);
      const objects = files.flatMap((path) => parseManifest(path).map((manifest) => ({ path, manifest: manifest as Manifest })));
      const { services } = judge(
        objects.map(({ manifest }) => manifest),
        environment.platform.topology,
      );
      const promised = services.filter(({ target }) => target !== undefined);
      return promised.map((service) => ({ service, environment, path: pathOf(service, objects) }));
    });
    const broken = judged.filter(({ service }) => service.verdict !== 'proved');
    for (const { service, path } of broken) report.addViolation(violation(service, path));
    const rows = judged.map(({ service, environment }) => [`${environment.name}/${service.service}`, figure(service)] as const);
    report.submit(broken.length > 0 ? 'failure' : 'success', Object.fromEntries(rows));
  }
}

function pathOf({ kind, namespace, service }: ServiceResult, objects: readonly { path: string; manifest: Manifest }[]): string {
  const found = objects.find(
    ({ manifest: { kind: candidate, metadata } }) => candidate === kind && metadata.name === service && metadata.namespace === namespace,
  );
  return found?.path ?? '';
}

function figure({ target, verdict, minutesPerYear }: ServiceResult): string {
  return `${percent(target)} ${verdict}, ${minutes(minutesPerYear)} minutes per year`;
}

function violation(service: ServiceResult, manifestPath: string): Violation {
  const [spof] = service.singlePointsOfFailure;
  return {
    ruleName: 'availability',
    recommendation: failureText(service),
    fix: service.advice[0]?.change ?? 'promise less, or change what the recommendation names',
    violatingResources: [{ resourceName: service.service, manifestPath, locations: spof ? [spof.pointer] : [] }],
  };
}
