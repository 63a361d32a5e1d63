import { claimViolation, givesDefaults, limitViolation, withDefaults } from '../../src/manifests/limit-range';
import { Place } from '../../src/manifests/place';
import { indexed } from '../indexed';

function range(...limits: readonly object[]) {
  const [found] = indexed([
    { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'sizes', namespace: 'shop' }, spec: { limits } },
  ]).ofType('LimitRange');
  if (!found) throw new Error('no LimitRange');
  return found;
}

const container = (requests: object, limits: object = {}) => ({ name: 'main', resources: { requests, limits } });
const pod = (requests: object, limits: object = {}, more: object = {}) => new Place({ containers: [container(requests, limits)], ...more });

describe('defaults', () => {
  const given = (item: object, own: object = {}) =>
    (
      withDefaults({ containers: [{ resources: own }] }, [range({ type: 'Container', ...item })])['containers'] as { resources: object }[]
    )[0]?.resources;

  // What SetDefaults_LimitRangeItem and the admission plugin LimitRanger make of it.
  test.each([
    [{ default: { cpu: '2' } }, { limits: { cpu: '2' }, requests: { cpu: '2' } }],
    [{ max: { cpu: '4' } }, { limits: { cpu: '4' }, requests: { cpu: '4' } }],
    [
      { max: { cpu: '4' }, default: { cpu: '2' } },
      { limits: { cpu: '2' }, requests: { cpu: '2' } },
    ],
    [
      { default: { cpu: '2' }, defaultRequest: { cpu: '1' } },
      { limits: { cpu: '2' }, requests: { cpu: '1' } },
    ],
    [{ min: { cpu: '1' } }, { limits: {}, requests: { cpu: '1' } }],
    [
      { min: { cpu: '1' }, max: { cpu: '4' } },
      { limits: { cpu: '4' }, requests: { cpu: '4' } },
    ],
    [
      { min: { cpu: '1' }, defaultRequest: { cpu: '2' } },
      { limits: {}, requests: { cpu: '2' } },
    ],
  ])('of %j', (item, resources) => {
    expect(given(item)).toEqual(resources);
  });

  test('yield to what a container states, whose limit counts as its request', () => {
    const item = { default: { cpu: '2' }, defaultRequest: { cpu: '1' } };
    expect(given(item, { limits: { cpu: '3' } })).toEqual({ limits: { cpu: '3' }, requests: { cpu: '3' } });
    expect(given(item, { requests: { cpu: '500m' } })).toEqual({ limits: { cpu: '2' }, requests: { cpu: '500m' } });
    expect(given(item, { claims: [{ name: 'gpu' }] })).toMatchObject({ claims: [{ name: 'gpu' }] });
  });

  test('are given to init containers too, and to containers alone', () => {
    const sizes = range({ type: 'Container', default: { cpu: '2' } });
    const resources = { limits: { cpu: '2' }, requests: { cpu: '2' } };
    expect(withDefaults({ containers: [{}], initContainers: [{}] }, [sizes])).toEqual({
      containers: [{ resources }],
      initContainers: [{ resources }],
    });
    expect(withDefaults({ containers: ['main', {}], hostNetwork: true }, [sizes])).toEqual({
      containers: ['main', { resources }],
      hostNetwork: true,
    });
    expect(withDefaults({ containers: 'none' }, [sizes])).toEqual({ containers: 'none' });
  });

  test('are those of a container, not of a pod', () => {
    const ofPods = range({ type: 'Pod', max: { cpu: '4' } });
    expect([givesDefaults(ofPods), givesDefaults(range({ type: 'Container', maxLimitRequestRatio: { cpu: '4' } }))]).toEqual([
      false,
      false,
    ]);
    expect([
      givesDefaults(range({ type: 'Container', min: { cpu: '1' } })),
      givesDefaults(range({ type: 'Container', max: { cpu: '1' } })),
    ]).toEqual([true, true]);
    const spec = { containers: [{}] };
    expect(withDefaults(spec, [ofPods])).toBe(spec);
  });
});

