import { DeclarationError, type Topology, TopologyError } from '../availability';
import { changeBetween } from '../change/change';
import { stuckRollouts } from '../change/hazards/rollouts';
import type { ChangeResult, JudgedHazard } from '../change/result';
import { rolloutsOf, withServiceChanges } from '../change/services';
import { clusterHazards } from '../change/topology';
import { judgedSides, type LiveChange } from '../deploy/live';
import type { Diagnostic } from '../manifests/diagnostic';
import { idOf } from '../manifests/identity';
import type { ObjectIndex } from '../manifests/object-index';
import { indexAt } from '../manifests/revision-index';
import type { NamedChange } from '../report/change/rendered';
import { type Base, NO_BASE } from './committed';
import type { Destination } from './destination';
import { identity } from './refusals';
import type { IndexedSynthesis } from './synthesis';
import { environmentTopology } from './topology-files';

/** An environment and where the commands of messages go. */
export type NamedCluster = Pick<Destination, 'name' | 'cluster'>;

/** The changes since the base that destroy something, or that can't be applied, unless the manifests give a reason for them. */
export function changeProblems({ name, cluster }: NamedCluster, base: Base, head: ObjectIndex): Diagnostic[] {
  const { hazards } = changeBetween(base.index, head, { context: cluster?.context, manifestsAt: indexAt });
  return openProblems(name, base, hazards);
}

function openProblems(name: string, base: Base, hazards: readonly JudgedHazard[]): Diagnostic[] {
  const open = hazards.filter(({ accepted }) => accepted === undefined);
  return open.map((hazard) => {
    const found = hazardProblem(name, base.name, hazard);
    return { ...found, fix: `${found.fix}; or run \`npm run synth -- --base ${NO_BASE}\` if nothing runs there yet` };
  });
}

/** What follows from the nodes for a change since the base. */
export interface ClusterReview {
  /** Rolling updates that get stuck, volumes on nodes that are gone, and data that stays in another cluster, unless the manifests give a reason for them. */
  readonly problems: readonly Diagnostic[];

  /** The rolling updates of which it isn't known whether they end, in sentences. */
  readonly doubts: readonly string[];
}

/**
 * Whether the rolling updates since the base end, and volumes stay in reach. Declarations of the base that can't be read any longer say nothing.
 *
 * @param before what it ran on in the base; undefined if that isn't known
 */
export function clusterReview({ environment, index }: IndexedSynthesis, base: Base, before: Topology | undefined): ClusterReview {
  const { name, cluster } = environment;
  const review = judgeable((): ClusterReview => {
    const result = changeBetween(base.index, index, { context: cluster?.context });
    const topologies = { before, after: environmentTopology(environment) };
    const rollouts = rolloutsOf(result, base.index, index, topologies);
    const unknown = [...rollouts].filter(([, { verdict }]) => verdict === 'unknown');
    const hazards = [...stuckRollouts(rollouts, base.index, index), ...clusterHazards(topologies, base.index, index)];
    return {
      problems: openProblems(name, base, hazards),
      doubts: unknown.map(([service, { because }]) => `${name}: the rolling update of ${service} may get stuck: ${because}`),
    };
  });
  return review ?? { problems: [], doubts: [] };
}

/**
 * What the change from the base to a synthesis does. Declarations of the base that can't be read any longer leave its services out.
 *
 * @param before what it ran on in the base; undefined if that isn't known
 */
export function changeOf(synthesis: IndexedSynthesis, base: Base, before: Topology | undefined, delivery: Joining): NamedChange {
  const result = objectChange(synthesis, base, delivery);
  return withServices(synthesis, result, { base: base.index, head: synthesis.index }, before);
}

/** The same without what it does to services. */
export function objectChange({ environment, index }: IndexedSynthesis, base: Base, delivery: Joining): NamedChange {
  const { name, cluster } = environment;
  const sides = [delivery.before(name, base.index), delivery.after(name, index)] as const;
  return { name, ...changeBetween(...sides, { context: cluster?.context, manifestsAt: indexAt }) };
}

/** Adds what deploys an environment to its objects before and after a change. */
export interface Joining {
  before(environment: string, index: ObjectIndex): ObjectIndex;
  after(environment: string, index: ObjectIndex): ObjectIndex;
}

/** The same from what a cluster has. */
export function changeFrom(synthesis: IndexedSynthesis, live: LiveChange): NamedChange {
  return withServices(synthesis, live.result, judgedSides(live, synthesis.index));
}

/** The rolling updates that get stuck from what a cluster has. */
export function stuckOn({ environment, index }: IndexedSynthesis, live: LiveChange): readonly JudgedHazard[] {
  const { base } = judgedSides(live, index);
  const stuck = judgeable(() => stuckRollouts(rolloutsOf(live.result, base, index, { after: environment.platform.topology }), base, index));
  return stuck ?? [];
}

function withServices(
  { environment }: IndexedSynthesis,
  result: ChangeResult,
  { base, head }: Record<'base' | 'head', ObjectIndex>,
  before?: Topology,
): NamedChange {
  const { name } = environment;
  return {
    name,
    ...(judgeable(() => withServiceChanges(result, base, head, { before, after: environmentTopology(environment) })) ?? result),
  };
}

/** Undefined if a declaration or the topology can't be judged. */
function judgeable<T>(judging: () => T): T | undefined {
  try {
    return judging();
  } catch (error) {
    if (error instanceof DeclarationError || error instanceof TopologyError) return undefined;
    throw error;
  }
}

/** The hazards that a prop of Elasticsearch accepts. */
const resizes: readonly string[] = ['fewer-masters', 'restart-by-hand'];

/** A hazard as a problem, with the steps and the setting that accepts it. @param base what the change was compared with, in messages */
export function hazardProblem(environment: string, base: string, { risk, object, message, fix, isFinal, spent }: JudgedHazard): Diagnostic {
  const place = { construct: environment, object };
  const rule = resizes.includes(risk) ? identity('mastersStep') : { severity: 'error' as const, rule: risk };
  const ends = isFinal ? [fix] : [...(fix ? [fix] : []), acceptance({ risk, object, spent }, message.endsWith('\n'), base)];
  return { ...rule, place, message, fix: ends.join('; ') };
}

function acceptance({ risk, object, spent }: Pick<JudgedHazard, 'risk' | 'object' | 'spent'>, hasSteps: boolean, base: string): string {
  const isResize = resizes.includes(risk);
  const of = isResize || risk === 'mass-deletion' ? '' : ` of: '${idOf(object)}',`;
  const written = `{ accept: '${risk}',${of} because: '...' }`;
  const setting = isResize ? `write resize: ${written}` : `add acceptedChanges: [${written}] to the environment`;
  const when = hasSteps ? (isResize ? 'Then' : 'To accept it,') : 'if it is intended,';
  const own = spent === undefined ? '' : `, with a new reason: '${spent}' is in ${base} from an earlier change`;
  return `${when} ${setting}${own}`;
}
