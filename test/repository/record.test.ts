/* The sample of a record of incidents in docs/check.md is what the command prints on three-zones for the file that the page shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { topologies } from '../../src/platform/topologies';
import { service, web } from '../availability/risk/table';
import { nines } from '../cli/run';

const page = readFileSync(join(__dirname, '../../docs/check.md'), 'utf8');

test('docs/check.md shows what the record on it is compared with', async () => {
  const [, records = ''] = /```csv\n(.*?)```/s.exec(page) ?? [];
  const [, shown = ''] = /```\n(Your record of .*?)```/s.exec(page) ?? [];
  const incidents = { file: 'records.csv', from: '2024-01-01', until: '2026-01-01' };
  expect(page).toContain('`incidents: { file: records.csv, from: 2024-01-01, until: 2026-01-01 }`');
  const { out } = await nines(['check', '@app.yaml', '-t', '@topology.yaml', '--explain', 'web'], {
    'app.yaml': [web(), service()].map((it) => stringify(it)).join('---\n'),
    'topology.yaml': stringify({ ...topologies.get('three-zones'), incidents }),
    'records.csv': records,
  });
  const [printed] = /Your record of .*?(?=\n\n)/s.exec(out) ?? [];
  const lines = shown.trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(3);
  // The page ends before rows that say the same again.
  expect(lines).toEqual(printed?.split('\n').slice(0, lines.length));
});
