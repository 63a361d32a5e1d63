import type { Diagnostic } from '../../../src/manifests/diagnostic';
import { indexOf } from '../../../src/manifests/object-index';
import { manifestsIn, UnreadableError } from '../../../src/manifests/read';
import { topologySource } from '../../../src/platform/topology-source';
import { reviewOf } from '../../../src/proof/report';
import { type CorpusSet, cloneOf, isFetched, sets, textsOf } from '../corpus';
import { identity, judged, type Row, rowOf, write } from '../table';

const { topology } = topologySource('aws-3x2');
const table = new Map(judged().map((row) => [identity(row), row]));
const rewritten: Row[] = [];

test.each(sets)('$name: every finding is in the table, and every row is found', (set) => {
  if (!isFetched(set.repository)) throw new Error(`${cloneOf(set.repository)} not found; run npm run corpus, or set CORPUS`);
  const found = findingsOf(set).map((finding) => rowOf(set.name, finding, table));
  rewritten.push(...found);
  if (!process.env['REWRITE']) expect(found).toEqual([...table.values()].filter((row) => row.set === set.name));
});

afterAll(() => {
  if (process.env['REWRITE']) write(rewritten);
});

function findingsOf(set: CorpusSet): readonly Diagnostic[] {
  try {
    return reviewOf(indexOf(manifestsIn(textsOf(set)).documents), topology).findings;
  } catch (error) {
    if (error instanceof UnreadableError) return error.diagnostics;
    throw error;
  }
}
