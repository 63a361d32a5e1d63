import type { Manifest } from '../../../src/synthesis/manifest';
import { leaves, type Path, replaced } from '../../rules/mutations/tree';
import type { Random } from './random';

/** An object with one change, which may be a mistake or not: whether it is one, is the question. */
export interface Mutant {
  readonly manifest: Manifest;

  /** In words: `Deployment backend /spec/replicas: 3 -> "3"`. */
  readonly change: string;
}

/** One change in one of some objects. Each object is as likely as any other, so that not all mutants are pods. */
export function mutantOf(manifests: readonly Manifest[], random: Random): Mutant {
  const manifest = random.from(manifests);
  const places = placesOf(manifest).filter(({ path }) => isOpen(path));
  // A bare name is all that a ServiceAccount has.
  if (places.length === 0) return mutantOf(manifests, random);
  const { path, value } = random.from(places);
  const to = random.from(changesOf(path, value));
  const renamed = typeof to === 'object' && to !== null && 'field' in to;
  const mutated = renamed ? renamedField(manifest, path, String(to.field)) : replaced(manifest, path, to);
  const told = renamed ? `field '${to.field}'` : to === undefined ? 'nothing' : JSON.stringify(to).slice(0, 60);
  return {
    manifest: JSON.parse(JSON.stringify(mutated)),
    change: `${manifest.kind} ${manifest.metadata.name} /${path.join('/')}: ${JSON.stringify(value).slice(0, 60)} -> ${told}`,
  };
}

interface At {
  readonly path: Path;
  readonly value: unknown;
}

/** Every value of an object, those with parts too. */
function placesOf(value: unknown): readonly At[] {
  const ends = [...leaves(value)];
  const inner = new Map<string, At>();
  for (const { path } of ends) {
    for (let length = 1; length < path.length; length++) {
      const start = path.slice(0, length);
      inner.set(start.join('\n'), {
        path: start,
        value: start.reduce<unknown>((part, step) => (part as Record<string, unknown>)[step], value),
      });
    }
  }
  return [...ends.filter(({ path }) => path.length > 0), ...inner.values()];
}

/** Where the address of an object stands, there is no request to send without it. */
function isOpen(path: Path): boolean {
  const [first, second] = path;
  if (first === 'apiVersion' || first === 'kind' || (first === 'metadata' && path.length === 1)) return false;
  return !(first === 'metadata' && (second === 'name' || second === 'namespace'));
}

type Change =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly unknown[]
  | Readonly<Record<string, unknown>>
  | { readonly field: string };

const texts = [
  '',
  'UPPER',
  'two words',
  'a_b',
  '-a',
  'a-',
  'a..b',
  'a/b/c',
  'ä',
  '*',
  '5 Gi',
  '1.5Mi',
  '-1',
  '0x10',
  '512mb',
  'x'.repeat(64),
  'x'.repeat(300),
];
const numbers = [-1, 0, 1, 1.5, 65_535, 65_536, 2 ** 31, 2 ** 53];

function changesOf(path: Path, value: unknown): readonly Change[] {
  const field = path.at(-1);
  const renamed: readonly Change[] =
    typeof field === 'string' ? [{ field: `${field}s` }, { field: field.slice(0, -1) || 'x' }, { field: field.toUpperCase() }] : [];
  const always: readonly Change[] = [...renamed, undefined, null];
  if (typeof value === 'string')
    return [...always, ...texts, `${value}x`, value.toLowerCase(), value.toUpperCase(), Number(value) || 7, true, [value], { value }];
  if (typeof value === 'number') return [...always, ...numbers, String(value), `${value}%`, 'many', true, [value], {}];
  if (typeof value === 'boolean') return [...always, String(value), 'yes', 0, 1, !value, [], {}];
  if (Array.isArray(value))
    return [...always, [], [...value, value[0]], [...value, null], [...value, {}], ['x'], {}, 'list', 3, value[0] as Change];
  return [...always, {}, { ...(value as object), unknown: 1 }, { ...(value as object), '': 'x' }, [value], 'object', 3, false];
}

function renamedField(manifest: Manifest, path: Path, name: string): unknown {
  const above = path.slice(0, -1);
  const parent = above.reduce<unknown>((part, step) => (part as Record<string, unknown>)[step], manifest) as Record<string, unknown>;
  const entries = Object.entries(parent).map(([key, part]) => [key === path.at(-1) ? name : key, part]);
  return replaced(manifest, above, Object.fromEntries(entries));
}
