import { DeclarationError, TopologyError } from '../availability';
import { RefusedError } from '../constructs/parts/refuse';
import type { Diagnostic, Location } from '../manifests/diagnostic';
import { isObject } from '../manifests/value';
import { preconditions } from '../rules';
import type { Destination } from './destination';

/**
 * A refusal with its place as the user wrote it: `backend.replicas` for `replicas` of the construct `production/backend/service`. Where the
 * environment has no such setting, the construct's path is the place.
 */
export function located(environment: Destination, refusal: Diagnostic): Diagnostic {
  const { construct = String(environment.name), setting } = refusal.place;
  if (setting === undefined) return { ...refusal, place: { construct } };
  const [root = ''] = setting.split(/[.[]/);
  const [, ...segments] = construct.split('/');
  const holder = holders(environment, segments).find(({ path, value }) => {
    // The environment's own name isn't the name of one of its components.
    const isOther = root === 'name' && path.length === 0 && segments.length > 0;
    return !isOther && Object.hasOwn(value, root);
  });
  if (!holder) return { ...refusal, place: { construct }, message: `${setting} ${refusal.message}` };
  return { ...refusal, place: { construct, setting: [...holder.path, setting].join('.') } };
}

/** What ended the making of an environment. A refusal explains itself; any other error is a fault in somebody's code, and says where only in its stack. */
export function refusalsOf(error: unknown, { name }: Destination): readonly Diagnostic[] {
  if (error instanceof RefusedError && error.diagnostics.length > 0) return error.diagnostics;
  if (error instanceof TopologyError) {
    return [invalidValue(error.problem, error.fix, { construct: name, setting: `platform.topology.${error.path.join('.')}` })];
  }
  if (error instanceof RefusedError || error instanceof DeclarationError) return [invalidValue(error.message)];
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [{ ...identity('unexpectedError'), place: {}, message, fix: '' }];
}

/** A value that can't be used as a diagnostic; the fix is empty where the message says it, as those of foreign constructs do. */
export function invalidValue(message: string, fix = '', place: Location = {}): Diagnostic {
  return { ...identity('invalidValue'), place, message, fix };
}

/** Which precondition a diagnostic is of. */
export function identity(name: keyof typeof preconditions): Pick<Diagnostic, 'severity' | 'rule'> {
  const { id, severity } = preconditions[name];
  return { severity, rule: id };
}

/** A part of an environment, and the keys that lead to it. */
interface Holder {
  readonly path: readonly string[];
  readonly value: object;
}

/** The parts of an environment that a construct's path leads through, the innermost first. */
function holders(environment: Destination, segments: readonly string[]): readonly Holder[] {
  let innermost: Holder = { path: [], value: environment };
  const found = [innermost];
  for (const segment of segments) {
    const value: unknown = Object.getOwnPropertyDescriptor(innermost.value, segment)?.value;
    if (!isObject(value)) continue;
    innermost = { path: [...innermost.path, segment], value };
    found.unshift(innermost);
  }
  return found;
}
