import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');
const OURS = JSON.parse(textOf('package.json'));
const [, NAMESPACE] = /^const NAMESPACE = '(.*)';$/m.exec(textOf('lib/application.ts')) ?? [];
const OWN = join(ROOT, 'create/template');

/** The application's own files: those that an adopter edits, and what its tests look things up with. */
const APPLICATION = ['main.ts', 'main.test.ts', 'lib', 'environments', 'test/find.ts', 'test/platforms.ts'];
/** What releases and promotes images, and what shows a pull request's changes. */
const PROMOTION = ['tools/release', 'tools/review', '.ci/changes', '.github/workflows/changes.yml', '.github/workflows/comment.yml'];
const SETTINGS = ['tsconfig.json', 'tsconfig.synth.json', 'cdk8s.yaml'];

/** Of the packages that this repository is developed with, those that an application needs as well. */
const DEPENDENCIES = ['cdk8s', 'cdk8s-plus-27', 'constructs'];
const DEV_DEPENDENCIES = ['@swc/core', '@swc/jest', '@types/jest', '@types/node', 'cdk8s-cli', 'jest', 'ts-node', 'typescript'];

/** The library is compiled there: its types are few, and its code starts at once. */
const SYNTH = 'tsc --project tsconfig.synth.json 1>&2 && node --require ts-node/register main.ts';

/**
 * The files of a new repository by their paths: this repository's own application, which imports the package `nines` in place of `src/`.
 *
 * `{{name}}` stands for the new name wherever the application names its namespace.
 */
export function template(): Record<string, string> {
  if (NAMESPACE === undefined) throw new Error('lib/application.ts should have a line: const NAMESPACE = ...');
  const application = [...APPLICATION, ...PROMOTION].flatMap(filesOf).map((path) => [path, adopted(path, textOf(path))]);
  const settings = SETTINGS.map((path) => [path, textOf(path).replace(/\n#[^\n]*\nvalidations:[\s\S]*/, '\n')]);
  const own = readdirSync(OWN, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(OWN.length + 1), withPinnedActions(readFileSync(path, 'utf8'))]);
  const all = [...own, ...settings, ...application, ['package.json', json(packageOf())]];
  return Object.fromEntries(all.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}

function filesOf(path: string): readonly string[] {
  if (statSync(join(ROOT, path)).isFile()) return [path];
  const found = readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

/** @throws where a file imports more of the library than the package exports */
function adopted(path: string, text: string): string {
  const edited = text
    .replaceAll(/'(\.\.?)\/src'/g, "'nines'")
    .replaceAll(`'${NAMESPACE}'`, "'{{name}}'")
    .replaceAll(`'${NAMESPACE}-`, "'{{name}}-")
    .replaceAll(`/${NAMESPACE}.git'`, "/{{name}}.git'")
    .replaceAll(/\bdocs\/[-\w/]+\.md/g, (page) => `${OURS.homepage}/blob/main/${page}`);
  const inner = /'(?:\.\.?\/)+src\/[^']*'/.exec(edited);
  if (inner) throw new Error(`${path} imports ${inner[0]}, which the package doesn't export; import from '../src' alone`);
  return edited;
}

/** Pins each action of a workflow by the commit that our own workflow pins it by. */
function withPinnedActions(text: string): string {
  const workflow = textOf('.github/workflows/ci.yml');
  return text.replaceAll(/uses: (\S+)$/gm, (_, action) => {
    const pinned = workflow.split('\n').find((line) => line.includes(`uses: ${action}@`));
    if (pinned === undefined) throw new Error(`no workflow of ours pins ${action}`);
    return pinned.trim().replace(/^- /, '');
  });
}

/** The new repository's package.json, with the exact versions that this repository is tested with. */
function packageOf(): object {
  const pick = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, OURS.devDependencies[name]]));
  return {
    name: '{{name}}',
    private: true,
    engines: OURS.engines,
    scripts: {
      synth: SYNTH,
      diff: OURS.scripts.diff,
      release: OURS.scripts.release,
      promote: OURS.scripts.promote,
      deploy: OURS.scripts.deploy,
      test: 'jest',
      types: 'tsc --noEmit',
    },
    dependencies: { ...pick(DEPENDENCIES), nines: OURS.version },
    devDependencies: pick(DEV_DEPENDENCIES),
    overrides: { 'unrs-resolver': OURS.overrides['unrs-resolver'] },
  };
}

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** An object as npm writes it. */
export function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
