import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Modules by which a suite reads files or starts processes: those of the application may be among them. */
const OUTWARD = /^(node:)?(fs|child_process)(\/|$)/;

/** The application. */
const APPLICATION = /^(main\.ts|environments\/|lib\/)/;

/** Neither imports nor reads the application on its own: the library, which its callers hand their manifests, and what writes the tests' own application. */
const INDEPENDENT = /^(src\/|test\/fixtures\/manifests\.ts$|test\/project-copy\.ts$)/;

/**
 * Those suites that may end otherwise in a repository with another application: they import it, or they, or what they import of the tests and tools,
 * read files or start processes. All others compute from the library and from what they say themselves.
 */
export function affected(root: string, suites: readonly string[]): readonly string[] {
  return suites.filter((suite) => isAffected(root, resolve(root, suite), new Set()));
}

function isAffected(root: string, path: string, seen: Set<string>): boolean {
  const name = relative(root, path);
  if (APPLICATION.test(name)) return true;
  if (seen.has(path) || INDEPENDENT.test(name) || !/\.[jt]sx?$/.test(name)) return false;
  seen.add(path);
  return importsOf(path).some(
    (it) => OUTWARD.test(it) || (it.startsWith('.') && isAffected(root, fileOf(resolve(dirname(path), it)), seen)),
  );
}

function importsOf(path: string): readonly string[] {
  const found =
    imported.get(path) ?? ts.preProcessFile(readFileSync(path, 'utf8'), true, true).importedFiles.map(({ fileName }) => fileName);
  imported.set(path, found);
  return found;
}

/** The file that `require` finds. */
function fileOf(path: string): string {
  const found = [path, `${path}.ts`, `${path}.js`, join(path, 'index.ts')].find((it) => /\.\w+$/.test(it) && existsSync(it));
  if (found === undefined) throw new Error(`no file for the import of ${path}`);
  return found;
}

const imported = new Map<string, readonly string[]>();
