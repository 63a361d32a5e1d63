import { version } from '../fields/designs';
import { judge } from '../judged';
import { first, firstSet, services, statefulSets } from './near-shapes';

test.each(services)('a service is judged as if no other had nearly its shape: $differs', ({ documents }) => {
  expect(answerBeside(first, documents)).toEqual(answerBeside([], documents));
});

test.each(statefulSets)('so is a StatefulSet: $differs', ({ documents }) => {
  expect(answerBeside(firstSet, documents)).toEqual(answerBeside([], documents));
});

function answerBeside(others: readonly unknown[], documents: readonly unknown[]) {
  const { services } = judge([...others, ...documents], version('1.36'), { withoutAdvice: true });
  const { verdict, because, events, stuck, unavailability, placements } = services.find(
    (it) => it.service === 'web',
  ) as (typeof services)[number];
  return { verdict, because, events, stuck, unavailability, placements };
}
