import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { IngressClass, Platform } from '../../src';

const nodes = { count: 2, cpu: Cpu.units(2), memory: Size.gibibytes(8) };
const zones = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];

function platform(change: Partial<Platform['topology']>): Platform {
  const pool = { name: 'workers', count: 1, allocatable: { cpu: '1', memory: '1Gi', pods: 110 }, rate: 'never' as const };
  const topology = { kubernetes: '1.36', zones: [{ name: 'a', rate: 'never' as const, pools: [pool] }], ...change };
  return new Platform({ name: 'mine', topology, storage: { provisioner: 'x' }, ingress: IngressClass.traefik() });
}

test('minikube is one node without a zone label', () => {
  const minikube = Platform.minikube({ kubernetes: '1.36' });
  expect({ nodes: minikube.nodeCount, zones: minikube.hasZones }).toEqual({ nodes: 1, zones: false });
  expect(minikube.storage.ready).toEqual({ name: 'standard' });
});

test('a DigitalOcean node of 4 GB leaves 2.5 GiB and 1.9 processors', () => {
  const region = Platform.digitalOcean({ kubernetes: '1.36', region: 'fra1', nodes: { ...nodes, count: 3, memory: Size.gibibytes(4) } });
  expect({ nodes: region.nodeCount, zones: region.hasZones }).toEqual({ nodes: 3, zones: false });
  expect(region.pools.map(({ allocatable }) => allocatable)).toEqual([{ cpu: '1900m', memory: '2560Mi', pods: 110 }]);
});

test('AWS has nodes in each zone, and no class to rely on', () => {
  const aws = Platform.aws({ kubernetes: '1.36', zones, nodes });
  expect({ nodes: aws.nodeCount, zones: aws.hasZones, ready: aws.storage.ready }).toEqual({ nodes: 6, zones: true, ready: undefined });
  expect(aws.pools[0]?.allocatable).toEqual({ cpu: '1930m', memory: '7272Mi', pods: 29 });
});

test('a topology is plain data', () => {
  const { topology } = Platform.aws({ kubernetes: '1.36', zones, nodes });
  expect(JSON.parse(JSON.stringify(topology))).toEqual(topology);
});

test.each([
  ['1.34', "platform 'mine': kubernetes must be a minor version of 1.35 or newer, got '1.34'; upgrade the cluster"],
  ['1.36.3', "platform 'mine': kubernetes must be a minor version of 1.35 or newer, got '1.36.3'; upgrade the cluster"],
])('Kubernetes %s is refused', (kubernetes, message) => {
  expect(() => platform({ kubernetes }).topology).toThrow(new Error(message));
});

test('a platform without zones, with a zone twice or without nodes is refused', () => {
  expect(() => platform({ zones: [] }).topology).toThrow(new Error("platform 'mine': it has no zones; name at least one"));
  expect(() => Platform.aws({ kubernetes: '1.36', zones: ['a', 'b', 'a'], nodes }).topology).toThrow(
    new Error("platform 'aws': zone 'a' is there twice; name each once"),
  );
  expect(() => Platform.aws({ kubernetes: '1.36', zones, nodes: { ...nodes, count: 0 } }).topology).toThrow(
    new Error("platform 'aws': zone 'eu-west-1a' must have 1 node or more in pool 'workers', got 0"),
  );
});

test('a machine smaller than DigitalOcean sells is refused', () => {
  const small = { ...nodes, memory: Size.gibibytes(1) };
  expect(() => Platform.digitalOcean({ kubernetes: '1.36', region: 'fra1', nodes: small }).topology).toThrow(
    new Error("platform 'digitalocean': its smallest node has 2 GiB of memory, got 1Gi"),
  );
});

test('a rate or a size that nobody can read is refused with its place', () => {
  const pool = { name: 'workers', count: 1, allocatable: { cpu: '1', memory: 'much', pods: 110 }, rate: 'never' as const };
  expect(() => platform({ zones: [{ name: 'a', rate: 'never', pools: [pool] }] }).topology).toThrow(
    new Error("platform 'mine': topology.zones.0.pools.0.allocatable.memory: 'much' is not a quantity; write 6Gi or 512Mi"),
  );
});

test('nothing is refused before it is asked for, and it is computed once', () => {
  let computed = 0;
  const { topology } = Platform.minikube({ kubernetes: '1.36' });
  const storage = { provisioner: 'x' };
  const lazy = new Platform({
    name: 'mine',
    topology: () => {
      computed++;
      return topology;
    },
    storage,
    ingress: IngressClass.traefik(),
  });
  expect(computed).toBe(0);
  expect([lazy.nodeCount, lazy.hasZones]).toEqual([1, false]);
  expect(computed).toBe(1);
});
