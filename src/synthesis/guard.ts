import { DeclarationError, TopologyError } from '../availability';
import { changeBetween } from '../change/change';
import type { ChangeResult, JudgedHazard } from '../change/result';
import { serviceChanges } from '../change/services';
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

/** An environment and where the commands of messages go. */
export type NamedCluster = Pick<Destination, 'name' | 'cluster'>;

/** The changes since the base that destroy something, or that can't be applied, unless the manifests give a reason for them. */
export function changeProblems({ name, cluster }: NamedCluster, base: Base, head: ObjectIndex): Diagnostic[] {
  const { hazards } = changeBetween(base.index, head, { context: cluster?.context, manifestsAt: indexAt });
  const open = hazards.filter(({ accepted }) => accepted === undefined);
  return open.map((hazard) => {
    const found = hazardProblem(name, base.name, hazard);
    return { ...found, fix: `${found.fix}; or run \`npm run synth -- --base ${NO_BASE}\` if nothing runs there yet` };
  });
}

/** What the change from the base to a synthesis does. Declarations of the base that can't be read any longer leave its services out. */
export function changeOf(synthesis: IndexedSynthesis, { index }: Base, delivery: Joining): NamedChange {
  const { name, cluster } = synthesis.environment;
  const result = changeBetween(delivery.before(name, index), delivery.after(name, synthesis.index), {
    context: cluster?.context,
    manifestsAt: indexAt,
  });
  return withServices(synthesis, result, { base: index, head: synthesis.index });
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

function withServices(
  { environment }: IndexedSynthesis,
  result: ChangeResult,
  { base, head }: Record<'base' | 'head', ObjectIndex>,
): NamedChange {
  const { name, platform } = environment;
  try {
    return { name, ...result, services: serviceChanges(result, base, head, platform.topology) };
  } catch (error) {
    if (error instanceof DeclarationError || error instanceof TopologyError) return { name, ...result };
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
