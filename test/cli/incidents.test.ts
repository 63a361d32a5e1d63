import { stringify } from 'yaml';
import { topologies } from '../../src/platform/topologies';
import { workload } from '../availability/manifests';
import { nines } from './run';

const app = stringify(workload({ annotations: { 'nines.dev/accept.availability': 'it is a test' } }));
const header = 'start,end,cause,share\n';

function run(incidents: unknown, files: Record<string, string> = {}) {
  const topology = stringify({ ...topologies.get('aws-3x2'), incidents });
  return nines(['check', '@app.yaml', '--topology', '@cluster/topology.yaml'], {
    'app.yaml': app,
    'cluster/topology.yaml': topology,
    ...files,
  });
}

test('a record that does not exist is refused at its place in the topology file', async () => {
  const { code, error } = await run('records.csv');
  expect(code).toBe(2);
  expect(error).toMatch(
    /^nines: @cluster\/topology\.yaml:\d+:\d+: no such file: @cluster\/records\.csv; name a CSV file, relative to the topology file\n$/,
  );
});

test('a folder is no record', async () => {
  const { code, error } = await run('.');
  expect([code, error]).toEqual([2, 'nines: @cluster: a folder, not a file; name a file in it\n']);
});

test('its own mistakes are reported with its lines', async () => {
  const { code, error } = await run('../records.csv', { 'records.csv': `${header}2025-03-01 09:30,2025-03-01 09:40,regoin,1\n` });
  expect([code, error]).toEqual([2, "nines: @records.csv:2: cause: unknown cause 'regoin'; write 'region'\n"]);
});

test.each([
  [3, 'incidents: must be the name of a CSV file, got an integer: 3; write records.csv'],
  [{}, "incidents: 'file' is missing; add 'file', the name of a CSV file such as records.csv"],
  [{ file: 'records.csv', since: 2025 }, 'incidents.since: unknown field; remove it, or use file, from or until'],
  [{ file: 'records.csv', from: 'May' }, "incidents.from: 'May' is not a day; write the first day of the record such as 2025-01-01"],
])('%j is no source of a record', async (incidents, message) => {
  const { code, error } = await run(incidents);
  expect(code).toBe(2);
  expect(error.replace(/^nines: @cluster\/topology\.yaml:\d+:\d+: /, '')).toBe(`${message}\n`);
});

test('a record replaces the rows of its causes, and is compared with the model', async () => {
  const promised = stringify(workload({ annotations: { 'nines.dev/target': '99%', 'nines.dev/needed': '2' } }));
  const records = `${header}2024-03-01 09:30,2024-03-01 10:00,region,1\n2024-05-01 09:30,2024-05-01 09:40,burst-pipe,0.5\n`;
  const incidents = { file: 'records.csv', from: '2024-01-01', until: '2026-01-01' };
  const { out } = await run(incidents, { 'app.yaml': promised, 'cluster/records.csv': records });
  expect(out).toMatch(/\n {2}region +0\.749 +100% +0 s +30 min +22\.5 \(.*\) +@?.*records\.csv\n/);
  expect(out).toMatch(
    /\nYour record of 2 years, beside the model .*:\n {2}CAUSE .*\n {2}region +1 +- +22\.5 .*\n {2}burst-pipe +1 +- .* not in the model\n/,
  );
});
