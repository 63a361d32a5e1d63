import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { noZones, oneNode, refusalOf, single } from '../cluster';
import { refuses } from './refuses';

const alone = { ...single, masters: undefined, platform: oneNode };
const small = { cpu: Cpu.millis(500), memory: Size.gibibytes(4) };

refuses([
  [
    'storage that is a text',
    { storage: '100Gi' },
    "storage must be a Size, got '100Gi'; write a Size such as Size.gibibytes(2), imported from cdk8s",
  ],
  [
    'a heap above half of the memory',
    { heap: Size.gibibytes(3), resources: small },
    'heap must leave half of the memory of 4Gi for the file system cache, got 3Gi; omit it, or request more memory',
  ],
  [
    'a heap above what pointers reach',
    { heap: Size.gibibytes(32), resources: { ...small, memory: Size.gibibytes(64) } },
    "heap must be 31Gi or less, above which Java's pointers double in size, got 32Gi; use more nodes instead",
  ],
  [
    'more copies than nodes',
    { indexReplicas: 3 },
    'indexReplicas must be a whole number from 0 to 2, since each of the 3 nodes holds at most one copy of a shard, got 3; reduce it, or add nodes',
  ],
  [
    'a replica on one node',
    { ...alone, indexReplicas: 1 },
    'indexReplicas must be a whole number from 0 to 0, since each of the 1 nodes holds at most one copy of a shard, got 1; reduce it, or add nodes',
  ],
  [
    'half a replica',
    { indexReplicas: 0.5 },
    'indexReplicas must be a whole number from 0 to 2, since each of the 3 nodes holds at most one copy of a shard, got 0.5; reduce it, or add nodes',
  ],
  [
    'less memory than a node needs',
    { resources: { ...small, memory: Size.mebibytes(1536) } },
    "resources.memory must be 2Gi or more, below which nodes are killed for memory, got 1536Mi; write a larger Size, or memory: { accept: 'small-memory', because: '...' }",
  ],
  [
    'hardly any memory, with a reason',
    { resources: { ...small, memory: Size.mebibytes(512) }, memory: { accept: 'small-memory', because: 'it is a test' } },
    'resources.memory must be 1Gi or more, got 512Mi; write a larger Size',
  ],
  [
    'little memory without a reason',
    { resources: { ...small, memory: Size.gibibytes(1) }, memory: { accept: 'small-memory', because: ' ' } },
    "memory.because must say why 'small-memory' is accepted, got ' '; write a reason that still makes sense in a year",
  ],
  [
    'no processor',
    { resources: { ...small, cpu: Cpu.millis(0) } },
    'resources.cpu must be a Cpu of 1m or more, got 0m; write a Cpu such as Cpu.millis(100), imported from cdk8s-plus-27',
  ],
  ['no storage', { storage: Size.gibibytes(0) }, 'storage must be 1Gi or more, got 0Gi; write a larger Size'],
  ['no heap', { heap: Size.mebibytes(0) }, 'heap must be 128Mi or more, got 0Mi; write a larger Size'],
  ['a heap of kibibytes', { heap: Size.kibibytes(100) }, 'heap must be 128Mi or more, got 100Ki; write a larger Size'],
  [
    'more memory than a node has',
    { platform: noZones, resources: { ...small, memory: Size.gibibytes(16) } },
    'resources.memory must fit on a node of digitalocean, whose largest offers 6Gi, got 16Gi; reduce the requests, or use larger nodes',
  ],
  [
    'a class of volumes without a name',
    { storageClassName: '' },
    "storageClassName must be the name of a StorageClass, got ''; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
]);

test.each([
  ['half of the memory as heap', { heap: Size.gibibytes(2), resources: small }],
  ['as many copies as nodes', { indexReplicas: 2 }],
])('takes %s', (_, change) => {
  expect(refusalOf(change)).toBe('nothing');
});
