import type { ObjectIndex } from '../../src/manifests/object-index';
import { diagnosticText } from '../../src/report/diagnostics';
import { goneProblems, removalOf, removalText } from '../../src/synthesis/gone';
import { removedRefusals } from '../../src/synthesis/removed-environment';
import type { IndexedSynthesis } from '../../src/synthesis/synthesis';
import { indexed } from '../indexed';

const config = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' } });
const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data', namespace: 'shop' } };
const END = 'or run `npm run synth -- --base none` if nothing runs there yet';
const MEANT = "if it is intended, write removed: [{ environment: 'demo', because: '...' }] beside the environments";

/** Nothing deploys it. */
const undelivered = { before: (_: string, index: ObjectIndex) => index, after: (_: string, index: ObjectIndex) => index };

const gone = (...objects: readonly object[]) => ({ name: 'demo', base: { name: 'dist/', index: indexed(objects) } });
const added = (name: string, ...objects: readonly object[]) =>
  ({ environment: { name }, index: indexed(objects) }) as unknown as IndexedSynthesis;

test.each([
  [gone(config('a')), [], `error: environment 'demo' is gone: where a tool prunes, its object is deleted; restore it; ${MEANT}; ${END}`],
  [
    gone(config('a'), claim),
    [added('other', config('a'))],
    `error: environment 'demo' is gone: where a tool prunes, its 2 objects are deleted, and with them the data of PersistentVolumeClaim/shop/data; restore it; ${MEANT}; ${END}`,
  ],
  [
    gone(config('a'), claim),
    [added('other', config('b')), added('example', config('a'), claim)],
    `error: environment 'demo' is gone, and 'example' has its objects: where a tool prunes, its 2 objects are deleted, and with them the data of PersistentVolumeClaim/shop/data; keep the name 'demo'; ${MEANT}; ${END}`,
  ],
])('the removal of an environment is refused %#', (environment, others, message) => {
  expect(goneProblems([environment], others).map(diagnosticText)).toEqual([message]);
});

test('a reason accepts everything that the removal does', () => {
  const environment = { ...gone(claim), because: 'the demo is over' };
  expect(goneProblems([environment], [])).toEqual([]);
  expect(removalOf(environment, undelivered).hazards.map(({ risk, accepted }) => [risk, accepted])).toEqual([
    ['data-at-risk', 'the demo is over'],
  ]);
  expect(removalOf(gone(claim), undelivered).hazards.map(({ accepted }) => accepted)).toEqual([undefined]);
  expect(removalText(environment)).toBe('demo: removed, because the demo is over; where a tool prunes, its object is deleted');
});

test.each([
  [
    { environment: 'production', because: 'it closed' },
    "error: removed[0].environment: 'production' is removed, and still one of the environments; remove it from one of the two lists",
  ],
  [
    { environment: 'demo', because: ' ' },
    "error: removed[0].because: must say why 'demo' is removed, got ' '; write a reason that still makes sense in a year",
  ],
])('%j is refused', (removed, message) => {
  expect(removedRefusals([removed], ['production']).map(diagnosticText)).toEqual([message]);
});
