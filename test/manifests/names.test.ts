import { dnsLabelLetterFirst, hasForm, isConfigKey, isDnsLabel, isHostName, isLabelValue, isObjectName } from '../../src/manifests/names';

const long = (length: number) => 'a'.repeat(length);

test.each<[string, (name: unknown) => boolean, readonly string[], readonly unknown[]]>([
  ['a DNS label', isDnsLabel, ['a', '0', 'a-1', '1a', long(63)], ['', 'A', 'a_b', '-a', 'a-', 'a.b', long(64), 1, undefined]],
  ['a DNS label, a letter first', (name) => hasForm(name, dnsLabelLetterFirst), ['a', 'a1'], ['1a', 'a-', '']],
  ['the name of an object', isObjectName, ['a', 'a.b', `${long(64)}.b`, long(253)], ['', '.a', 'a..b', 'A.b', 'a_b', long(254), null]],
  ['the name of a host', isHostName, ['shop.example', '0.1', `${long(63)}.b`], ['', 'shop.example.', `${long(64)}.b`, 'Shop.example', 1]],
  ["a label's value", isLabelValue, ['a', 'A_b.c-1', long(63)], ['', 'a b', '-a', 'a-', long(64), 1]],
  ['a key of a ConfigMap', isConfigKey, ['a.b', '_A-1', '.hidden', long(253)], ['', '.', '..', '..a', 'a/b', 'a b', long(254), 1]],
])('what is %s', (_, is, right, wrong) => {
  expect(right.filter((name) => !is(name))).toEqual([]);
  expect(wrong.filter(is)).toEqual([]);
});
