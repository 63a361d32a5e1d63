import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { workload, zones } from '../availability/manifests';

// Whole processes, on a machine that may be busy.
jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'nines-diff-configuration-'));
afterAll(() => rmSync(folder, { recursive: true }));

const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder });

function write(file: string, value: object): void {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, file), stringify(value));
}

function diff(...args: string[]) {
  const bin = join(__dirname, '../../bin/nines.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'diff', ...args], { cwd: folder, encoding: 'utf8' });
  return { code: status, out: stdout, error: stderr };
}

/** The row of a service, without its figures. */
const row = ({ out }: { readonly out: string }, name: string) =>
  out.split('\n').find((line) => line.startsWith(`Deployment/shop/${name} `));

const web = workload({ name: 'web', replicas: 3 });
const other = workload({ name: 'other', replicas: 3 });
const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop' }, spec: {} };
const gone = { rule: 'data-at-risk', object: 'PersistentVolumeClaim/shop/data', because: 'it is in the archive' };
const needed = { kind: 'Deployment', namespace: 'shop', name: 'web', needed: 3, target: '99.9%' };
const configuration = { paths: ['rendered/'], topology: 'cluster.yaml', services: [needed] };

beforeAll(() => {
  git('init', '--quiet', '--initial-branch=main');
  write('rendered/web.yaml', web);
  write('cluster.yaml', zones([2, 2, 2]));
  git('add', '--all');
  git('commit', '--quiet', '--message', 'First');
});
beforeEach(() => {
  git('checkout', '--quiet', '--', '.');
  write('rendered/web.yaml', { ...web, metadata: { ...web.metadata, labels: { tier: 'front' } } });
  write('nines.yaml', configuration);
});

test('paths, topology and services are those of nines.yaml', () => {
  const answer = diff();
  expect({ code: answer.code, error: answer.error }).toEqual({ code: 1, error: '' });
  expect(answer.out).toContain('rendered: 1 object');
  expect(row(answer, 'web')).toMatch(/ 99\.9% +NO /);
  expect(row(diff('HEAD:rendered', 'rendered', '--no-config', '--topology', 'cluster.yaml'), 'web')).toMatch(/ - +NO /);
  expect(diff('HEAD:rendered', 'rendered', '--no-config').out).not.toContain('MINUTES/YEAR');
});

test('an option comes before the field, and another file before nines.yaml', () => {
  write('rendered/other.yaml', other);
  expect(row(diff('--target', '99.99'), 'other')).toContain('99.99%');
  write('own.yaml', { ...configuration, target: '99.5%' });
  expect(row(diff('--config', 'own.yaml'), 'other')).toContain('99.5%');
  rmSync(join(folder, 'rendered/other.yaml'));
});

test('a service that is new, or gone, is declared on the side that has it', () => {
  write('nines.yaml', { ...configuration, services: [needed, { ...needed, name: 'other', needed: 2 }] });
  write('rendered/other.yaml', other);
  const added = diff();
  expect({ code: added.code, error: added.error }).toEqual({ code: 1, error: '' });
  expect(row(added, 'other')).toMatch(/ - -> 99\.9% +- -> NO/);
  expect(added.out).not.toContain('The cluster:');
  const removed = diff('rendered', 'HEAD:rendered');
  expect({ code: removed.code, error: removed.error }).toEqual({ code: 1, error: '' });
  expect(row(removed, 'other')).toMatch(/ 99\.9% -> - +NO -> -/);
  rmSync(join(folder, 'rendered/other.yaml'));
  write('nines.yaml', { ...configuration, services: [{ ...needed, name: 'webb' }] });
  expect(diff()).toMatchObject({ code: 2, error: expect.stringContaining("no workload 'Deployment/shop/webb'") });
});

test('a reason for what is dangerous holds for one change', () => {
  write('rendered/claim.yaml', claim);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'A claim');
  rmSync(join(folder, 'rendered/claim.yaml'));
  expect(diff().code).toBe(3);
  write('nines.yaml', { ...configuration, accept: [{ ...gone, until: '2026-01-01' }] });
  expect(diff().code).toBe(3);
  write('nines.yaml', { ...configuration, accept: [gone] });
  const accepted = diff();
  expect(accepted.code).toBe(1);
  expect(accepted.out).toContain('it is in the archive');
  write('nines.yaml', { ...configuration, accept: [{ ...gone, object: 'PersistentVolumeClaim/shop/other' }] });
  expect(diff().code).toBe(3);
  // Committed with an earlier change.
  write('rendered/claim.yaml', claim);
  write('nines.yaml', { ...configuration, accept: [gone] });
  git('add', '--all');
  git('commit', '--quiet', '--message', 'A reason');
  rmSync(join(folder, 'rendered/claim.yaml'));
  expect(diff().code).toBe(3);
});

test('several paths are too many, and so are a file and none', () => {
  write('nines.yaml', { paths: ['rendered/', 'more/'] });
  expect(diff()).toMatchObject({ code: 2, error: expect.stringContaining('nines diff compares one path, got 2') });
  expect(diff('--config', 'nines.yaml', '--no-config')).toMatchObject({ code: 2, error: expect.stringContaining('exclude each other') });
});
