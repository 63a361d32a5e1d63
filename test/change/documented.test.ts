import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeBetween } from '../../src/change/change';
import { consequences } from '../../src/change/result';
import { readManifests } from '../../src/manifests/read';
import { rows } from '../cluster/changes/rows';
import { indexed } from '../indexed';

const page = readFileSync(join(__dirname, '../../docs/consequences.md'), 'utf8');

/** The sentences of the page, in which an ellipsis stands for anything, and a slash separates two. */
const sentences = [...page.matchAll(/^\| (.+?) \| .+ \|$/gm)]
  .flatMap(([, cell = '']) => cell.split(' / '))
  .filter((sentence) => !/^[-`]/.test(sentence) || sentence.includes(' '))
  .map((sentence) => new RegExp(`^${sentence.split('…').map(literally).join('[^]*')}$`));

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

test('the page has each consequence', () => {
  for (const consequence of consequences) expect(page).toContain(`| \`${consequence}\` |`);
});

const objects = readManifests([join(__dirname, '../cluster/changes/objects.yaml')]).documents.map(({ value }) => value);

const classes = [true, false].map((allowVolumeExpansion) => {
  const name = allowVolumeExpansion ? 'expandable' : 'fixed';
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, allowVolumeExpansion };
});

// `npm run test:cluster -- changes.test` compares the table with a real API server.
test('each change of the table has its consequence', () => {
  const wrong = rows.flatMap(({ object, change, edit, consequence }) => {
    const before = objects.find((it) => (it as { metadata: { name: string } }).metadata.name === object);
    const after = structuredClone(before);
    edit(after);
    const said = changeBetween(indexed([...classes, before]), indexed([...classes, after])).objects[0]?.consequence;
    return said === consequence ? [] : [[object, change, consequence, said]];
  });
  expect(wrong).toEqual([]);
});

test('the page has each sentence that a change of the table is given', () => {
  const told = rows.flatMap(({ object, edit }) => {
    const before = objects.find((it) => (it as { metadata: { name: string } }).metadata.name === object);
    const after = structuredClone(before);
    edit(after);
    const pairs = [
      [[before], [after]],
      [[before], []],
      [[], [after]],
      [[before], [{ ...(after as object), metadata: { ...(after as { metadata: object }).metadata, name: 'renamed' } }]],
    ];
    return pairs.flatMap(([old = [], next = []]) =>
      changeBetween(indexed(old), indexed(next)).objects.flatMap((change) =>
        [change.because ?? [], change.fields.map(({ because }) => because)].flat(),
      ),
    );
  });
  const missing = [...new Set(told)].filter((because) => !sentences.some((sentence) => sentence.test(because)));
  expect(told.length).toBeGreaterThan(400);
  expect(missing).toEqual([]);
});