describe('a container is refused', () => {
  const refused = (item: object, spec: Place) => limitViolation(spec, range({ type: 'Container', ...item }));
  const least = { min: { cpu: '1' } };
  const most = { max: { cpu: '2' } };
  const ratio = { maxLimitRequestRatio: { cpu: '2' } };

  test.each([
    [least, pod({}), 'container main requests no cpu, and 1 is its minimum'],
    [least, pod({ cpu: '999m' }), 'container main asks for less cpu than its minimum of 1'],
    [least, pod({ cpu: '1' }, { cpu: '999m' }), 'container main asks for less cpu than its minimum of 1'],
    [least, pod({ cpu: '1' }), undefined],
    [least, pod({}, { cpu: '1' }), undefined],
    [most, pod({ cpu: '1' }), 'container main has no limit of cpu, and 2 is its maximum'],
    [most, pod({ cpu: '1' }, { cpu: '2001m' }), 'container main asks for more cpu than its maximum of 2'],
    [most, pod({ cpu: '3' }, { cpu: '2' }), 'container main asks for more cpu than its maximum of 2'],
    [most, pod({ cpu: '2' }, { cpu: '2' }), undefined],
    [ratio, pod({ cpu: '1' }), 'container main has a limit of cpu above 2 times its request, or states only one of them'],
    [ratio, pod({ cpu: '0' }, { cpu: '1' }), 'container main has a limit of cpu above 2 times its request, or states only one of them'],
    [ratio, pod({ cpu: '1' }, { cpu: '2001m' }), 'container main has a limit of cpu above 2 times its request, or states only one of them'],
    [ratio, pod({ cpu: '1' }, { cpu: '2' }), undefined],
    [ratio, pod({ cpu: '2' }, { cpu: '3' }), undefined],
  ])('by %j: %#', (item, spec, because) => {
    expect(refused(item, spec)).toBe(because);
  });

  test('whether it runs first or stays', () => {
    const spec = new Place({ initContainers: [{ name: 'init' }], containers: [container({ cpu: '1' })] });
    expect(refused(least, spec)).toBe('container init requests no cpu, and 1 is its minimum');
    expect(refused(least, new Place({ containers: [{}] }))).toBe('container  requests no cpu, and 1 is its minimum');
    const second = new Place({ containers: [container({ cpu: '1' }), { ...container({ cpu: '500m' }), name: 'second' }] });
    expect(refused(least, second)).toBe('container second asks for less cpu than its minimum of 1');
  });

  test('by a later item of the range', () => {
    const sizes = range({ type: 'Container', min: { memory: '1Mi' } }, { type: 'Container', ...least });
    expect(limitViolation(pod({ memory: '1Mi', cpu: '500m' }), sizes)).toBe('container main asks for less cpu than its minimum of 1');
  });
});

describe('a pod is refused by the sum of its containers', () => {
  const refused = (item: object, spec: Place) => limitViolation(spec, range({ type: 'Pod', ...item }));
  const two = (requests: object, limits: object = {}, more: object = {}) =>
    new Place({ containers: [container(requests, limits), container(requests, limits)], ...more });

  test.each([
    [{ min: { cpu: '2' } }, two({ cpu: '999m' }), 'the pod asks for less cpu than its minimum of 2'],
    [{ min: { cpu: '2' } }, two({ cpu: '1' }), undefined],
    [{ min: { cpu: '2' } }, two({}), 'the pod requests no cpu, and 2 is its minimum'],
    [{ min: { cpu: '2' } }, two({}, { cpu: '1' }), undefined],
    [{ max: { memory: '2Gi' } }, two({}, { memory: '1025Mi' }), 'the pod asks for more memory than its maximum of 2Gi'],
    [{ max: { memory: '2Gi' } }, two({}, { memory: '1Gi' }), undefined],
    [{ max: { memory: '2Gi' } }, two({ memory: '1Gi' }), 'the pod has no limit of memory, and 2Gi is its maximum'],
    [{ max: { cpu: '2' } }, two({ cpu: '500m' }, { cpu: '1' }), undefined],
    [{ max: { cpu: '2' } }, two({ cpu: '500m' }, { cpu: '1001m' }), 'the pod asks for more cpu than its maximum of 2'],
    [
      { max: { cpu: '2' } },
      two({}, { cpu: '1' }, { initContainers: [container({}, { cpu: '3' })] }),
      'the pod asks for more cpu than its maximum of 2',
    ],
    [
      { max: { cpu: '2' } },
      two({ cpu: '500m' }, { cpu: '1' }, { initContainers: [container({ cpu: '1' }, { cpu: '3' })] }),
      'the pod asks for more cpu than its maximum of 2',
    ],
    [
      { max: { cpu: '2' } },
      two({}, { cpu: '1' }, { resources: { limits: { cpu: '3' } } }),
      'the pod asks for more cpu than its maximum of 2',
    ],
    [{ max: { cpu: '2' } }, two({}, {}, { resources: { limits: { cpu: '2' } } }), undefined],
    [{ max: { cpu: '2' } }, two({}, { cpu: '1' }, { overhead: { cpu: '1' } }), undefined],
    [{ min: { cpu: '3' } }, two({ cpu: '1' }, {}, { overhead: { cpu: '1' } }), 'the pod asks for less cpu than its minimum of 3'],
  ])('%j: %#', (item, spec, because) => {
    expect(refused(item, spec)).toBe(because);
  });

  test('and not by that of another type', () => {
    expect(limitViolation(pod({}), range({ type: 'PersistentVolumeClaim', min: { cpu: '1' } }))).toBeUndefined();
  });
});

test('a claim is refused below the minimum and above the maximum', () => {
  const sizes = range({ type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '10Gi' } });
  const claim = (storage?: string) => claimViolation(new Place({ resources: { requests: { storage } } }), sizes);
  expect([claim('1Gi'), claim('10Gi')]).toEqual([undefined, undefined]);
  expect(claim('1023Mi')).toBe('a claim of 1023Mi is below its minimum');
  expect(claim('11Gi')).toBe('a claim of 11Gi is above its maximum');
  expect(claim()).toBe('a claim of undefined is below its minimum');
  const open = range({ type: 'PersistentVolumeClaim', min: {}, max: {} });
  expect(claimViolation(new Place({ resources: { requests: { storage: '1Gi' } } }), open)).toBeUndefined();
  expect(claimViolation(new Place({}), range({ type: 'Container', min: { storage: '1Gi' } }))).toBeUndefined();
});
