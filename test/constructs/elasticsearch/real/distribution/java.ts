import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Elasticsearch 9 needs it, and 8.19 runs on it. */
const LEAST = 21;
const PLACES = ['/usr/lib/jvm', '/opt', '/opt/java'];

/** The home of a Java that is new enough: where variables point, or where distributions put it. @throws if there is none */
export function findJava(): string {
  const named = Object.entries(process.env).flatMap(([name, path]) => (/^(ES_)?JAVA_HOME/.test(name) && path ? [path] : []));
  const installed = PLACES.filter(existsSync).flatMap((place) => readdirSync(place).map((name) => join(place, name)));
  const found = [...named, ...installed].find(
    (home) => existsSync(join(home, 'bin/java')) && existsSync(join(home, 'release')) && versionOf(home) >= LEAST,
  );
  if (!found) throw new Error(`Elasticsearch 9 needs Java ${LEAST} or newer, and there is none: install it, or set ES_JAVA_HOME`);
  return found;
}

function versionOf(home: string): number {
  return Number(/^JAVA_VERSION="(\d+)/m.exec(readFileSync(join(home, 'release'), 'utf8'))?.[1] ?? 0);
}
