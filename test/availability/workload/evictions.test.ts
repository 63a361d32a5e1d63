import { evictedAfter, lossToleration } from '../../../src/availability/workload/tolerations';
import { Place } from '../../../src/manifests/place';

const spec = (tolerations: readonly object[]) => new Place({ tolerations });
const maintenance = { key: 'maintenance', value: 'soon', effect: 'NoExecute' as const };
const spot = { key: 'spot', effect: 'NoExecute' as const };

const unreachableToleration = (of: Place) => lossToleration(of, 'unreachable');

function evicted(tolerations: readonly object[], taints: Parameters<typeof evictedAfter>[1] = [maintenance]): number | undefined {
  return evictedAfter(spec(tolerations).items('tolerations'), taints);
}

describe('a pod is evicted by a NoExecute taint', () => {
  test('when the time is over for which it tolerates it', () => {
    expect(evicted([{ key: 'maintenance', operator: 'Exists', tolerationSeconds: 5 }])).toBe(5);
    expect(evicted([{ key: 'maintenance', operator: 'Exists', tolerationSeconds: -5 }])).toBe(0);
  });

  test('never where it tolerates it without an end', () => {
    expect(evicted([{ key: 'maintenance', operator: 'Exists' }])).toBeUndefined();
    expect(evicted([])).toBeUndefined();
  });

  test('by the first toleration that covers it', () => {
    const short = { key: 'maintenance', operator: 'Exists', tolerationSeconds: 5 };
    const long = { operator: 'Exists', tolerationSeconds: 60 };
    expect([evicted([short, long]), evicted([long, short])]).toEqual([5, 60]);
    expect(evicted([{ key: 'other', operator: 'Exists', tolerationSeconds: 1 }, long])).toBe(60);
  });

  test('of several taints by the one whose time is over first', () => {
    const tolerations = [
      { key: 'maintenance', operator: 'Exists', tolerationSeconds: 60 },
      { key: 'spot', operator: 'Exists', tolerationSeconds: 30 },
    ];
    expect(evicted(tolerations, [maintenance, spot])).toBe(30);
    expect(evicted(tolerations, [{ ...maintenance, effect: 'NoSchedule' }])).toBeUndefined();
    expect(evicted(tolerations, [])).toBeUndefined();
  });

  test('with a value that both state, or neither', () => {
    const valued = (value?: string) => ({ key: 'spot', value, tolerationSeconds: 5 });
    expect([evicted([valued()], [spot]), evicted([valued('')], [spot]), evicted([valued('x')], [spot])]).toEqual([5, 5, undefined]);
    expect(evicted([{ key: 'spot', operator: 'Lt', tolerationSeconds: 5 }], [spot])).toBeUndefined();
  });
});

describe('on an unreachable node a pod stays', () => {
  const unreachable = { key: 'node.kubernetes.io/unreachable', operator: 'Exists' };

  test('as long as it tolerates that', () => {
    expect(unreachableToleration(spec([{ ...unreachable, effect: 'NoExecute', tolerationSeconds: 30 }]))).toBe(30);
    expect(unreachableToleration(spec([{ ...unreachable, tolerationSeconds: -1 }]))).toBe(0);
    expect(unreachableToleration(spec([unreachable]))).toBe(Number.POSITIVE_INFINITY);
  });

  test('as long as the first of its tolerations says', () => {
    expect(unreachableToleration(spec([{ operator: 'Exists', tolerationSeconds: 60 }, unreachable]))).toBe(60);
    expect(unreachableToleration(spec([unreachable, { operator: 'Exists', tolerationSeconds: 60 }]))).toBe(Number.POSITIVE_INFINITY);
  });

  test('as long as the cluster says where it has none', () => {
    expect(unreachableToleration(spec([]))).toBeUndefined();
    expect(unreachableToleration(spec([{ ...unreachable, effect: 'NoSchedule', tolerationSeconds: 30 }]))).toBeUndefined();
    expect(
      unreachableToleration(spec([{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', tolerationSeconds: 30 }])),
    ).toBeUndefined();
  });
});
