import { cluster, statefulService } from '../fields/designs';
import { judge } from '../judged';
import { zones } from '../manifests';

function answer(target?: number) {
  const { services } = judge(statefulService(), cluster, { withoutAdvice: true, target });
  const { verdict, because, unavailability } = services[0] as (typeof services)[number];
  return { verdict, because, unavailability };
}

test('a target that the worst placement keeps is proved', () => {
  const { upper } = answer().unavailability;
  const kept = { verdict: 'proved', because: 'no single event stops it, and the worst placement keeps the target' };
  expect(answer(1 - upper * 2)).toMatchObject(kept);
  expect(answer(0.99)).toMatchObject(kept);
});

test('a target above what the worst placement keeps is not proved, though no single event stops the service', () => {
  const { lower } = answer().unavailability;
  expect(answer(1 - lower / 2)).toMatchObject({
    verdict: 'refuted',
    because: 'no single event stops it, but several together do so too often for the target',
  });
});

test('without a target nothing is asked of the figure', () => {
  expect(answer()).toMatchObject({ verdict: 'proved', because: 'no single event of those required stops it' });
});

test('a service with more placements than are searched is unknown', () => {
  const { services } = judge(statefulService({}, { replicas: 600, updateStrategy: { type: 'OnDelete' } }, '1'), zones([300, 300, 300]), {
    withoutAdvice: true,
  });
  expect(services[0]).toMatchObject({
    verdict: 'unknown',
    because: 'web has more placements than can be searched, so only bounds are known',
  });
});
