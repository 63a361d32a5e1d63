import { sep } from 'node:path';
import type { ServiceResult } from '../availability';
import { declaredFor } from '../availability/workload/declared';
import { servicesOf } from '../availability/workload/workloads';
import { gated } from '../gate/gate';
import { selectsNamespace } from '../gate/selection';
import { annotation } from '../manifests/annotations';
import { type Diagnostic, isAtLeast } from '../manifests/diagnostic';
import { idOf } from '../manifests/identity';
import { InputError } from '../manifests/input-error';
import { percentageOf } from '../manifests/percentage';
import { diagnosticLine } from '../report/diagnostics';
import { objectiveOf, openSloText, type ServiceObjective } from '../report/openslo';
import { availability, errorBudget } from '../rules';
import type { SloRequest } from './arguments';
import { configurationOf, gateOf, reportOn } from './check';
import { type Input, readInput, UnusableError, usable } from './input';
import { type Settings, settingsOf } from './settings';
import type { Streams } from './streams';

/** The rules that judge a promise. */
const judging: ReadonlySet<string> = new Set([availability.id, errorBudget.id]);

/**
 * `nines slo`: prints the promises as objectives, read and judged as `nines check` does. What isn't kept is told beside them.
 *
 * @returns 1 if a promise isn't kept, as severe as `--fail-on` says
 * @throws InputError if nothing is promised, or all of it
 */
export function slo(asked: SloRequest, streams: Streams): number {
  try {
    const settings = usable(() => settingsOf({ ...asked, command: 'check', format: undefined }, configurationOf(asked)));
    return printed(settings, asked, streams);
  } catch (error) {
    if (!(error instanceof UnusableError)) throw error;
    streams.progress?.('');
    for (const finding of error.findings) streams.error(`nines: ${diagnosticLine(finding)}\n`);
    return 2;
  }
}

function printed(settings: Settings, { format }: SloRequest, streams: Streams): number {
  const input = readInput(settings, streams);
  const promised = promisesOf(input, settings);
  const report = input.topology === undefined ? undefined : reportOn(input, { ...settings, format: 'markdown' }, streams);
  const objectives = promised.map((it) =>
    objectiveOf(
      it,
      it.target,
      report?.services.find((service) => isOf(service, it)),
    ),
  );
  streams.out(format === 'json' ? `${JSON.stringify({ objectives }, null, 2)}\n` : openSloText(objectives));
  if (report === undefined || report.services.length === 0) {
    streams.error('nines: nothing says whether these promises are kept: without a topology they are not judged; add --topology\n');
    return 0;
  }
  const { findings } = gated(report, input.index, gateOf(settings, input, streams));
  const broken = findings.filter((it) => judging.has(it.rule));
  for (const objective of objectives) {
    if (broken.some((finding) => isAbout(finding, objective))) streams.error(`nines: ${brokenText(objective)}\n`);
  }
  return broken.some((it) => isAtLeast(it.severity, settings.failOn) && promised.some((promise) => isAbout(it, promise))) ? 1 : 0;
}

/** In a line: `nines check` says why. */
function brokenText({ environment, target, judged, ...object }: ServiceObjective): string {
  const where = environment === undefined ? '' : `${environment}: `;
  const verdicts = judged === undefined ? 'not judged' : `structure ${judged.structure}, error budget ${judged.budget}`;
  return `${where}${idOf(object)} promises ${percentageOf(target)}, ${verdicts}; nines check says why`;
}

type Promised = Pick<ServiceObjective, 'kind' | 'namespace' | 'name' | 'environment' | 'target'>;

/** The services with a target, those of each environment by themselves. */
function promisesOf({ index, topology, parts }: Input, settings: Settings): readonly Promised[] {
  const wholes = parts ?? [{ index, topology, name: undefined }];
  const found = wholes.flatMap(({ index: own, topology: on, name: environment }) =>
    servicesOf(own)
      .filter(({ namespace }) => selectsNamespace(settings.selection, namespace))
      .flatMap((object) => {
        const { target = settings.target } = declaredFor(object, { services: on?.services });
        // OpenSLO refuses it too.
        if (target === 1)
          throw new InputError(`${idOf(object)} promises 100%, which leaves no error budget`, 'promise less, such as 99.99%');
        const { kind, namespace, name } = object;
        return target === undefined ? [] : [{ kind, namespace, name, target, ...(environment === undefined ? {} : { environment }) }];
      }),
  );
  if (found.length > 0) return [...new Map(found.map((it) => [`${it.environment} ${idOf(it)}`, it])).values()];
  throw new InputError(
    'nothing is promised',
    `annotate a workload with ${annotation.target}: '99.95%', or name a topology that promises, or --target`,
  );
}

function isOf({ kind, namespace, service, environment }: ServiceResult, promise: Promised): boolean {
  return environment === promise.environment && kind === promise.kind && namespace === promise.namespace && service === promise.name;
}

/** A finding names the file of its object, and so its environment. */
function isAbout({ place: { object, file } }: Diagnostic, { environment, ...promise }: Promised): boolean {
  const isThere = environment === undefined || (file?.startsWith(`${environment}${sep}`) ?? false);
  return object !== undefined && isThere && idOf(object) === idOf(promise);
}
