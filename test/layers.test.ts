import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cachedBy } from '../tools/architecture/graph';

const ROOT = join(__dirname, '..');

/** A file of some folder, and what it imports. */
type Import = readonly [folder: string, imported: string];

// Each folder, and an import that its layer must not have.
const leaks: readonly Import[] = [
  ['environments', '../src/constructs/parts/refuse'],
  ['examples', '../src/manifests/place'],
  ['lib', '../src/synthesis/dist'],
  ['src/manifests', '../schema/validate'],
  ['src/schema', '../cluster/topology'],
  ['src/cluster', '../availability/judge'],
  ['src/constructs/parts', '../../platform/platform'],
  ['src/constructs/elasticsearch', '../../synthesis/dist'],
  ['src/constructs/ingress', '../../../lib/application'],
  ['src/constructs/parts', '../ingress/ingress-class'],
  ['src/constructs/ingress', '../web-service/web-service'],
  ['src/constructs/quota', '../elasticsearch/elasticsearch'],
  ['src/constructs/web-service', '../elasticsearch/elasticsearch'],
  ['src/platform', '../synthesis/dist'],
  ['src/availability', '../constructs/parts/refuse'],
  ['src/nodes', '../availability/judge'],
  ['src/nodes', '../platform/platform'],
  ['src/availability', 'node:fs'],
  ['src/availability/placement', '../../rules/rule'],
  ['src/availability/workload', '../placement/grid'],
  ['src/rules', 'constructs'],
  ['src/rules/pods', '../../report/table'],
  ['src/report', '../constructs/parts/labels'],
  ['src/report', 'cdk8s'],
  ['src/page', '../rules/rule'],
  ['src/page', 'cdk8s'],
  ['src/proof', 'cdk8s'],
  ['src/proof', '../promise/runs-on'],
  ['src/proof', '../platform/topologies'],
  ['src/promise', '../constructs/parts/refuse'],
  ['src/promise', '../synthesis/synthesis'],
  ['src/constructs/parts', '../../proof/report'],
  ['src/constructs/web-service', '../../availability'],
  ['src/deploy', '../synthesis/dist'],
  ['src/deploy', 'cdk8s'],
  ['src/synthesis', '../cli/main'],
  ['src/synthesis', 'yaml'],
  ['src/manifests', 'yaml'],
  ['src/cli', '../constructs/parts/labels'],
  // By a detour: the platform's other files make constructs.
  ['src/cli', '../platform/platform'],
  ['src/cluster', '../../test/objects'],
  ['lib', '../test/objects'],
  ['test/rules', '../../environments'],
  ['test/cluster/harness', '../../../lib/application'],
  ['examples', '../lib/application'],
  ['create', '../src/manifests/names'],
];

const imports: readonly Import[] = [
  ['environments', '../src'],
  ['lib', '../src'],
  ['src/constructs/elasticsearch', '../parts/refuse'],
  ['src/constructs/elasticsearch', '../web-service/props'],
  ['src/availability', '../manifests/selector'],
  ['src/rules/pods', '../../manifests/words'],
  ['src/report', '../rules'],
  ['src/cli', '../platform/topologies'],
  ['src/synthesis', '../rules'],
  ['test/rules', '../fixtures/shop/environments'],
  ['test/cluster/acceptance', '../../../environments'],
  ['src/constructs/web-service', '../../promise/runs-on'],
  ['src/promise', '../proof/report'],
  ['src/promise', 'cdk8s'],
  ['src/cli', '../proof/report'],
];

const root = mkdtempSync(join(tmpdir(), 'nines-layers-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Those of the files, all in one run, that dependency-cruiser takes for a step out of their layer. */
function refused(files: readonly Import[]): readonly Import[] {
  const nameOf = (index: number, folder: string) => join(folder, `planted-${index}.ts`);
  for (const name of ['src', 'create', 'lib', 'environments', 'examples', 'tsconfig.json', '.dependency-cruiser.js', 'package.json'])
    cpSync(join(ROOT, name), join(root, name), { recursive: true });
  // Tests are left behind but for one that source files could import.
  cpSync(join(ROOT, 'test/objects.ts'), join(root, 'test/objects.ts'));
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  // Otherwise the cache reads all packages.
  writeFileSync(join(root, '.gitignore'), 'node_modules\n');
  for (const [index, [folder, imported]] of files.entries()) {
    const file = join(root, nameOf(index, folder));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import type {} from '${imported}';\n`);
  }
  const planted = files.map(([folder], index) => nameOf(index, folder));
  const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const { stdout } = spawnSync(process.execPath, [cruiser, ...cachedBy('layers'), '--output-type', 'json', ...planted], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const { violations } = JSON.parse(stdout).summary as { violations: { from: string }[] };
  const guilty = new Set(violations.map(({ from }) => from));
  return files.filter((_, index) => guilty.has(planted[index] as string));
}

test('dependency-cruiser refuses each step out of a layer, type imports included, and no other', () => {
  expect(refused([...leaks, ...imports])).toEqual(leaks);
});
