import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');
const BUILD = join(ROOT, 'build');
/** What the packages are built from. */
const SOURCES = [
  ...['src', 'bin', 'create', 'tools/create', 'lib', 'environments', 'main.ts', 'main.test.ts', 'test/find.ts', 'test/platforms.ts'],
  ...['cdk8s.yaml', 'tsconfig.json', 'tsconfig.build.json', 'tsconfig.synth.json', 'package.json'],
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'LICENSE', 'docs', 'examples'],
  ...['tools/package', 'tools/page', 'tools/release', 'tools/review', '.ci/changes', '.github/workflows'],
];

/** The folders of the two packages, unpacked, as the registry would hand them out. */
export interface Packed {
  readonly nines: string;
  readonly createNines: string;
}

/** Packs both packages as `npm publish` does. All suites share one pack, until a source changes. */
export function packed(): Packed {
  known ??= join(BUILD, `packed-${digest()}`);
  if (!existsSync(known)) pack(known);
  return { nines: join(known, 'nines'), createNines: join(known, 'create-nines') };
}

/** Where they are: the sources are read once for a worker. */
let known: string | undefined;

/** Links these installed packages into a project, so that it needs no registry. */
export function link(project: string, names: readonly string[]): void {
  for (const name of names) {
    const place = join(project, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), place);
  }
}

/** The native compiler ends before it needs more memory than that, so it needn't look for memory to use again. */
const WITHOUT_COLLECTING = { GOGC: 'off', GOMEMLIMIT: '2GiB' };

/** Puts the library into a folder, as npm does from its cache: by links to the same files, of which none is written, or by copies where the folder is on another disk. */
export function install(folder: string): void {
  const { nines } = packed();
  try {
    linkFiles(nines, folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    cpSync(nines, folder, { recursive: true });
  }
}

function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFiles(source, target);
    else linkSync(source, target);
  }
}

/** Works in a copy: packing writes into `build/`, and suites run in processes of their own. */
function pack(folder: string): void {
  const copy = mkdtempSync(join(tmpdir(), 'nines-pack-'));
  try {
    for (const source of SOURCES) cpSync(join(ROOT, source), join(copy, source), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    unpack(copy, copy, 'unpacked/nines');
    run(copy, 'npm', 'run', '--silent', 'build:create');
    unpack(copy, join(copy, 'build/create'), 'unpacked/create-nines');
    mkdirSync(BUILD, { recursive: true });
    const outdated = readdirSync(BUILD).filter((name) => name.startsWith('packed-') && join(BUILD, name) !== folder);
    for (const name of outdated) rmSync(join(BUILD, name), { recursive: true, force: true });
    const fresh = mkdtempSync(join(BUILD, 'packing-'));
    cpSync(join(copy, 'unpacked'), fresh, { recursive: true });
    publish(fresh, folder);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** Makes all of it appear at once. The suite that packs first wins: others may already use what it packed. */
function publish(fresh: string, folder: string): void {
  try {
    renameSync(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(fresh, { recursive: true });
  }
}

function unpack(copy: string, source: string, target: string): void {
  const folder = join(copy, target);
  mkdirSync(folder, { recursive: true });
  run(source, 'npm', 'pack', '--silent', '--pack-destination', folder);
  const [archive] = readdirSync(folder);
  run(folder, 'tar', '-xzf', archive as string, '--strip-components=1');
  rmSync(join(folder, archive as string));
}

function digest(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) for (const file of filesIn(join(ROOT, source))) hash.update(`${file}\n`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  const found = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map((entry) => join(entry.parentPath, entry.name)).sort();
}

function run(cwd: string, program: string, ...args: string[]): void {
  execFileSync(program, args, { cwd, env: { ...process.env, ...WITHOUT_COLLECTING }, stdio: ['ignore', 'pipe', 'pipe'] });
}
