import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** The files of a new repository by their paths; `{{name}}` in them stands for its name. */
export type Template = Readonly<Record<string, string>>;

/** What keeps a repository from being made: the wrong value and what to write instead. */
export class UsageError extends Error {}

/** The name is the application's namespace, which Kubernetes limits to a DNS label. */
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Namespaces of Kubernetes' own. */
const RESERVED = /^(default|kube-.*)$/;

/**
 * Writes a new repository.
 *
 * @param target its folder, whose last part is its name
 * @returns its name
 * @throws UsageError where the name can't be a namespace, or the folder has files
 */
export function writeProject(target: string, template: Template): string {
  const folder = resolve(target);
  const name = basename(folder);
  if (!LABEL.test(name)) {
    throw new UsageError(`the name '${name}' is not a DNS label; write at most 63 lower-case letters, digits and '-', such as my-shop`);
  }
  if (RESERVED.test(name)) throw new UsageError(`the name '${name}' is a namespace of Kubernetes itself; choose another, such as my-shop`);
  const existing = existsSync(folder) ? readdirSync(folder).filter((entry) => entry !== '.git') : [];
  if (existing.length > 0) {
    throw new UsageError(`the folder '${target}' is not empty: it has ${existing.sort().slice(0, 3).join(', ')}; choose a new one`);
  }
  for (const [path, text] of Object.entries(template)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text.replaceAll('{{name}}', name));
  }
  return name;
}
