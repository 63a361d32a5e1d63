import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A file of some folder, and what it imports. */
type Import = readonly [folder: string, imported: string];

// Each folder, and what would be a step out of its layer.
const leaks: readonly Import[] = [
  ['environments', '../lib/refuse'],
  ['examples', '../lib/refuse'],
  ['lib', './synthesis/yaml'],
  ['lib', '../environments'],
  ['lib/elasticsearch', '../synthesis/yaml'],
  ['lib/ingress', '../index'],
  ['lib/resource-quota', '../synthesis/manifest'],
  ['lib/web-service', '../../main'],
  ['lib/availability', '../refuse'],
  ['lib/availability', 'node:fs'],
  ['lib/availability/placement', '../../rules'],
  ['lib/rules', '../refuse'],
  ['lib/rules', 'constructs'],
  ['lib/rules/pods', '../../report/table'],
  ['lib/report', '../labels'],
  ['lib/report', 'cdk8s'],
  ['lib/schema', '../application'],
];

const imports: readonly Import[] = [
  ['environments', '../lib'],
  ['lib', './refuse'],
  ['lib/elasticsearch', '../refuse'],
  ['lib/availability', '../schema/words'],
  ['lib/rules', '../availability/json'],
  ['lib/rules/pods', '../../schema/words'],
  ['lib/report', '../rules'],
  ['lib/synthesis', '../rules'],
];

const root = mkdtempSync(join(tmpdir(), 'nines-layers-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Those of the files, all in one run, that the linter takes for a step out of their layer. */
function refused(files: readonly Import[]): readonly Import[] {
  const nameOf = (index: number, folder: string) => join(folder, `file-${index}.ts`);
  copyFileSync(join(__dirname, '..', 'biome.json'), join(root, 'biome.json'));
  for (const [index, [folder, imported]] of files.entries()) {
    const file = join(root, nameOf(index, folder));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import '${imported}';\n`);
  }
  const biome = require.resolve('@biomejs/biome/bin/biome');
  const args = ['lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=none'];
  const { stdout } = spawnSync(process.execPath, [biome, ...args], { cwd: root, encoding: 'utf8' });
  return files.filter(([folder], index) => stdout.includes(`/${nameOf(index, folder)},line=`));
}

test('the linter refuses each step out of a layer, and no other', () => {
  expect(refused([...leaks, ...imports])).toEqual(leaks);
});
