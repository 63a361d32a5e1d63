import { nearest } from '../../src/manifests/nearest';

const fields = ['replicas', 'selector', 'strategy', 'template', 'paused'];

test.each([
  ['replica', 'replicas'],
  ['Replicas', 'replicas'],
  ['replcias', 'replicas'],
  ['sellector', 'selector'],
  ['temlate', 'template'],
])('the closest word to %s is %s', (word, meant) => {
  expect(nearest(word, fields)).toBe(meant);
});

test.each(['x', 'volumes', 'minReadySeconds', ''])("no word is close to '%s'", (word) => {
  expect(nearest(word, fields)).toBeUndefined();
});
