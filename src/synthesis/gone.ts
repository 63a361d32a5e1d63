import { changeBetween } from '../change/change';
import { holdsData } from '../change/consequence/data';
import type { Diagnostic } from '../manifests/diagnostic';
import { idOf } from '../manifests/identity';
import { indexOf } from '../manifests/object-index';
import type { NamedChange } from '../report/change/rendered';
import { type Base, baseOf, environmentsIn, NO_BASE } from './committed';
import type { Joining } from './guard';
import type { RemovedEnvironment } from './removed-environment';
import type { IndexedSynthesis } from './synthesis';

/** An environment that the base has manifests of, and that is gone. */
export interface GoneEnvironment {
  readonly name: string;
  readonly base: Base;

  /** The reason that is given for its removal; undefined if there is none. */
  readonly because?: string;
}

/** The environments that are gone since the base. @param asked the base, as the user named it */
export function goneEnvironments(
  output: string,
  names: readonly string[],
  removed: readonly RemovedEnvironment[],
  asked?: string,
): readonly GoneEnvironment[] {
  const gone = environmentsIn(output, asked).filter((name) => !names.includes(name));
  return gone.flatMap((name) => {
    const base = baseOf(output, name, asked);
    const because = removed.find(({ environment }) => environment === name)?.because;
    return base.index.objects.length === 0 ? [] : [{ name, base, ...(because !== undefined && { because }) }];
  });
}

/** Removals without a reason. @param added the environments that the base doesn't have */
export function goneProblems(gone: readonly GoneEnvironment[], added: readonly IndexedSynthesis[]): Diagnostic[] {
  return gone.filter(({ because }) => because === undefined).map((it) => problem(it, added));
}

function problem({ name, base }: GoneEnvironment, added: readonly IndexedSynthesis[]): Diagnostic {
  const { objects } = base.index;
  const holders = objects.filter(holdsData).map(idOf);
  const count = objects.length === 1 ? 'its object is' : `its ${objects.length} objects are`;
  const data = holders.length > 0 ? `, and with them the data of ${holders.join(', ')}` : '';
  const other = sameObjects(base, added);
  const how = other === undefined ? 'is gone' : `is gone, and '${other}' has its objects`;
  const meant = `if it is intended, write removed: [{ environment: '${name}', because: '...' }] beside the environments`;
  return {
    severity: 'error',
    rule: holders.length > 0 ? 'data-at-risk' : 'mass-deletion',
    place: {},
    message: `environment '${name}' ${how}: where a tool prunes, ${count} deleted${data}`,
    fix: `${other === undefined ? 'restore it' : `keep the name '${name}'`}; ${meant}; or run \`npm run synth -- --base ${NO_BASE}\` if nothing runs there yet`,
  };
}

/** The added environment with most of the objects of a gone one, which is then renamed. */
function sameObjects({ index }: Base, added: readonly IndexedSynthesis[]): string | undefined {
  const had = new Set(index.objects.map(idOf));
  const renamed = added.find((it) => it.index.objects.filter((object) => had.has(idOf(object))).length * 2 > had.size);
  return renamed?.environment.name;
}

/** What the removal of an environment does. */
export function removalOf({ name, base, because }: GoneEnvironment, delivery: Joining): NamedChange {
  const result = changeBetween(delivery.before(name, base.index), delivery.after(name, indexOf([])));
  if (because === undefined) return { name, ...result };
  return { name, ...result, hazards: result.hazards.map((hazard) => ({ ...hazard, accepted: because })) };
}

/** What is said of a removal with a reason. */
export function removalText({ name, base, because }: GoneEnvironment): string {
  const count = base.index.objects.length;
  return `${name}: removed, because ${because}; where a tool prunes, ${count === 1 ? 'its object is' : `its ${count} objects are`} deleted`;
}
