import type { Written } from '../../src/schema/notation';
import { isTuple } from '../../src/schema/type';
import { around } from './openapi';

/** A type shorter than this is repeated instead of named. */
const worthAName = 60;

/**
 * Extracts types that occur more than once into definitions.
 *
 * A CustomResourceDefinition has no references, so kinds with a common part repeat it.
 */
export function share(roots: Readonly<Record<string, Written>>): Record<string, Written> {
  const names = nameRepeated(roots);
  const definitions: Record<string, Written> = {};
  const replace = (type: Written): Written => {
    if (typeof type === 'string') return type;
    const text = JSON.stringify(type);
    const name = names.get(text);
    if (name === undefined) return mapParts(type, replace);
    definitions[name] ??= mapParts(type, replace);
    return name;
  };
  for (const [name, type] of Object.entries(roots)) definitions[name] = mapParts(type, replace);
  return definitions;
}

/** The repeated types, each with the path of its first occurrence. Types within a repeated type are counted once. */
function nameRepeated(roots: Readonly<Record<string, Written>>): Map<string, string> {
  const met = new Map<string, string>();
  const repeated = new Map<string, string>();
  const visit = (type: Written, path: string): void => {
    if (typeof type === 'string') return;
    const text = JSON.stringify(type);
    const first = met.get(text);
    if (first === undefined) {
      met.set(text, path);
      for (const [step, part] of partsOf(type)) visit(part, `${path}.${step}`);
    } else if (text.length >= worthAName) repeated.set(text, first);
  };
  for (const [name, type] of Object.entries(roots)) for (const [step, part] of partsOf(type)) visit(part, `${name}.${step}`);
  return repeated;
}

const insides = { list: 'item', map: 'value', limit: 'type' } as const;

function partsOf(type: Written): [string, Written][] {
  if (typeof type === 'string') return [];
  if (isTuple(type)) return [[insides[type[0]], type[1]]];
  return Object.entries(type).map(([name, part]) => [name.replace('!', ''), part]);
}

function mapParts(type: Written, change: (part: Written) => Written): Written {
  if (typeof type === 'string') return type;
  if (!isTuple(type)) return Object.fromEntries(Object.entries(type).map(([name, part]) => [name, change(part)]));
  const changed = change(type[1]);
  if (type[0] === 'limit') return ['limit', changed, type[2]];
  return type[0] === 'map' && type[2] ? ['map', changed, type[2]] : around(changed, type[0]);
}
