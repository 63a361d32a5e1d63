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

test('one of several may fail, unless more are said to be needed less', () => {
  expect(read({ replicas: 3 })).toEqual({ replicas: 3, needed: 2 });
  expect(read({ replicas: 5, needed: 2 })).toEqual({ replicas: 5, needed: 2 });
});

test('a single one carries its reason', () => {
  const accept = { accept: 'single-replica', because: 'there is one node' };
  expect(read(accept)).toEqual({ replicas: 1, needed: 1, accept });
});

test('a maximum is kept, and the reason for taking pods away', () => {
  const scaleDown = { accept: 'uneven-spread', because: 'it costs too much' };
  expect(read({ replicas: 3, maxReplicas: 6 })).toEqual({ replicas: 3, needed: 2, maxReplicas: 6 });
  expect(read({ replicas: 3, maxReplicas: 6, scaleDown })).toEqual({ replicas: 3, needed: 2, maxReplicas: 6, accept: scaleDown });
});

test.each([
  [{ replicas: 1 }, "replicas must be a whole number of 2 or more, got 1; for one instance write accept: 'single-replica' and because"],
  [{ replicas: 0 }, "replicas must be a whole number of 2 or more, got 0; for one instance write accept: 'single-replica' and because"],
  [{ replicas: 2.5 }, "replicas must be a whole number of 2 or more, got 2.5; for one instance write accept: 'single-replica' and because"],
  [
    { replicas: 3, needed: 3 },
    'needed must be at least 1 and less than its 3 replicas, so that one may fail, got 3; write 2 at most, or run more replicas',
  ],
  [
    { replicas: 3, needed: 0 },
    'needed must be at least 1 and less than its 3 replicas, so that one may fail, got 0; write 2 at most, or run more replicas',
  ],
  [{ replicas: 3, maxReplicas: 3 }, 'maxReplicas must be a whole number above its 3 replicas, got 3; leave it out for a fixed number'],
  [{ replicas: 3, maxReplicas: 4.5 }, 'maxReplicas must be a whole number above its 3 replicas, got 4.5; leave it out for a fixed number'],
  [
    { replicas: 3, scaleDown: { accept: 'uneven-spread', because: 'x' } },
    'scaleDown has no effect without maxReplicas; set maxReplicas, or leave both out',
  ],
  [{ accept: 'one', because: 'x' }, "accept must be 'single-replica', got 'one'; write accept: 'single-replica'"],
  [
    { accept: 'single-replica', because: 'x', replicas: 3 },
    "replicas contradicts accept: 'single-replica', got 3; leave replicas out, or accept and because",
  ],
  [
    { replicas: Number.NaN },
    "replicas must be a whole number of 2 or more, got NaN; for one instance write accept: 'single-replica' and because",
  ],
  [{ replicas: '3' }, "replicas must be a whole number of 2 or more, got '3'; for one instance write accept: 'single-replica' and because"],
  [
    { accept: 'single-replica', because: 1 },
    "because must say why 'single-replica' is accepted, got 1; write the reason for whoever reads it a year from now",
  ],
  [
    { accept: 'single-replica', because: '' },
    "because must say why 'single-replica' is accepted, got ''; write the reason for whoever reads it a year from now",
  ],
  [
    { accept: 'single-replica', because: '   ' },
    "because must say why 'single-replica' is accepted, got '   '; write the reason for whoever reads it a year from now",
  ],
  [
    { replicas: 3, maxReplicas: 6, scaleDown: { accept: 'uneven-spread', because: '' } },
    "scaleDown.because must say why 'uneven-spread' is accepted, got ''; write the reason for whoever reads it a year from now",
  ],
])('%j is refused', (replication, problem) => {
  expect(() => read(replication)).toThrow(new Error(`construct 'test/shelf': ${problem}`));
});
