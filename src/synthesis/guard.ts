import { DeclarationError, TopologyError } from '../availability';
import { changeBetween } from '../change/change';
import type { JudgedHazard } from '../change/result';
import { serviceChanges } from '../change/services';
import type { Diagnostic } from '../manifests/diagnostic';
import type { ObjectIndex } from '../manifests/object-index';
import type { NamedChange } from '../report/change/rendered';
import { type Base, NO_BASE } from './committed';
import { identity } from './refusals';
import type { IndexedSynthesis } from './synthesis';

/** The changes since the base that destroy something, or that can't be applied, unless the manifests give a reason for them. */
export function changeProblems(environment: string, base: Base, head: ObjectIndex): Diagnostic[] {
  const { hazards } = changeBetween(base.index, head);
  return hazards.filter(({ accepted }) => accepted === undefined).map((hazard) => problem(environment, base, hazard));
}

/** What the change from the base to a synthesis does. Declarations of the base that can't be read any longer leave its services out. */
export function changeOf({ environment, index }: IndexedSynthesis, base: Base): NamedChange {
  const result = changeBetween(base.index, index);
  const { name, platform } = environment;
  try {
    return { name, ...result, services: serviceChanges(result, base.index, index, platform.topology) };
  } catch (error) {
    if (error instanceof DeclarationError || error instanceof TopologyError) return { name, ...result };
    throw error;
  }
}

/** The hazards that a prop of Elasticsearch accepts. */
const resizes: readonly string[] = ['fewer-masters', 'restart-by-hand'];

function problem(environment: string, base: Base, { risk, object, message, fix, isFinal, spent }: JudgedHazard): Diagnostic {
  const place = { construct: environment, object };
  const rule = resizes.includes(risk) ? identity('mastersStep') : { severity: 'error' as const, rule: risk };
  const ends = isFinal ? [fix] : [...(fix ? [fix] : []), acceptance(risk, message.endsWith('\n'), base, spent)];
  return { ...rule, place, message, fix: `${ends.join('; ')}; or add \`--base ${NO_BASE}\` if nothing runs there yet` };
}

function acceptance(risk: JudgedHazard['risk'], hasSteps: boolean, { name }: Base, spent: string | undefined): string {
  const written = `{ accept: '${risk}', because: '...' }`;
  const setting = resizes.includes(risk) ? `resize: ${written}` : `acceptedChanges: [${written}]`;
  const own = spent === undefined ? '' : `, with a new reason: '${spent}' is in ${name} from an earlier change`;
  return `${hasSteps ? 'Then write' : 'if it is meant, write'} ${setting}${own}`;
}
