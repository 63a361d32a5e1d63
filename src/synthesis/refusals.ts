import type { Diagnostic } from '../manifests/diagnostic';
import { isObject } from '../manifests/value';
import type { Destination } from './destination';

/**
 * A refusal with its place as the user wrote it: `backend.replicas` for `replicas` of the construct `production/backend/service`. Where the
 * environment has no such setting, the construct's path is the place.
 */
export function located(environment: Destination, refusal: Diagnostic): Diagnostic {
  const { construct, setting } = refusal.place;
  if (construct === undefined || setting === undefined) return refusal;
  const [root = ''] = setting.split(/[.[]/);
  const [, ...segments] = construct.split('/');
  const holder = holders(environment, segments).find(({ value }) => Object.hasOwn(value, root));
  if (!holder) return { ...refusal, place: { construct }, message: `${setting} ${refusal.message}` };
  return { ...refusal, place: { construct, setting: [...holder.path, setting].join('.') } };
}

/** A refusal in one line: where, what is wrong, and what to write. */
export function refusalLine({ name }: Destination, { place, message, fix }: Diagnostic): string {
  const where = place.setting === undefined ? `'${place.construct}'` : `${name}: ${place.setting}`;
  return `${where}: ${message}; ${fix}`;
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
