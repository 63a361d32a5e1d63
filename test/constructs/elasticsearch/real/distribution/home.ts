import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fetchFromMaven } from './maven';
import type { Version } from './versions';

const BUILD = resolve(__dirname, '../../../../../build/elasticsearch');
const COMPLETE: Version = '8.19.21';
const SECURITY = 'x-pack-security';
const MODULES = ['transport-netty4', 'x-pack-core', SECURITY];

/** An unpacked Elasticsearch from Maven Central, which the first call fetches. It contains no absolute path, so it can be copied. */
export function provideHome(version: Version): string {
  const home = join(BUILD, version);
  if (existsSync(home)) return home;
  const work = join(BUILD, `${version}.part`);
  rmSync(work, { recursive: true, force: true });
  if (version === COMPLETE) fetchWhole(work);
  else assemble(version, work, provideHome(COMPLETE));
  readEnvironment(join(work, 'home'));
  // It is there as a whole or not at all.
  renameSync(join(work, 'home'), home);
  rmSync(work, { recursive: true });
  return home;
}

/** The distribution of Elasticsearch's own integration tests: without Java, and with four of its modules. */
function fetchWhole(work: string): void {
  const group = 'org.elasticsearch.distribution.integ-test-zip';
  fetchFromMaven(work, [{ group, name: 'elasticsearch', version: COMPLETE, type: 'zip' }]);
  renameSync(join(work, 'elasticsearch/target/dependency', `elasticsearch-${COMPLETE}`), join(work, 'home'));
}

/**
 * Elasticsearch 9, whose distribution Maven Central doesn't have: its server and the modules that it has, with what those need. The launcher, the keystore
 * tool, the agent of its entitlements and the native libraries are those of the last 8, and so are libraries of SAML, which no test uses.
 */
function assemble(version: Version, work: string, old: string): void {
  const plugin = 'org.elasticsearch.plugin';
  const missing = [
    'org.opensaml:*',
    'net.shibboleth.utilities:*',
    `${plugin}:es-opensaml-security-api`,
    `${plugin}:x-pack-template-resources`,
  ];
  // The same classes as net.jcip's.
  const twice = ['com.github.stephenc.jcip:*'];
  fetchFromMaven(work, [
    { group: 'org.elasticsearch', name: 'elasticsearch', version },
    { group: 'org.elasticsearch', name: 'elasticsearch-entitlement-bridge', version },
    ...MODULES.map((name) => ({ group: plugin, name, version, without: [...missing, ...twice] })),
  ]);
  const home = join(work, 'home');
  const fetched = (name: string) => join(work, name, 'target/dependency');
  for (const folder of ['bin', 'config']) cpSync(join(old, folder), join(home, folder), { recursive: true });
  for (const folder of ['cli-launcher', 'entitlement-agent', 'java-version-checker', 'platform', 'tools']) {
    cpSync(join(old, 'lib', folder), join(home, 'lib', folder), { recursive: true });
  }
  cpSync(fetched('elasticsearch'), join(home, 'lib'), { recursive: true });
  cpSync(fetched('elasticsearch-entitlement-bridge'), join(home, 'lib/entitlement-bridge'), { recursive: true });
  for (const name of MODULES) addModule(home, name, join(work, name, 'target'), old);
  useOldLauncher(home, old);
}

/** A module's own libraries: those that neither the server nor the module that it extends has. */
function addModule(home: string, name: string, target: string, old: string): void {
  const folder = join(home, 'modules', name);
  const had = new Set([...readdirSync(join(home, 'lib')), ...(name === SECURITY ? readdirSync(join(home, 'modules/x-pack-core')) : [])]);
  const known = readdirSync(join(old, 'modules', name));
  const isKnown = (jar: string) => known.some((each) => unversioned(each) === unversioned(jar));
  mkdirSync(folder, { recursive: true });
  for (const jar of readdirSync(join(target, 'dependency'))) {
    // Elastic leaves out what the libraries of security ask for and don't need; a second SLF4J would not even start.
    if (!had.has(jar) && (name !== SECURITY || isKnown(jar))) cpSync(join(target, 'dependency', jar), join(folder, jar));
  }
  for (const jar of known.filter((each) => /^(opensaml|es-opensaml|java-support|x-pack-template-resources)-/.test(each))) {
    cpSync(join(old, 'modules', name, jar), join(folder, jar));
  }
  cpSync(join(target, 'plugin/META-INF/es-plugins', name), folder, { recursive: true });
}

const unversioned = (jar: string) => jar.replace(/-\d.*$/, '');

/** The launcher of 8 runs with the libraries of 8 and starts the server of 9. */
function useOldLauncher(home: string, old: string): void {
  const script = join(home, 'bin/elasticsearch-cli');
  cpSync(join(old, 'lib'), join(home, 'launcher'), { recursive: true });
  const classpath = 'LAUNCHER_CLASSPATH=$ES_HOME/launcher/*:$ES_HOME/launcher/cli-launcher/*';
  writeFileSync(
    script,
    readFileSync(script, 'utf8').replace(/^LAUNCHER_CLASSPATH=.*$/m, () => classpath),
  );
  // It insists on the agent of a module that Maven Central doesn't have for 9, in a folder of that name. Elasticsearch takes a module's name from its descriptor.
  const agent = readdirSync(join(old, 'modules/apm')).find((jar) => jar.startsWith('elastic-apm-agent')) as string;
  renameSync(join(home, 'modules/transport-netty4'), join(home, 'modules/apm'));
  cpSync(join(old, 'modules/apm', agent), join(home, 'modules/apm', agent));
  const options = [
    // Modules that 8 doesn't have.
    '--enable-native-access=org.elasticsearch.foreign,org.apache.lucene.core',
    // The native library of 8 lacks functions that 9 looks for.
    '-Dorg.elasticsearch.nativeaccess.enableVectorLibrary=false',
    // The index of roles needs an analyzer of a module that is missing.
    '-Des.queryable_built_in_roles_enabled=false',
  ];
  writeFileSync(join(home, 'config/jvm.options.d/assembled.options'), `${options.join('\n')}\n`);
}

/** The image's distribution is one of the type docker, which reads ES_SETTING_*. */
function readEnvironment(home: string): void {
  const script = join(home, 'bin/elasticsearch-env');
  writeFileSync(script, readFileSync(script, 'utf8').replace(/^ES_DISTRIBUTION_TYPE=.*$/m, 'ES_DISTRIBUTION_TYPE=docker'));
}
