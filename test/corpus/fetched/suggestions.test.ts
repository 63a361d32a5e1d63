import { indexOf } from '../../../src/manifests/object-index';
import { manifestsIn, UnreadableError } from '../../../src/manifests/read';
import { readTopology } from '../../../src/platform/topology-source';
import { followed } from '../../availability/advice/followed';
import { sets, textsOf } from '../corpus';

const topology = readTopology('three-zones');

/** Services of a set whose suggestions are followed: three of each set take four minutes, most of what is suggested for the others being alike. */
const MOST = 3;

test.each(sets)('$name: each suggestion, followed, proves what it says, and brings no new finding', (set) => {
  let documents: Parameters<typeof indexOf>[0];
  try {
    documents = manifestsIn(textsOf(set)).documents;
  } catch (error) {
    if (error instanceof UnreadableError) return;
    throw error;
  }
  expect(followed(indexOf(documents), topology, MOST).disappointments).toEqual([]);
});
