import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { workload, zones } from '../availability/manifests';
import { Repository } from './repository';

const repository = new Repository();
afterAll(() => repository.remove());
const diff = (...args: string[]) => repository.diff(...args);

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
  repository.write('rendered/web.yaml', web);
  repository.write('cluster.yaml', zones([2, 2, 2]));
  repository.commit('First');
});
beforeEach(() => {
  repository.git('checkout', '--quiet', '--', '.');
  repository.write('rendered/web.yaml', { ...web, metadata: { ...web.metadata, labels: { tier: 'front' } } });
  repository.write('nines.yaml', configuration);
});

test('paths, topology and services are those of nines.yaml', async () => {
  const answer = await diff();
  expect({ code: answer.code, error: answer.error }).toEqual({ code: 1, error: '' });
  expect(answer.out).toContain('rendered: 1 object');
  expect(row(answer, 'web')).toMatch(/ 99\.9% +NO /);
  expect(row(await diff('HEAD:rendered', 'rendered', '--no-config', '--topology', 'cluster.yaml'), 'web')).toMatch(/ - +NO /);
  expect((await diff('HEAD:rendered', 'rendered', '--no-config')).out).not.toContain('MINUTES/YEAR');
});

test('an option comes before the field, and another file before nines.yaml', async () => {
  repository.write('rendered/other.yaml', other);
  expect(row(await diff('--target', '99.99'), 'other')).toContain('99.99%');
  repository.write('own.yaml', { ...configuration, target: '99.5%' });
  expect(row(await diff('--config', 'own.yaml'), 'other')).toContain('99.5%');
  rmSync(join(repository.folder, 'rendered/other.yaml'));
});

test('a service that is new, or gone, is declared on the side that has it', async () => {
  repository.write('nines.yaml', { ...configuration, services: [needed, { ...needed, name: 'other', needed: 2 }] });
  repository.write('rendered/other.yaml', other);
  const added = await diff();
  expect({ code: added.code, error: added.error }).toEqual({ code: 1, error: '' });
  expect(row(added, 'other')).toMatch(/ - -> 99\.9% +- -> NO/);
  expect(added.out).not.toContain('The cluster:');
  const removed = await diff('rendered', 'HEAD:rendered');
  expect({ code: removed.code, error: removed.error }).toEqual({ code: 1, error: '' });
  expect(row(removed, 'other')).toMatch(/ 99\.9% -> - +NO -> -/);
  rmSync(join(repository.folder, 'rendered/other.yaml'));
  repository.write('nines.yaml', { ...configuration, services: [{ ...needed, name: 'webb' }] });
  expect(await diff()).toMatchObject({ code: 2, error: expect.stringContaining("no workload 'Deployment/shop/webb'") });
});

test('a reason for what is dangerous holds for one change', async () => {
  repository.write('rendered/claim.yaml', claim);
  repository.commit('A claim');
  rmSync(join(repository.folder, 'rendered/claim.yaml'));
  expect((await diff()).code).toBe(3);
  repository.write('nines.yaml', { ...configuration, accept: [{ ...gone, until: '2026-01-01' }] });
  expect((await diff()).code).toBe(3);
  repository.write('nines.yaml', { ...configuration, accept: [gone] });
  const accepted = await diff();
  expect(accepted.code).toBe(1);
  expect(accepted.out).toContain('it is in the archive');
  repository.write('nines.yaml', { ...configuration, accept: [{ ...gone, object: 'PersistentVolumeClaim/shop/other' }] });
  expect((await diff()).code).toBe(3);
  // Committed with an earlier change.
  repository.write('rendered/claim.yaml', claim);
  repository.write('nines.yaml', { ...configuration, accept: [gone] });
  repository.commit('A reason');
  rmSync(join(repository.folder, 'rendered/claim.yaml'));
  expect((await diff()).code).toBe(3);
});

test('several paths are too many, and so are a file and none', async () => {
  repository.write('nines.yaml', { paths: ['rendered/', 'more/'] });
  expect(await diff()).toMatchObject({ code: 2, error: expect.stringContaining('nines diff compares one path, got 2') });
  expect(await diff('--config', 'nines.yaml', '--no-config')).toMatchObject({
    code: 2,
    error: expect.stringContaining('exclude each other'),
  });
});
