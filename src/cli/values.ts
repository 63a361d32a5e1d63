import { InputError } from '../manifests/input-error';
import { parseTarget, targetMistake } from '../manifests/percentage';
import { choice } from '../manifests/words';

/** The value of an option with a fixed choice; undefined if it isn't given. @throws InputError on any other value */
export function chosen<V extends string>(option: string, given: string | undefined, known: readonly V[]): V | undefined {
  if (given === undefined) return undefined;
  const value = known.find((it) => it === given);
  if (value === undefined) throw new InputError(`unknown ${option} '${given}'`, `write ${choice(known)}`);
  return value;
}

/** The items of an option that may be repeated, each with several separated by commas; undefined if it isn't given. @throws InputError on none */
export function listed(option: string, given: readonly string[] | undefined, example: string): readonly string[] | undefined {
  if (given === undefined) return undefined;
  const items = given.flatMap((text) => text.split(',')).map((item) => item.trim());
  if (items.includes('')) throw new InputError(`--${option} has an empty name: '${given.join(',')}'`, `write --${option} ${example}`);
  return [...new Set(items)];
}

/** An availability in percent as a fraction; undefined if it isn't given. @throws InputError */
export function targetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const mistake = targetMistake(text);
  if (mistake) throw new InputError(`--target ${mistake.message}`, mistake.fix);
  return parseTarget(text);
}
