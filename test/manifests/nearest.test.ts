import { nearest } from '../../src/manifests/nearest';

const fields = ['replicas', 'selector', 'strategy', 'template', 'paused'];

test.each([
  ['replica', 'replicas'],
  ['Replicas', 'replicas'],
  ['replcias', 'replicas'],
  ['sellector', 'selector'],
  ['temlate', 'template'],
])('%s was meant as %s', (word, meant) => {
  expect(nearest(word, fields)).toBe(meant);
});

test.each(['x', 'volumes', 'minReadySeconds', ''])("'%s' was meant as none of them", (word) => {
  expect(nearest(word, fields)).toBeUndefined();
});
