/* `nines check --format json` prints what src/report/answer.schema.json says, whatever it judges, and the schema says all of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { topologies } from '../../src/platform/topologies';
import { workload } from '../availability/requesting';
import { writeShop } from '../fixtures/manifests';
import { answer, proved, schemaErrors, yaml } from './answer';
import { nines } from './run';

const dist = mkdtempSync(join(tmpdir(), 'nines-shop-'));
beforeAll(() => writeShop(dist));
afterAll(() => rmSync(dist, { recursive: true, force: true }));
const aws = topologies.get('aws-3x2') ?? {};
const promising = (target: string) => yaml(workload({ annotations: { 'nines.dev/needed': '2', 'nines.dev/target': target } }));
const topology = (more: object) => ({ 'topology.yaml': stringify({ ...aws, ...more }) });
const own = ['check', '@app.yaml', '--topology', '@topology.yaml'];
const header = 'start,end,cause,share\n';
const db = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'db', namespace: 'shop' },
  spec: { selector: { app: 'db' }, ports: [{ port: 80 }] },
};
const asking = workload({
  pod: { containers: [{ name: 'main', image: 'registry.example/main:1', env: [{ name: 'DB_HOST', value: 'db' }] }] },
});

type Files = Readonly<Record<string, string>>;

/** Inputs, and what their answers have. */
const inputs: readonly (readonly [what: string, args: readonly string[], files: Files, has: string])[] = [
  ['three zones', ['check', join(dist, 'production'), '--topology', 'aws-3x2'], {}, '"reachedBy"'],
  ["another provider's preset", ['check', join(dist, 'staging'), '--topology', 'digitalocean-3'], {}, '"accepted":[{'],
  ['one node', ['check', join(dist, 'local'), '--topology', 'minikube'], {}, '"refuted"'],
  ['dependencies', own, { 'app.yaml': yaml(asking, db, workload({ name: 'db' })), ...topology({}) }, '"inferred"'],
  ['a promise that its structure breaks', own, { 'app.yaml': promising('99.95%'), ...topology({}) }, 'refuted (target 99.95%)'],
  [
    'a promise that its budget breaks',
    own,
    { 'app.yaml': proved, ...topology({ services: [{ kind: 'Deployment', namespace: 'shop', name: 'web', target: '99.9999%' }] }) },
    '"missed"',
  ],
  [
    'a record of incidents',
    own,
    {
      'app.yaml': proved,
      'records.csv': `${header}2025-03-01 09:30,2025-03-01 09:40,region,1\n`,
      ...topology({ incidents: { file: 'records.csv', from: '2024-01-01', until: '2026-01-01' } }),
    },
    '"estimated"',
  ],
  [
    'nothing that fails',
    own,
    { 'app.yaml': proved, ...topology({ pods: { crash: 'never' }, nodes: { interruption: 'never' }, outside: [] }) },
    '"notIncluded":[{',
  ],
  ['no topology', ['check', '@app.yaml'], { 'app.yaml': proved }, '"read"'],
];

test.each(inputs)('of %s', async (_, args, files, has) => {
  const { answer: found } = await answer(args, files);
  expect(JSON.stringify(found)).toContain(has);
});

test('of input that can not be used', async () => {
  const { code, out } = await nines(['check', '@app.yaml', '--topology', 'aws-3x2', '--format', 'json'], { 'app.yaml': 'kind: [\n' });
  expect(code).toBe(2);
  expect(schemaErrors(JSON.parse(out))).toEqual([]);
});

/** Each object in a value, itself included. */
function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside];
}

test('it has no field anywhere that the schema leaves open', async () => {
  const { answer: found } = await answer(['check', join(dist, 'production'), '--topology', 'aws-3x2'], {});
  const objects = objectsIn(found);
  expect(objects.length).toBeGreaterThan(100);
  const open = objects.filter((object) => {
    object['unknown field'] = 1;
    const isAllowed = schemaErrors(found).length === 0;
    delete object['unknown field'];
    return isAllowed;
  });
  expect(open).toEqual([]);
});

test('fields that belong together are refused one without the other', async () => {
  const { answer: found } = await answer(own, { 'app.yaml': promising('99.95%'), ...topology({}) });
  const { accepted: _, ...judged } = found;
  expect(schemaErrors(judged)).toContainEqual(expect.stringContaining('must have properties assumptions, accepted, skipped'));
  const budget = (found.services[0] as unknown as { downtime: Record<string, unknown> }).downtime;
  for (const field of ['allowed', 'left', 'verdict']) {
    const { [field]: kept } = budget;
    expect(kept).toBeDefined();
    delete budget[field];
    expect(schemaErrors(found).join()).toMatch(/must have propert/);
    budget[field] = kept;
  }
  expect(schemaErrors(found)).toEqual([]);
});
