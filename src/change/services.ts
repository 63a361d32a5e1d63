import { judge, type ServiceResult, type Topology, transitionsOf } from '../availability';
import { idOf } from '../manifests/identity';
import type { ObjectIndex } from '../manifests/object-index';
import { refusalOf } from './consequence/validity';
import { type ChangeResult, isGrave, type ObjectChange, type ServiceChange, type ServiceFigures } from './result';

/**
 * The services before and after a change, and whether each rolling update ends. The declarations of both sides must be valid.
 *
 * @throws DeclarationError, TopologyError
 */
export function serviceChanges(
  { objects }: ChangeResult,
  base: ObjectIndex,
  head: ObjectIndex,
  topology: Topology,
): readonly ServiceChange[] {
  const [before, after] = [base, head].map((index) => figuresOf(index, topology)) as [Figures, Figures];
  const changed = new Set(objects.filter(replacesPods).map(idOf));
  const rolled = new Set(head.objects.filter((it) => changed.has(idOf(it)) && !refusalOf(it)).map(idOf));
  const transition = rolled.size > 0 ? transitionsOf(base, head, topology) : () => undefined;
  return [...new Set([...after.keys(), ...before.keys()])].map((service) => {
    const rollout = rolled.has(service) ? transition(service) : undefined;
    const [old, next] = [before.get(service), after.get(service)];
    return { service, ...(old && { before: old }), ...(next && { after: next }), ...(rollout && { rollout }) };
  });
}

/** Whether pods are replaced, on the way or once a danger in the same object is accepted. */
function replacesPods({ fields }: ObjectChange): boolean {
  return fields.some(
    ({ consequence, pointer }) => consequence === 'rollout' || (pointer.startsWith('/spec/template') && isGrave(consequence)),
  );
}

type Figures = ReadonlyMap<string, ServiceFigures>;

function figuresOf(index: ObjectIndex, topology: Topology): Figures {
  const { services } = judge(index, topology, { withoutAdvice: true });
  return new Map(services.map((result) => [idOf({ ...result, name: result.service }), figures(result)]));
}

function figures({ verdict, because, target, minutesPerYear, downtime }: ServiceResult): ServiceFigures {
  const risks = downtime.risks.map(({ id, of, minutes }) => [of === undefined ? id : `${id} of ${of}`, minutes.value]);
  return {
    verdict,
    because,
    ...(target !== undefined && { target }),
    minutesPerYear,
    downtime: { sum: downtime.sum.value, risks: Object.fromEntries(risks) },
  };
}
