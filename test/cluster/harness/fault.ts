import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { Manifest } from '../../../src/synthesis/manifest';
import { find } from '../../objects';

/** One mistake in one of our own manifests, and what the server says to it. */
export interface Fault {
  /** The file's name. */
  readonly name: string;
  /** As `Kind/name`. */
  readonly object: string;
  /** A JSON patch. */
  readonly change: readonly Operation[];
  /** Part of the message with which the server refuses it. */
  readonly refused?: string;
  /** Part of the warning with which the server accepts it. */
  readonly warned?: string;
}

interface Operation {
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

/** Every file of the folder. */
export function readFaults(folder: string): Fault[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return files.sort().map((file) => ({ ...parse(readFileSync(join(folder, file), 'utf8')), name: basename(file, '.yaml') }));
}

/** The object with the mistake in it. */
export function mutant({ name, object, change }: Fault, manifests: readonly Manifest[]): Manifest {
  const [kind, objectName] = object.split('/') as [string, string];
  const copy = structuredClone(find(manifests, kind, objectName));
  for (const operation of change) perform(name, copy, operation);
  return copy;
}

/** As RFC 6902 has it: only `add` may make something new, so that a fault whose place has moved is noticed. */
function perform(fault: string, object: object, { op, path, value }: Operation): void {
  const keys = path
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop() as string;
  const parent = keys.reduce<Record<string, unknown> | undefined>(
    (at, key) => at?.[key] as Record<string, unknown> | undefined,
    object as never,
  );
  if (!parent || (op !== 'add' && !(last in parent))) throw new Error(`fault ${fault}: there is no ${path} in the manifest any more`);
  if (op === 'remove') delete parent[last];
  else parent[last] = value;
}
