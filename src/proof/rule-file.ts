import { resolve } from 'node:path';
import { InputError, reasonOf } from '../manifests/input-error';
import { exists } from '../manifests/read';
import { isObject } from '../manifests/value';
import { type OwnRule, requireRules } from '../rules';

/**
 * The rules that a JavaScript file exports, individually or as a list.
 *
 * @throws InputError if the file can't be loaded or exports anything else
 */
export function rulesFrom(file: string): readonly OwnRule[] {
  const exported = loaded(file);
  const rules = isObject(exported) ? exportedBy(exported) : exported;
  requireRules(rules, file);
  if (rules.length === 0) throw new InputError(`${file}: no rule is exported`, 'write exports.rules = [defineRule({ ... })]');
  return rules;
}

function loaded(file: string): unknown {
  if (!exists(file)) throw new InputError(`no such file: ${file}`, 'name one that exists');
  try {
    return require(resolve(file));
  } catch (error) {
    // The file imports the library, which the command, in one file of its own, is another copy of.
    const refused = isObject(error) ? (error as Partial<InputError>).diagnostic : undefined;
    if (refused) throw new InputError(refused.message, refused.fix, refused.place);
    throw new InputError(`${file}: ${reasonOf(error)}`, 'correct the file; it must be JavaScript that Node.js can load');
  }
}

/** A default export and a list under any name work as well, and so does `module.exports = rule`. */
function exportedBy(exported: Readonly<Record<string, unknown>>): readonly unknown[] {
  if (typeof exported['check'] === 'function') return [exported];
  return [...new Set(Object.values(exported).flatMap((value) => (typeof value === 'boolean' ? [] : value)))];
}
