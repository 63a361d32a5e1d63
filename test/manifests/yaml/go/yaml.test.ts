import { fc } from '../../../random';
import { difference } from '../agreement';
import { plainTexts } from '../plain-texts';
import { recorded, texts } from '../table';
import { answersOf } from './answers';
import { documents, scalars } from './random';

const differences = (asked: readonly string[]) =>
  answersOf(asked)
    .map(difference)
    .filter((it) => it !== undefined)
    .sort((a, b) => a.length - b.length)
    .slice(0, 10);

test('the recorded table matches sigs.k8s.io/yaml', () => {
  // As text, in which -0 is 0. Where 1 and "1" are both keys Go's order is random.
  const lines = (answers: ReturnType<typeof recorded>) =>
    answers.filter(({ yaml }) => yaml !== '1: a\n"1": b\n').map((answer) => JSON.stringify(answer));
  expect(lines(answersOf(texts))).toEqual(lines(recorded()));
});

test('20,000 random scalars are read alike', () => expect(differences(fc.sample(scalars, { seed: 12, numRuns: 20_000 }))).toEqual([]));

test('20,000 random documents are read alike', () => expect(differences(fc.sample(documents, { seed: 12, numRuns: 20_000 }))).toEqual([]));

test('20,000 documents as most tools write them, or nearly so, are read alike', () => {
  expect(differences(fc.sample(plainTexts, { seed: 12, numRuns: 20_000 }))).toEqual([]);
});
