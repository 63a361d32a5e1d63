import { difference } from './agreement';
import { recorded, texts } from './table';

test('the recorded inputs are those of the table', () => {
  expect(recorded().map(({ yaml }) => yaml)).toEqual(texts);
});

test('each input is parsed as Kubernetes parses it', () => {
  const differences = recorded().map(difference);
  expect(differences.filter((it) => it !== undefined)).toEqual([]);
});
