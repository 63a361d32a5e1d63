import { Place } from '../../src/manifests/place';
import { podCeiling, podLimits, podRequests } from '../../src/manifests/requests';

const container = (requests: object, limits: object = {}, more: object = {}) => ({ resources: { requests, limits }, ...more });
const always = { restartPolicy: 'Always' };
const Mi = 2 ** 20;

test('containers run together, init containers one by one', () => {
  const spec = new Place({
    initContainers: [container({ cpu: '500m' }), container({ cpu: '200m', memory: '1Gi' })],
    containers: [container({ cpu: '100m', memory: '64Mi' }), container({ cpu: '0.3', memory: '64Mi' })],
  });
  expect(podRequests(spec)).toEqual({ cpu: 500, memory: 1024 * Mi });
});

test('a native sidecar runs alongside the init containers after it, and the containers', () => {
  const spec = new Place({
    initContainers: [container({ cpu: '300m' }), container({ cpu: '300m' }, {}, always), container({ cpu: '700m' })],
    containers: [container({ cpu: '600m' })],
  });
  expect(podRequests(spec)).toEqual({ cpu: 1000, memory: 0 });
  const busy = new Place({ initContainers: [container({ cpu: '300m' }, {}, always)], containers: [container({ cpu: '900m' })] });
  expect(podRequests(busy).cpu).toBe(1200);
});

test('a limit without a request counts as the request; a request is never a limit', () => {
  const spec = new Place({ containers: [container({ cpu: '100m' }, { memory: '1Gi' })] });
  expect(podRequests(spec)).toEqual({ cpu: 100, memory: 1024 * Mi });
  expect(podLimits(spec)).toEqual({ cpu: 0, memory: 1024 * Mi });
});

test('the overhead of a runtime is added, but sets no limit if there is none', () => {
  const spec = new Place({ overhead: { cpu: '50m', memory: '10Mi' }, containers: [container({ cpu: '100m' }, { memory: '20Mi' })] });
  expect(podRequests(spec)).toEqual({ cpu: 150, memory: 30 * Mi });
  expect(podLimits(spec)).toEqual({ cpu: 0, memory: 30 * Mi });
  expect(podRequests(new Place({ overhead: { cpu: '50m' }, containers: [container({})] }))).toEqual({ cpu: 50, memory: 0 });
});

test('pod-level resources replace those of the containers', () => {
  const spec = new Place({ resources: { requests: { cpu: '2' } }, containers: [container({ cpu: '100m', memory: '64Mi' })] });
  expect(podRequests(spec)).toEqual({ cpu: 2000, memory: 64 * Mi });
});

test('a pod-level limit counts as the request only if no container requests anything', () => {
  const resources = { limits: { cpu: '4' } };
  expect(podRequests(new Place({ resources, containers: [container({ cpu: '1' }), container({ cpu: '1' })] })).cpu).toBe(2000);
  expect(podRequests(new Place({ resources, containers: [container({})] })).cpu).toBe(4000);
});

test('devices, huge pages and local disk are counted in the same way', () => {
  const spec = new Place({
    initContainers: [container({ 'ephemeral-storage': '3Gi' })],
    containers: [container({ 'ephemeral-storage': '1Gi' }, { 'example.com/gpu': 1 }), container({}, { 'example.com/gpu': '2' })],
    resources: { requests: { 'hugepages-2Mi': '4Mi' } },
    overhead: { 'example.com/slot': 1, cpu: '0' },
  });
  expect(podRequests(spec)).toEqual({
    cpu: 0,
    memory: 0,
    'ephemeral-storage': 3072 * Mi,
    'example.com/gpu': 3,
    'hugepages-2Mi': 4 * Mi,
    'example.com/slot': 1,
  });
  expect(podRequests(new Place({ containers: [container({ 'example.com/gpu': 0 })] }))).toEqual({ cpu: 0, memory: 0 });
});

test('a sidecar counts beside those that start after it, and not those that ended before', () => {
  const spec = new Place({ initContainers: [container({ cpu: '2' }), container({ cpu: '1' }, {}, always)], containers: [container({})] });
  expect(podRequests(spec).cpu).toBe(2000);
});

test('a pod-level limit is no request where one container requests something', () => {
  const resources = { limits: { cpu: '4' } };
  expect(podRequests(new Place({ resources, containers: [container({ cpu: '1' }), container({})] })).cpu).toBe(1000);
  expect(podRequests(new Place({ resources, initContainers: [container({ cpu: '1' })], containers: [container({})] })).cpu).toBe(1000);
});

test('a pod may use what its containers may, and no limit is known where one has none', () => {
  const ceiling = (spec: object) => podCeiling(new Place(spec), 'memory');
  const limited = container({}, { memory: '1Mi' });
  expect(ceiling({ containers: [limited, limited] })).toBe(2 * Mi);
  expect(ceiling({ containers: [limited, container({})] })).toBeUndefined();
  expect(ceiling({ initContainers: [container({})], containers: [limited] })).toBeUndefined();
  expect(ceiling({ resources: { limits: { memory: '5Mi' } }, containers: [container({})] })).toBe(5 * Mi);
  expect(ceiling({ containers: [] })).toBeUndefined();
});
