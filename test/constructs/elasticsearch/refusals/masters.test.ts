import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Platform } from '../../../../src';
import { noZones, oneNode, refusalOf, single } from '../cluster';
import { refuses } from './refuses';

const nodes = { count: 2, cpu: Cpu.units(2), memory: Size.gibibytes(8) };
const twoZones = Platform.aws({ kubernetes: '1.36', zones: ['a', 'b'], nodes });
const twoNodes = Platform.digitalOcean({ kubernetes: '1.36', region: 'fra1', nodes });
const alone = { ...single, masters: undefined, platform: oneNode };

refuses([
  ['an even number of masters', { masters: 4 }, 'masters must be 3, 5 or 7 to form a quorum, got 4; use 3, 5 or 7'],
  ['two masters', { masters: 2 }, 'masters must be 3, 5 or 7 to form a quorum, got 2; use 3, 5 or 7'],
  ['nine masters', { masters: 9 }, 'masters must be 3, 5 or 7 to form a quorum, got 9; use 3, 5 or 7'],
  [
    'one master without a reason',
    { masters: 1 },
    "masters must be 3 or more, since one is a single point of failure, got 1; use 3, 5 or 7, or write accept: 'single-replica', because: '...'",
  ],
  [
    'an empty reason',
    { ...alone, because: '' },
    "because must say why 'single-replica' is accepted, got ''; write a reason that still makes sense in a year",
  ],
  [
    'one master called highly available',
    { ...alone, availability: '99.95%' },
    "availability can't be promised for a single node, which is a single point of failure, got '99.95%'; use masters: 3, or omit availability",
  ],
  [
    'masters and one node',
    { ...alone, masters: 3 },
    "masters contradicts accept: 'single-replica', got 3; omit masters, or omit accept and because",
  ],
  ['another risk', { ...alone, accept: 'one' }, "accept must be 'single-replica', got 'one'; write accept: 'single-replica'"],
  ['no number of masters', { masters: Number.NaN }, 'masters must be 3, 5 or 7 to form a quorum, got NaN; use 3, 5 or 7'],
  [
    'two zones',
    { platform: twoZones },
    "masters must keep a majority when a zone is lost, but one of 2 zones holds 2 of 3; use 3 zones or more, write zoneLoss: { accept: 'larger-zone', because: '...' }, or write accept: 'single-replica', because: '...'",
  ],
  [
    'two zones for five masters',
    { platform: twoZones, masters: 5 },
    "masters must keep a majority when a zone is lost, but one of 2 zones holds 3 of 5; use 3 zones or more, write zoneLoss: { accept: 'larger-zone', because: '...' }, or write accept: 'single-replica', because: '...'",
  ],
  [
    'two nodes',
    { platform: twoNodes },
    "masters must keep a majority when a node is lost, but one of 2 nodes holds 2 of 3; use 3 nodes or more, or write accept: 'single-replica', because: '...'",
  ],
  [
    'three masters on minikube',
    { platform: oneNode },
    "masters must keep a majority when a node is lost, but the only node holds 3 of 3; use 3 nodes or more, or write accept: 'single-replica', because: '...'",
  ],
  [
    'a step without a reason',
    { resize: { accept: 'fewer-masters', because: '' } },
    "resize.because must say why 'fewer-masters' is accepted, got ''; write a reason that still makes sense in a year",
  ],
]);

test.each([
  ['three masters on three nodes', { platform: noZones }],
  ['five masters in three zones', { masters: 5 }],
  ['seven masters in three zones', { masters: 7 }],
])('takes %s', (_, change) => {
  expect(refusalOf(change)).toBe('nothing');
});
