import type { Row } from './all';
import { counted, replayMisses, replayTable } from './report';
import type { Witness } from './witness';

const witness: Witness = {
  kind: 'Deployment',
  namespace: 'shop',
  name: 'web',
  event: 'lose one zone',
  zone: 'zone-a',
  stage: 'fresh',
  vector: [2, 1],
  lost: 2,
  replicas: 3,
  needed: 2,
};
const rows: Row[] = [
  { from: 'one', witness, realised: true, seen: '1 ready', seconds: 1 },
  { from: 'two', witness: { ...witness, stage: 'afterRollouts' }, realised: false, seen: '2 ready', seconds: 1 },
  { from: 'three', witness, realised: undefined, seen: 'the provisioner chooses the zones', seconds: 0 },
];

test('what was not tried counts for nothing', () => {
  expect(counted(rows)).toEqual({ realised: 1, tried: 2 });
});

test('the table counts by event and stage', () => {
  expect(replayTable(rows).split('\n').slice(2)).toEqual([
    '| lose one zone | 1 of 1 | 0 of 1 |  | 1 of 2 |',
    '| together | 1 of 1 | 0 of 1 |  | 1 of 2 |',
  ]);
});

test('every miss is told whole', () => {
  expect(replayMisses(rows)).toEqual([
    'two, web: lose zone zone-a takes 2 of 3 standing 2/1 (afterRollouts), 2 needed: 2 ready',
    'three, web: lose zone zone-a takes 2 of 3 standing 2/1 (fresh), 2 needed: not tried, the provisioner chooses the zones',
  ]);
});
