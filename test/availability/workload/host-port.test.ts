import { collide, hostPortsOf, untoldHostPorts } from '../../../src/availability/workload/host-port';
import { Place } from '../../../src/manifests/place';

const ports = (...list: readonly object[]) => ({ containers: [{ ports: list }] });
const of = (spec: object, kubernetes = '1.36') =>
  hostPortsOf(new Place(spec), kubernetes).map(({ port, protocol, address }) => `${address}:${port}/${protocol}`);

test('a port of the node is a host port, and with hostNetwork every port', () => {
  expect(of(ports({ containerPort: 80 }, { containerPort: 8080, hostPort: 80 }))).toEqual(['0.0.0.0:80/TCP']);
  expect(of({ ...ports({ containerPort: 80 }), hostNetwork: true })).toEqual(['0.0.0.0:80/TCP']);
  expect(of({ ...ports({ containerPort: 80, hostPort: 0 }), hostNetwork: 'yes' })).toEqual([]);
  expect(of({})).toEqual([]);
});

test('protocol and address are those of the port', () => {
  expect(of(ports({ hostPort: 53, protocol: 'UDP', hostIP: '10.0.0.1' }))).toEqual(['10.0.0.1:53/UDP']);
});

test('a sidecar takes its ports as long as the pod runs, another init container does not', () => {
  const init = (restartPolicy?: string) => ({ initContainers: [{ ports: [{ hostPort: 80 }], restartPolicy }] });
  expect([of(init('Always')), of(init())]).toEqual([['0.0.0.0:80/TCP'], []]);
  expect([of(init('Always'), '1.34'), of(init('Always'), '1.33'), of(init('Always'), '1.32')]).toEqual([['0.0.0.0:80/TCP'], [], []]);
  const told = (restartPolicy: string, kubernetes: string) => untoldHostPorts(new Place(init(restartPolicy)), kubernetes);
  expect(told('Always', '1.33')).toEqual(['whether the host ports of its sidecars count depends on the patch release of Kubernetes 1.33']);
  expect([told('Always', '1.32'), told('Always', '1.34'), told('Never', '1.33')]).toEqual([[], [], []]);
  const shared = { hostNetwork: true, initContainers: [{ ports: [{ containerPort: 80 }], restartPolicy: 'Always' }] };
  expect(untoldHostPorts(new Place(shared), '1.30')).toEqual([
    'Kubernetes 1.30 may bind two of its pods to one node, whose sidecars then ask for the same port of the node',
  ]);
  expect(untoldHostPorts(new Place(shared), '1.34')).toEqual([]);
});

const port = (more: object = {}) => [{ port: 80, protocol: 'TCP', address: '0.0.0.0', ...more }];
const own = { address: '10.0.0.1' };

test.each([
  ['one port', port(), port(), true],
  ['an address and all', port(own), port(), true],
  ['all and an address', port(), port(own), true],
  ['all of IPv6 and an address', port({ address: '::' }), port(own), true],
  ['one address', port(own), port(own), true],
  ['two addresses', port(own), port({ address: '10.0.0.2' }), false],
  ['two ports', port(), port({ port: 81 }), false],
  ['two protocols', port(), port({ protocol: 'UDP' }), false],
  ['one of several', [...port({ port: 81 }), ...port()], [...port({ port: 82 }), ...port()], true],
  ['none', [], port(), false],
])('pods with %s on a node collide: %#', (_, some, others, expected) => {
  expect(collide(some, others)).toBe(expected);
});
