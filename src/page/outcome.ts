import type { Risk, ServiceResult } from '../availability';
import type { Effect, Fate, Scene, SceneEvent, SceneState } from '../availability/scene/scene';
import { duration, rounded, share } from '../report/amounts';

/** What an event does, in words. */
export interface Outcome {
  readonly title: string;
  readonly state: Effect['answers'];
  readonly services: readonly ServiceOutcome[];
}

interface ServiceOutcome {
  readonly name: string;
  readonly answers: Effect['answers'];
  readonly summary: string;
  /** What becomes of its pods. */
  readonly fates: readonly string[];
  /** Which share of requests fails, and for how long, the costliest cause first. */
  readonly failing: readonly string[];
}

/** `Zone eu-west-1b is lost`. */
export function eventName({ zones, nodes, workloads }: Scene, { kind, subject }: Pick<SceneEvent, 'kind' | 'subject'>): string {
  const node = nodes[subject];
  const place = node && `${node.name} in ${zones[node.zone]}`;
  switch (kind) {
    case 'lose zone':
      return `Zone ${zones[subject]} is lost`;
    case 'lose node':
      return `Node ${place} is lost`;
    case 'drain node':
      return `Node ${place} is drained`;
    case 'roll out':
      return `${workloads[subject]?.name} is rolled out`;
  }
}

/** What an event does to each service that it touches. */
export function outcomeOf(scene: Scene, state: SceneState, event: SceneEvent, services: readonly ServiceResult[]): Outcome {
  const stopped = new Set(event.fates.map(({ pod }) => state.pods[pod]?.workload ?? -1));
  const told = event.effects.map((effect) => {
    const workload = scene.workloads[effect.workload];
    const service = services.find((it) => `${it.kind}/${it.namespace}/${it.service}` === workload?.id);
    const fates = event.fates.filter(({ pod }) => state.pods[pod]?.workload === effect.workload);
    return {
      name: workload?.name ?? '',
      answers: effect.answers,
      summary: summaryOf(scene, effect, fates),
      fates: fateLines(scene, event, fates),
      failing: service && effect.answers !== 'no' ? failingLines(service, event, scene, stopped, effect.workload) : [],
    };
  });
  const down = told.filter(({ answers }) => answers === 'no');
  const open = told.filter(({ answers }) => answers === 'unknown');
  const name = eventName(scene, event);
  const title =
    down.length > 0
      ? `${name}: ${listed(down.map((it) => it.name))} ${down.length === 1 ? 'stops' : 'stop'} answering`
      : open.length > 0
        ? `${name}: nobody knows whether ${listed(open.map((it) => it.name))} still ${open.length === 1 ? 'answers' : 'answer'}`
        : `${name}: every service still answers`;
  return { title, state: down.length > 0 ? 'no' : open.length > 0 ? 'unknown' : 'yes', services: told };
}

function listed(names: readonly string[]): string {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} and ${names.length - 3} others`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function summaryOf({ workloads }: Scene, { workload: at, ready, answers, through }: Effect, fates: readonly Fate[]): string {
  const { replicas = 0, needed = null } = workloads[at] ?? {};
  const pods = `${ready} of ${replicas} pods ready`;
  const needs = needed === null ? 'how many it needs is not known' : `${needed} needed`;
  if (through !== undefined) return `${pods}, but it can't do without ${workloads[through]?.name}`;
  if (answers !== 'no' || needed === null) return `${pods}, ${needs}`;
  const back = fates.flatMap(({ seconds }) => (seconds === undefined ? [] : [seconds])).sort((a, b) => a - b)[needed - ready - 1];
  return `${pods}, ${needs}${back === undefined ? '' : `: down for ${duration(back)}`}`;
}

/** Pods that meet the same fate, in one line. */
function fateLines({ nodes, zones }: Scene, { kind }: SceneEvent, fates: readonly Fate[]): readonly string[] {
  const groups = new Map<string, { readonly fate: Fate; count: number; readonly to: Set<string> }>();
  for (const fate of fates) {
    const key = `${fate.becomes} ${fate.seconds} ${fate.because}`;
    const group = groups.get(key) ?? { fate, count: 0, to: new Set<string>() };
    group.count++;
    const node = fate.to === undefined ? undefined : nodes[fate.to];
    if (node) group.to.add(`${node.name} in ${zones[node.zone]}`);
    groups.set(key, group);
  }
  const until = kind === 'lose zone' ? 'until the zone is back' : 'until the node is back';
  return [...groups.values()].map(({ fate: { becomes, seconds, because }, count, to }) => {
    const pods = count === 1 ? '1 pod' : `${count} pods`;
    const after = seconds === undefined ? '' : `${duration(seconds)}`;
    if (becomes === 'moves')
      return `${pods} ${count === 1 ? 'moves' : 'move'} to ${listed([...to])}${after && `, ready after ${after}`}: ${because}`;
    if (becomes === 'waits') return `${pods} ${count === 1 ? 'waits' : 'wait'}${after && ` ${after},`} ${until}: ${because}`;
    return `${pods} ${count === 1 ? 'is' : 'are'} replaced, ${because}${after && `; a new one is ready after ${after}`}`;
  });
}

/** The rows of a year's cost that tell what each event costs. */
const rowsOf: Readonly<Record<SceneEvent['kind'], readonly string[]>> = {
  'lose zone': ['zone-failover', 'entry-address', 'fault-detection', 'election', 'black-holed-connections'],
  'lose node': ['node-failover', 'entry-health-check', 'fault-detection', 'election', 'black-holed-connections'],
  'drain node': ['drain', 'mastership'],
  'roll out': ['rollout', 'mastership', 'no-readiness-probe'],
};

/** Rows of the node that is the elected master: in another event they don't happen. */
const ofMasters: readonly string[] = ['election', 'mastership'];

/** Less than this share of a second of all requests is not worth a line. */
const SECONDS = 0.01;

function failingLines(
  { downtime }: ServiceResult,
  event: SceneEvent,
  { workloads }: Scene,
  stopped: ReadonlySet<number>,
  own: number,
): readonly string[] {
  const touched = new Set([...stopped].map((at) => workloads[at]?.id));
  const isMeant = ({ id, of }: Risk) =>
    rowsOf[event.kind].includes(id) && (of === undefined ? stopped.has(own) || id.startsWith('entry-') : touched.has(of));
  const rows = downtime.risks.filter(isMeant).map((risk) => ({ ...risk, seconds: (risk.notice?.value ?? 0) + (risk.recover?.value ?? 0) }));
  const costly = rows
    .filter(({ seconds, share: hit }) => seconds * hit.value >= SECONDS)
    .sort((a, b) => b.seconds * b.share.value - a.seconds * a.share.value);
  if (costly.length === 0) return ['No request fails'];
  const lines = costly.map(({ id, seconds, share: hit, cause }) => {
    const only = event.kind !== 'roll out' && ofMasters.includes(id) ? ', if the elected master is there' : '';
    return `${share(hit.value)} of requests fail for ${lasting(seconds)}${only}: ${cause}`;
  });
  if (lines.length === 1) return lines;
  const sum = costly.reduce((sofar, { seconds, share: hit }) => sofar + seconds * hit.value, 0);
  return [`Its failed requests count as about ${lasting(sum)} of downtime`, ...lines];
}

function lasting(seconds: number): string {
  return duration(Number(rounded(seconds, 2)));
}
