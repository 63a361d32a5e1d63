import { redacted } from '../../src/deploy/redaction';

const secret = { kind: 'Secret', data: { a: Buffer.from('pass"word').toString('base64') }, stringData: { b: 'other-word', c: 'it' } };

test('a message about a Secret has none of its values', () => {
  expect(redacted('got cGFzcyJ3b3Jk, pass"word, "pass\\"word" or other-word; fix it', secret)).toBe(
    'got (hidden), (hidden), "(hidden)" or (hidden); fix it',
  );
});

test('a message about anything else is left as it is', () => {
  expect(redacted('got value', { kind: 'ConfigMap', data: { a: 'value' } })).toBe('got value');
});
