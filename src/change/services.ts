import { judge, type ServiceResult, type Topology, type Transition, transitionsOf } from '../availability';
import { withoutServicesOf } from '../availability/workload/unknown-services';
import { refusedObject } from '../manifests/annotations';
import { idOf } from '../manifests/identity';
import type { KubernetesObject } from '../manifests/object';
import type { ObjectIndex } from '../manifests/object-index';
import { probePortExists } from '../rules';
import { stuckRollouts } from './hazards/rollouts';
import { unreachable } from './reach';
import { type ChangeResult, isGrave, type ObjectChange, type ServiceChange, type ServiceFigures } from './result';
import { clusterHazards, lostNodes, type Topologies, topologyDifferences } from './topology';

/** What is asked of services. */
interface Target {
  /** The availability that is required of services that promise none, as a fraction. @default none */
  readonly target?: number;
}

/**
 * A change with its services before and after, with what differs in the cluster, and with what follows from the cluster among what is dangerous in it:
 * rolling updates that get stuck, volumes on nodes that are gone, and data that stays in another cluster. The declarations of both sides must be valid.
 *
 * @throws DeclarationError, TopologyError
 */
export function withServiceChanges(
  result: ChangeResult,
  base: ObjectIndex,
  head: ObjectIndex,
  topologies: Topologies,
  options: Target = {},
): ChangeResult {
  const { before, after } = topologies;
  const rollouts = rolloutsOf(result, base, head, topologies);
  return {
    ...result,
    services: serviceChanges(rollouts, { base, head }, topologies, options),
    hazards: [...result.hazards, ...stuckRollouts(rollouts, base, head), ...clusterHazards(topologies, base, head)],
    ...(before && { topology: topologyDifferences(before, after) }),
  };
}

/** The services before and after a change. What they ran on before is taken as what they run on if it isn't known. */
function serviceChanges(
  rollouts: ReadonlyMap<string, Transition>,
  { base, head }: { readonly base: ObjectIndex; readonly head: ObjectIndex },
  { before, after }: Topologies,
  options: Target,
): readonly ServiceChange[] {
  const old = figuresOf(base, withoutServicesOf(head, base, before ?? after), options);
  const next = figuresOf(head, withoutServicesOf(base, head, after), options);
  const lost = unreachable(base, head);
  return [...new Set([...next.keys(), ...old.keys()])].map((service) => {
    const [was, on, rollout] = [old.get(service), next.get(service), rollouts.get(service)];
    const is = on && withoutClients(on, lost.get(service));
    return { service, ...(was && { before: was }), ...(is && { after: is }), ...(rollout && { rollout }) };
  });
}

/** Whether each rolling update ends that a change begins, by `Kind/namespace/name`. @throws DeclarationError, TopologyError */
export function rolloutsOf(
  { objects }: Pick<ChangeResult, 'objects'>,
  base: ObjectIndex,
  head: ObjectIndex,
  { before, after }: Topologies,
): ReadonlyMap<string, Transition> {
  const changed = new Set(objects.filter((object) => replacesPods(object) && !isRefused(object)).map(idOf));
  const rolled = [...new Set(head.objects.filter((it) => changed.has(idOf(it))).map(idOf))];
  if (rolled.length === 0) return new Map();
  const transition = transitionsOf(base, head, after);
  const earlier = before && !isSameForPods(before, after) ? transitionsOf(base, head, before) : undefined;
  return new Map(
    rolled.flatMap((id): [string, Transition][] => {
      const on = transition(id);
      if (!on) return [];
      const unready = head.objects.filter((it) => idOf(it) === id).flatMap(neverReady)[0];
      if (unready !== undefined) return [[id, { verdict: 'stuck', because: unready }]];
      const onOld = earlier?.(id);
      return [[id, onOld && before ? inEitherOrder(onOld, on, lostNodes(before, after).length > 0) : on]];
    }),
  );
}

/**
 * Why a new pod never becomes ready, wherever it is. Source: k8s.io/kubernetes v1.36.3, pkg/kubelet/prober: a probe whose port has no number has no result, and
 * readiness and startup begin as failed; liveness doesn't.
 */
function neverReady(object: KubernetesObject): readonly string[] {
  if (!probePortExists.appliesTo.includes(object.type)) return [];
  return [...probePortExists.check(object)].flatMap(({ at, message, severity }) => {
    const probe = at.path.find((step) => step === 'readinessProbe' || step === 'startupProbe');
    return probe === undefined || severity === 'hint' ? [] : [`no new pod becomes ready: ${message}, and its ${probe} asks it`];
  });
}

/** Whether two clusters take the same pods: how often their nodes fail decides nothing here. */
function isSameForPods(before: Topology, after: Topology): boolean {
  return topologyDifferences(before, after).every(
    ({ field }) => !/^(kubernetes|provided|zones|times)\b/.test(field) || /\.rate\b/.test(field),
  );
}

/** A rolling update while the cluster changes too: nobody says which of both comes first. */
function inEitherOrder(onOld: Transition, on: Transition, losesNodes: boolean): Transition {
  if (on.verdict === 'stuck' && onOld.verdict === 'stuck') return on;
  if (on.verdict !== 'safe') return { verdict: 'unknown', because: `once the cluster has changed: ${on.because}` };
  if (onOld.verdict !== 'safe') return { verdict: 'unknown', because: `unless the cluster has changed before: ${onOld.because}` };
  if (!losesNodes) return on;
  return { verdict: 'unknown', because: 'the cluster loses nodes, and whether the old pods have left them when it begins is not known' };
}

/** Whether pods are replaced, on the way or once a danger in the same object is accepted. */
function replacesPods({ fields }: ObjectChange): boolean {
  return fields.some(
    ({ consequence, pointer }) => consequence === 'rollout' || (pointer.startsWith('/spec/template') && isGrave(consequence)),
  );
}

/** Whether the API server refuses what the change makes of it. What was wrong before is nothing that it has refused. */
function isRefused({ fields }: ObjectChange): boolean {
  return fields.some(({ risk }) => risk === refusedObject);
}

type Figures = ReadonlyMap<string, ServiceFigures>;

function figuresOf(index: ObjectIndex, topology: Topology, { target }: Target): Figures {
  const { services } = judge(index, topology, { target, withoutAdvice: true });
  return new Map(services.map((result) => [idOf({ ...result, name: result.service }), figures(result)]));
}

/** The minutes of a year. */
const YEAR = 525_960;

/** The figures of a service that nobody reaches: its own pods don't matter to that. */
function withoutClients(figures: ServiceFigures, because: string | undefined): ServiceFigures {
  if (because === undefined) return figures;
  return { ...figures, verdict: 'refuted', because, minutesPerYear: YEAR, downtime: { sum: YEAR, risks: { unreachable: YEAR } } };
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
