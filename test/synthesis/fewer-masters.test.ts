import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fewerMasters } from '../../lib/synthesis/fewer-masters';
import { lastManifests } from '../../lib/synthesis/last';
import type { Manifest } from '../../lib/synthesis/manifest';

function elasticsearch(replicas: number, roles = 'master, data, ingest'): Manifest {
  const metadata = { name: 'elasticsearch', namespace: 'shop', annotations: { 'nines.dev/elasticsearch.roles': roles } };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { replicas } };
}

const step = (before: number, after: number) => fewerMasters('production', [elasticsearch(before)], [elasticsearch(after)]);

test.each([
  [1, 3],
  [3, 3],
  [3, 5],
  [5, 3],
  [7, 5],
])('from %i masters to %i is a step that a majority survives', (before, after) => {
  expect(step(before, after)).toEqual([]);
});

test.each([
  [5, 1, 3, 'go to 3 first'],
  [7, 3, 4, 'go to 5 first'],
  [3, 1, 2, 'restore a snapshot into a new cluster'],
])('from %i masters to %i is refused', (before, after, majority, way) => {
  expect(step(before, after)).toEqual([
    `'production': StatefulSet 'shop/elasticsearch' has ${before} masters in dist/ and ${after} would be left, less than their majority of ${majority}, so that it would stop; ${way}, as docs/elasticsearch.md says under "Fewer nodes", or delete dist/production if nothing runs there`,
  ]);
});

test('what was not there before, and what nobody elects, may have any number', () => {
  expect(fewerMasters('production', [], [elasticsearch(1)])).toEqual([]);
  expect(fewerMasters('production', [elasticsearch(5, 'data')], [elasticsearch(1, 'data')])).toEqual([]);
});

test('what was synthesized last is read from its folder, as far as it can be read', () => {
  const output = mkdtempSync(join(tmpdir(), 'nines-last-'));
  try {
    expect(lastManifests(output, 'production')).toEqual([]);
    mkdirSync(join(output, 'production'));
    writeFileSync(join(output, 'production/20-elasticsearch.yaml'), `---\n${JSON.stringify(elasticsearch(3))}\n---\nkind: [\n---\n7\n`);
    writeFileSync(join(output, 'production/notes.txt'), 'kind: Pod');
    expect(lastManifests(output, 'production')).toEqual([elasticsearch(3)]);
  } finally {
    rmSync(output, { recursive: true });
  }
});
