import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What to fetch from Maven Central with everything that it needs. */
export interface Artifact {
  readonly group: string;
  readonly name: string;
  readonly version: string;
  readonly type?: 'jar' | 'zip';
  /** Dependencies to leave out, such as `org.opensaml:*`, because Maven Central doesn't have them. */
  readonly without?: readonly string[];
}

const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';
const PROJECT = 'xmlns="http://maven.apache.org/POM/4.0.0"';

/**
 * Fetches artifacts with Maven, which verifies their checksums, into a folder for each: `<folder>/<name>/target/dependency` has the files, or a zip's content.
 * `<folder>/<name>/target/plugin` has what an Elasticsearch plugin's jar says of itself.
 */
export function fetchFromMaven(folder: string, artifacts: readonly Artifact[]): void {
  mkdirSync(folder, { recursive: true });
  const modules = artifacts.map(({ name }) => `<module>${name}</module>`).join('');
  writeFileSync(join(folder, 'pom.xml'), project('all', `<modules>${modules}</modules>`));
  for (const artifact of artifacts) {
    mkdirSync(join(folder, artifact.name), { recursive: true });
    writeFileSync(join(folder, artifact.name, 'pom.xml'), project(`fetched-${artifact.name}`, dependency(artifact)));
  }
  const maven = (goal: string, ...words: string[]) =>
    execFileSync('mvn', ['--quiet', '--batch-mode', `${PLUGIN}:${goal}`, ...words], {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  const zips = artifacts.filter(({ type }) => type === 'zip').map(({ name }) => name);
  const jars = artifacts.filter(({ type }) => type !== 'zip').map(({ name }) => name);
  if (zips.length > 0) maven('unpack-dependencies', '-DincludeTypes=zip', '--projects', zips.join());
  if (jars.length === 0) return;
  maven('copy-dependencies', '-DincludeScope=runtime', '--projects', jars.join());
  const plugin = ['$', '{project.build.directory}/plugin'].join('');
  maven('unpack-dependencies', '-Dmdep.unpack.includes=META-INF/es-plugins/**', `-DoutputDirectory=${plugin}`, '--projects', jars.join());
}

function project(name: string, content: string): string {
  const identity = `<groupId>nines</groupId><artifactId>${name}</artifactId><version>1</version><packaging>pom</packaging>`;
  return `<project ${PROJECT}><modelVersion>4.0.0</modelVersion>${identity}${content}</project>\n`;
}

function dependency({ group, name, version, type = 'jar', without = [] }: Artifact): string {
  const exclusions = without.map((each) => {
    const [from, what] = each.split(':');
    return `<exclusion><groupId>${from}</groupId><artifactId>${what}</artifactId></exclusion>`;
  });
  const identity = `<groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version><type>${type}</type>`;
  return `<dependencies><dependency>${identity}<exclusions>${exclusions.join('')}</exclusions></dependency></dependencies>`;
}
