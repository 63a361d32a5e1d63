import { Construct } from 'constructs';
import type { Replication } from '../../../src';
import { type ReplicaCount, replicaCount, requireMaximum } from '../../../src/constructs/parts/replication';
import { chartOf } from '../../objects';

function read(replication: object): ReplicaCount {
  const construct = new Construct(chartOf(), 'shelf');
  const count = replicaCount(construct, replication as Replication);
  requireMaximum(construct, count);
  return count;
}

test('by default, one of several replicas can fail', () => {
  expect(read({ replicas: 3 })).toEqual({ replicas: 3, needed: 2 });
  expect(read({ replicas: 5, needed: 2 })).toEqual({ replicas: 5, needed: 2 });
});

test('a single one carries its reason', () => {
  const accept = { accept: 'single-replica', because: 'there is one node' };
  expect(read(accept)).toEqual({ replicas: 1, needed: 1, accept });
});

test('the maximum is set, and how it scales down is kept', () => {
  const scaleDown = { accept: 'uneven-spread', because: 'it costs too much' };
  expect(read({ replicas: 3, maxReplicas: 6 })).toEqual({ replicas: 3, needed: 2, maxReplicas: 6 });
  expect(read({ replicas: 3, maxReplicas: 6, scaleDown: 'never' })).toEqual({ replicas: 3, needed: 2, maxReplicas: 6, onlyGrows: true });
  expect(read({ replicas: 3, maxReplicas: 6, scaleDown })).toEqual({ replicas: 3, needed: 2, maxReplicas: 6, accept: scaleDown });
});

test.each([
  [
    { replicas: 1 },
    "replicas must be a whole number of 2 or more, got 1; for a single replica, write accept: 'single-replica', because: '...'",
  ],
  [
    { replicas: 0 },
    "replicas must be a whole number of 2 or more, got 0; for a single replica, write accept: 'single-replica', because: '...'",
  ],
  [
    { replicas: 2.5 },
    "replicas must be a whole number of 2 or more, got 2.5; for a single replica, write accept: 'single-replica', because: '...'",
  ],
  [
    { replicas: 3, needed: 3 },
    'needed must be at least 1 and less than replicas (3), so that one pod can fail, got 3; write 2 at most, or add replicas',
  ],
  [
    { replicas: 3, needed: 0 },
    'needed must be at least 1 and less than replicas (3), so that one pod can fail, got 0; write 2 at most, or add replicas',
  ],
  [
    { replicas: 3, maxReplicas: 3 },
    'maxReplicas must be a whole number greater than replicas (3), got 3; omit it for a fixed number of replicas',
  ],
  [
    { replicas: 3, maxReplicas: 4.5 },
    'maxReplicas must be a whole number greater than replicas (3), got 4.5; omit it for a fixed number of replicas',
  ],
  [
    { replicas: 3, scaleDown: { accept: 'uneven-spread', because: 'x' } },
    'scaleDown has no effect without maxReplicas; set maxReplicas, or omit scaleDown',
  ],
  [
    { replicas: 3, maxReplicas: 6, scaleDown: 'slowly' },
    "scaleDown must be 'never' or an accepted risk, got 'slowly'; omit it to scale down, or write 'never' to keep the pods that were added",
  ],
  [{ accept: 'one', because: 'x' }, "accept must be 'single-replica', got 'one'; write accept: 'single-replica'"],
  [
    { accept: 'single-replica', because: 'x', replicas: 3 },
    "replicas contradicts accept: 'single-replica', got 3; omit replicas, or omit accept and because",
  ],
  [
    { replicas: Number.NaN },
    "replicas must be a whole number of 2 or more, got NaN; for a single replica, write accept: 'single-replica', because: '...'",
  ],
  [
    { replicas: '3' },
    "replicas must be a whole number of 2 or more, got '3'; for a single replica, write accept: 'single-replica', because: '...'",
  ],
  [
    { accept: 'single-replica', because: 1 },
    "because must say why 'single-replica' is accepted, got 1; write a reason that still makes sense in a year",
  ],
  [
    { accept: 'single-replica', because: '' },
    "because must say why 'single-replica' is accepted, got ''; write a reason that still makes sense in a year",
  ],
  [
    { accept: 'single-replica', because: '   ' },
    "because must say why 'single-replica' is accepted, got '   '; write a reason that still makes sense in a year",
  ],
  [
    { replicas: 3, maxReplicas: 6, scaleDown: { accept: 'uneven-spread', because: '' } },
    "scaleDown.because must say why 'uneven-spread' is accepted, got ''; write a reason that still makes sense in a year",
  ],
])('%j is refused', (replication, problem) => {
  expect(() => read(replication)).toThrow(new Error(`construct 'test/shelf': ${problem}`));
});
