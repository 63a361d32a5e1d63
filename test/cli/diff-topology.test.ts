import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { stringify } from 'yaml';
import { workload, zones } from '../availability/manifests';
import { Repository } from './repository';
import { nines } from './run';

const schema = JSON.parse(readFileSync(join(__dirname, '../../src/report/change/change.schema.json'), 'utf8'));
const isValid = new Ajv({ strict: false, allErrors: true }).compile(schema);

const repository = new Repository();
afterAll(() => repository.remove());
const diff = (...args: string[]) => repository.diff(...args);

const web = workload({ annotations: { 'nines.dev/needed': '2' } });

beforeAll(() => {
  repository.write('dist/production/web.yaml', web);
  repository.write('dist/staging/web.yaml', web);
  repository.write('cluster.yaml', zones([2, 2, 2]));
  repository.commit('Without topologies');
  repository.write('dist/topology/production.yaml', zones([2, 2, 2]));
  repository.commit('First');
  repository.write('dist/topology/production.yaml', zones([2, 2]));
  repository.write('cluster.yaml', zones([2, 2]));
});

const CLUSTER = 'the cluster differs, and no object does\n\nThe cluster:\n    - zones[zone-c]\n\nSERVICE';

test('what lies beside the folders of environments is compared', async () => {
  const { code, out, error } = await diff();
  expect({ code, error }).toEqual({ code: 1, error: '' });
  expect(out).toContain(`production: ${CLUSTER}`);
  expect(out).toMatch(/\nstaging: no difference\n$/);
  expect((await diff('HEAD:dist/production')).out).toContain(`dist/production: ${CLUSTER}`);
});

test('a base without them says so', async () => {
  repository.write('dist/production/web.yaml', { ...web, metadata: { ...web.metadata, labels: { tier: 'front' } } });
  const { code, out } = await diff('HEAD~1', 'dist/production');
  repository.write('dist/production/web.yaml', web);
  expect(code).toBe(1);
  expect(out).toContain('\nThe cluster: what it was before is not known, so both sides are judged on what it is after the change\n');
});

test('a topology file is read as each revision has it', async () => {
  expect((await diff('main', 'dist/staging', '--topology', 'cluster.yaml')).out).toContain(`${join('dist', 'staging')}: ${CLUSTER}`);
  expect((await diff('HEAD:dist/staging', 'main:dist/staging', '--topology', 'cluster.yaml')).code).toBe(0);
});

test('both topologies are named', async () => {
  const files = { 'web.yaml': stringify(web), 'before.yaml': stringify(zones([1, 1, 1])), 'after.yaml': stringify(zones([2, 1, 1])) };
  const asked = ['diff', '@web.yaml', '@web.yaml', '--topology', '@after.yaml', '--base-topology', '@before.yaml'];
  const { code, out } = await nines([...asked, '--format', 'json'], files);
  expect(code).toBe(1);
  const answer = JSON.parse(out);
  expect(isValid(answer) ? [] : isValid.errors).toEqual([]);
  expect(answer.changes[0].topology).toEqual([{ field: 'zones[zone-a].pools[workers].count', before: 1, after: 2 }]);
  expect((await nines([...asked, '--format', 'markdown'], files)).out).toContain(
    '\n```diff\nThe cluster:\n! zones[zone-a].pools[workers].count: 1 -> 2\n```\n\n| SERVICE |',
  );
});

test.each([
  [['a.yaml', 'b.yaml', '--base-topology', 'aws-3x2'], '--base-topology is what HEAD is compared with; add --topology'],
  [['--live', '--topology', 'aws-3x2', '--base-topology', 'aws-3x2'], '--live compares with the cluster as it is; remove --base-topology'],
])('%j is unusable', async (args, message) => {
  expect(await diff(...args)).toEqual({ code: 2, out: '', error: `nines: ${message}\n` });
});

test('a rolling update that gets stuck is refused', async () => {
  const asking = (cpu: string) => stringify(workload({ pod: { containers: [{ name: 'main', resources: { requests: { cpu } } }] } }));
  const files = { 'a.yaml': asking('100m'), 'b.yaml': asking('100') };
  const { code, out } = await nines(['diff', '@a.yaml', '@b.yaml', '--topology', 'aws-3x2'], files);
  expect(code).toBe(3);
  expect(out).toContain(`Not accepted; synth refuses it:
  stuck-rollout: Deployment 'shop/web': its rolling update gets stuck: no node takes a new pod: no node is large enough and has only taints that it tolerates; correct the pod template, or change the nodes first
`);
  expect(out).toMatch(/Deployment\/shop\/web .* stuck\n/);
});
