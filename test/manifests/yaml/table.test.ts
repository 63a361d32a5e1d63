import { difference } from './agreement';
import { recorded, texts } from './table';

test('what is recorded are the texts of the table', () => {
  expect(recorded().map(({ yaml }) => yaml)).toEqual(texts);
});

test('each text is read as Kubernetes reads it', () => {
  const differences = recorded().map(difference);
  expect(differences.filter((it) => it !== undefined)).toEqual([]);
});
