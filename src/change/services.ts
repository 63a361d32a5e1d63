import { judge, type ServiceResult, type Topology, type Transition, transitionsOf } from '../availability';
import { idOf } from '../manifests/identity';
import type { ObjectIndex } from '../manifests/object-index';
import { refusalOf } from './consequence/validity';
import { stuckRollouts } from './hazards/rollouts';
import { type ChangeResult, isGrave, type ObjectChange, type ServiceChange, type ServiceFigures } from './result';

/**
 * A change with its services before and after, and its rolling updates that get stuck among what is dangerous in it. The declarations of both sides must
 * be valid.
 *
 * @throws DeclarationError, TopologyError
 */
export function withServiceChanges(result: ChangeResult, base: ObjectIndex, head: ObjectIndex, topology: Topology): ChangeResult {
  const services = serviceChanges(result, base, head, topology);
  const rollouts = services.flatMap(({ service, rollout }): [string, Transition][] => (rollout ? [[service, rollout]] : []));
  return { ...result, services, hazards: [...result.hazards, ...stuckRollouts(new Map(rollouts), base, head)] };
}

/** The services before and after a change, and whether each rolling update ends. */
export function serviceChanges(result: ChangeResult, base: ObjectIndex, head: ObjectIndex, topology: Topology): readonly ServiceChange[] {
  const [before, after] = [base, head].map((index) => figuresOf(index, topology)) as [Figures, Figures];
  const rollouts = rolloutsOf(result, base, head, topology);
  return [...new Set([...after.keys(), ...before.keys()])].map((service) => {
    const rollout = rollouts.get(service);
    const [old, next] = [before.get(service), after.get(service)];
    return { service, ...(old && { before: old }), ...(next && { after: next }), ...(rollout && { rollout }) };
  });
}

/** Whether each rolling update ends that a change begins, by `Kind/namespace/name`. @throws DeclarationError, TopologyError */
export function rolloutsOf(
  { objects }: Pick<ChangeResult, 'objects'>,
  base: ObjectIndex,
  head: ObjectIndex,
  topology: Topology,
): ReadonlyMap<string, Transition> {
  const changed = new Set(objects.filter(replacesPods).map(idOf));
  const rolled = [...new Set(head.objects.filter((it) => changed.has(idOf(it)) && !refusalOf(it)).map(idOf))];
  if (rolled.length === 0) return new Map();
  const transition = transitionsOf(base, head, topology);
  return new Map(rolled.flatMap((id): [string, Transition][] => [transition(id)].flatMap((it) => (it ? [[id, it]] : []))));
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
