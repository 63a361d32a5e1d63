import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { check, Platform, readIncidents, readTopology } from '../../src';

const platform = Platform.aws({
  kubernetes: '1.36',
  zones: ['a', 'b', 'c'],
  nodes: { count: 2, cpu: Cpu.units(2), memory: Size.gibibytes(8) },
});
const incidents = [{ start: '2025-03-01 09:30', end: '2025-03-01 09:40', cause: 'region', share: 1 }];
const record = { source: 'our pages', from: '2025-01-01', until: '2026-01-01', incidents };
const folder = mkdtempSync(join(tmpdir(), 'nines-incidents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a platform takes a record, and keeps everything else', () => {
  expect(platform.withIncidents(record).topology).toEqual({ ...platform.topology, incidents: record });
});

test('the record of a file is read with its window', () => {
  const file = join(folder, 'records.csv');
  writeFileSync(file, 'start,end,cause,share\n2025-03-01 09:30,2025-03-01 09:40,region,100%\n');
  const window = { from: '2025-01-01', until: '2026-01-01' };
  expect(readIncidents(file, window)).toEqual({ source: file, ...window, incidents });
  expect(() => readIncidents('records.csv')).toThrow('no such file: records.csv; name a CSV file of incidents');
});

test('an invalid record is refused with the other mistakes of a topology', () => {
  const wrong = { ...record, incidents: [{ ...record.incidents[0], share: 25 }] } as typeof record;
  expect(() => platform.withIncidents(wrong).topology).toThrow(
    'topology.incidents.incidents[0].share 25 is out of range; write a number above 0 and up to 1, such as 0.25 for a quarter of the users',
  );
});

test('check() is as strict', () => {
  const topology = { ...readTopology('aws-3x2'), incidents: 'records.csv' as never };
  expect(() => check([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }], topology)).toThrow(
    "topology.incidents: must be a record of incidents, got a string: 'records.csv'; read a file with readIncidents('records.csv'), or write { source, from, until, incidents }",
  );
});
