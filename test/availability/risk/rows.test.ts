import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { incidentMistakes } from '../../../src/cluster/incidents';
import { outsideKinds } from '../../../src/cluster/yearly-facts';

const root = join(__dirname, '../../..');
const folder = join(root, 'src/availability/risk');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const written = files.flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(/\bid: '([a-z-]+)'/g)].map(([, id]) => id));
const ids = [...new Set([...written, ...outsideKinds])].sort();

test('there are these rows', () => {
  expect(ids).toEqual([
    'black-holed-connections',
    'capacity',
    'certificates',
    'container-crash',
    'dns',
    'drain',
    'election',
    'entry-address',
    'entry-health-check',
    'fault-detection',
    'load-balancer',
    'mastership',
    'no-readiness-probe',
    'node-failover',
    'node-interruption',
    'other',
    'planned-work',
    'pod-fault',
    'region',
    'region-rate',
    'rollout',
    'rollout-capacity',
    'zone-failover',
  ]);
});

test('docs/availability.md has the closed form of each', () => {
  const table = readFileSync(join(root, 'docs/availability.md'), 'utf8').split('\n### The rows\n')[1]?.split('\n### ')[0] ?? '';
  const named = [...table.matchAll(/^\|(.+)$/gm)].flatMap(([, line = '']) => [...line.matchAll(/`([a-z-]+)`/g)].map(([, id]) => id));
  expect(ids.filter((id) => !named.includes(id))).toEqual([]);
});

test('requests of each are counted one by one in a simulation', () => {
  const tests = readdirSync(__dirname).filter((file) => file.endsWith('.test.ts'));
  const simulating = tests
    .map((file) => readFileSync(join(__dirname, file), 'utf8'))
    .filter((text) => /^import .* from '.\/simulation\//m.test(text));
  expect(ids.filter((id) => !simulating.some((text) => text.includes(`'${id}'`)))).toEqual([]);
});

test('an incident may name any of them but the figure of the proof', () => {
  const refused = ids.filter((cause) => incidentMistakes({ start: '2026-01-01', end: '2026-01-02', cause, share: 1 }).length > 0);
  expect(refused).toEqual(['capacity']);
});
