import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { listOf, node } from '../nodes/objects';
import { packed } from '../packed';

const ROOT = join(__dirname, '../..');
const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { bin: Readonly<Record<string, string>> };

/** The commands of the package, linked as npm links them, from the packed one, whose code starts at once. */
const folder = mkdtempSync(join(tmpdir(), 'nines-plugin-'));
for (const [name, target] of Object.entries(bin)) symlinkSync(join(packed().nines, target), join(folder, name));
afterAll(() => rmSync(folder, { recursive: true }));

/** kubectl where the cluster tests have it; few machines without a cluster do. */
function kubectl(): string | undefined {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'nines');
  const built = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('kubernetes-')) : [];
  const folders = [process.env['KUBEBUILDER_ASSETS'], ...built.map((name) => join(cache, name))];
  return folders.map((it) => join(it ?? '', 'kubectl')).find((it) => existsSync(it));
}

function run(program: string, args: readonly string[], input = '') {
  const PATH = [folder, dirname(process.execPath), process.env['PATH']].join(delimiter);
  const { status, stdout, stderr } = spawnSync(program, args, { input, encoding: 'utf8', env: { ...process.env, PATH }, timeout: 60_000 });
  return { code: status, out: stdout, error: stderr };
}

const given = kubectl();
/** Without kubectl the plugin is run as kubectl runs it. */
const plugin = (args: readonly string[], input?: string) =>
  given === undefined ? run(join(folder, 'kubectl-nines'), args, input) : run(given, ['nines', ...args], input);

test('kubectl nines is the same command', () => {
  const nines = run(join(folder, 'nines'), ['--help']);
  expect(nines.code).toBe(0);
  expect(plugin(['--help'])).toEqual(nines);
}, 120_000);

test('kubectl nines topology reads nodes from a pipe', () => {
  const { code, out, error } = plugin(['topology'], listOf(node('one')));
  expect([code, error]).toEqual([0, '']);
  expect(out).toContain('\nkubernetes: ');
}, 120_000);

test('kubectl nines check ends with the exit code of the check', () => {
  const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: A, namespace: shop }\n';
  expect(plugin(['check', '-'], manifest)).toMatchObject({ code: 1, error: '' });
  expect(plugin(['check', 'gone.yaml'])).toEqual({ code: 2, out: '', error: 'nines: no such file or folder: gone.yaml; check the path\n' });
}, 120_000);
