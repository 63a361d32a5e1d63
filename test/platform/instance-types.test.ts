import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { type AwsNodes, Platform } from '../../src';
import { interfacesOf, podsOf } from '../../src/platform/instance-types';

const nodes: AwsNodes = { count: 1, cpu: Cpu.units(2), memory: Size.gibibytes(8) };

function aws(change: Partial<AwsNodes>) {
  const { topology } = Platform.aws({ kubernetes: '1.36', zones: ['a'], nodes: { ...nodes, ...change } });
  return topology.zones[0]?.pools[0]?.allocatable;
}

// What `kubectl describe node` shows: awslabs/amazon-eks-ami, templates/shared/runtime/eni-max-pods.txt.
test.each([
  ['t3.nano', 4],
  ['t3.medium', 17],
  ['t3.large', 35],
  ['t3a.small', 8],
  ['m6g.medium', 8],
  ['m5.large', 29],
  ['c7i-flex.xlarge', 58],
  ['r7g.2xlarge', 58],
  ['m6i.4xlarge', 234],
  ['m7i.16xlarge', 737],
  ['m8i.large', 59],
  ['c8i-flex.xlarge', 118],
  ['r8i.12xlarge', 590],
])('a node of type %s takes %d pods', (type, pods) => {
  const interfaces = interfacesOf(type);
  expect(interfaces && podsOf(interfaces)).toBe(pods);
});

test.each(['p5.48xlarge', 'm5.huge', 'm5', '', 'm5.constructor', 'm5.large.large'])('the type %j is not listed', (type) => {
  expect(interfacesOf(type)).toBeUndefined();
});

test('the pods follow from the type, and so does the memory that EKS keeps for itself', () => {
  expect(aws({})).toEqual({ cpu: '1930m', memory: '7272Mi', pods: 29 });
  expect(aws({ type: 't3.large' })).toEqual({ cpu: '1930m', memory: '7206Mi', pods: 35 });
  expect(aws({ type: 'm6i.4xlarge', cpu: Cpu.units(16), memory: Size.gibibytes(64) })).toEqual({
    cpu: '15890m',
    memory: '60640Mi',
    pods: 234,
  });
});

test('with prefixes it takes what AWS recommends, and what is written in any case', () => {
  expect(aws({ type: 't3.large', prefixDelegation: true })?.pods).toBe(110);
  expect(aws({ type: 't3.nano', prefixDelegation: true })?.pods).toBe(34);
  expect(aws({ type: 'm6i.16xlarge', cpu: Cpu.units(64), memory: Size.gibibytes(256), prefixDelegation: true })?.pods).toBe(250);
  expect(aws({ type: 't3.large', prefixDelegation: true, pods: 60 })?.pods).toBe(60);
});

test('without a type a node takes as many pods as the least of that size', () => {
  const of = (cpus: number, gibibytes: number) => aws({ cpu: Cpu.units(cpus), memory: Size.gibibytes(gibibytes) })?.pods;
  expect([of(1, 1), of(1, 4), of(2, 1), of(2, 2), of(2, 4), of(2, 16), of(4, 8), of(8, 64), of(16, 32), of(96, 384)]).toEqual([
    4, 8, 4, 8, 17, 29, 58, 58, 234, 737,
  ]);
});

test.each<[Partial<AwsNodes>, string]>([
  [
    { type: 'p5.48xlarge' },
    "nodes.type must be an instance type of a family c, m, r or t, such as m6i.large, got 'p5.48xlarge'; write nodes.pods, the maximum of pods of your nodes, instead",
  ],
  [
    { pods: 0 },
    "nodes.pods must be a whole number from 1 to 2000, got 0; write what kubectl get nodes -o jsonpath='{.items[*].status.allocatable.pods}' prints",
  ],
  [
    { prefixDelegation: 'yes' as never },
    "nodes.prefixDelegation must be true or false, got 'yes'; write true if ENABLE_PREFIX_DELEGATION of aws-node is",
  ],
])('%j is refused', (change, message) => {
  expect(() => aws(change)).toThrow(new Error(`platform 'aws': ${message}`));
});
