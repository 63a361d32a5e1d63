import { declaredFor } from '../availability/workload/declared';
import { servicesOf } from '../availability/workload/workloads';
import { annotation } from '../manifests/annotations';
import { idOf } from '../manifests/identity';
import { InputError, InputErrors } from '../manifests/input-error';
import { indexOf } from '../manifests/object-index';
import { readManifests, UnreadableError } from '../manifests/read';
import { topologySource } from '../platform/topology-source';
import { objectiveOf, openSloText, type ServiceObjective } from '../report/openslo';
import type { SloRequest } from './arguments';
import { pathsOf } from './paths';
import type { Streams } from './streams';

/** `nines slo`: prints the promises as objectives. @throws InputError and InputErrors on unusable input, and if nothing is promised */
export function slo(asked: SloRequest, streams: Streams): number {
  const objectives = objectivesOf(asked);
  streams.out(asked.format === 'json' ? `${JSON.stringify({ objectives }, null, 2)}\n` : openSloText(objectives));
  return 0;
}

function objectivesOf(asked: SloRequest): readonly ServiceObjective[] {
  const { services } = asked.topology === undefined ? { services: undefined } : topologySource(asked.topology).topology;
  const index = indexOf(documentsOf(asked));
  const objectives = servicesOf(index).flatMap((object) => {
    const { target = asked.target } = declaredFor(object, { services });
    // OpenSLO refuses it too.
    if (target === 1) throw new InputError(`${idOf(object)} promises 100%, which leaves no error budget`, 'promise less, such as 99.99%');
    return target === undefined ? [] : [objectiveOf(object, target)];
  });
  if (objectives.length > 0) return objectives;
  throw new InputError(
    'nothing is promised',
    `annotate a workload with ${annotation.target}: '99.95%', or name a topology that promises, or --target`,
  );
}

function documentsOf({ paths }: SloRequest) {
  try {
    return readManifests(pathsOf('slo', paths), { allowEmpty: false }).documents;
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    const errors = error.diagnostics.map(({ message, fix, place }) => new InputError(message, fix, place));
    throw InputErrors.of(errors);
  }
}
