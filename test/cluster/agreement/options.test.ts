import { options, readOptions } from './options';

const KNOWN =
  'use predictions, sets, witnesses, availability, --placements=N, --rollouts=N, --nodes=N, --zones=N, --drains=N, --sets=N, --lanes=N, --seed=N, --from=N or --kubernetes=VERSION';

let before: string | undefined;
beforeEach(() => {
  before = process.env['NINES_AGREEMENT'];
});
afterEach(() => {
  if (before === undefined) delete process.env['NINES_AGREEMENT'];
  else process.env['NINES_AGREEMENT'] = before;
});

test('numbers and parts are read', () => {
  expect(readOptions(['predictions', '--from=12', '--drains=3', '--lanes=0'])).toEqual(['predictions']);
  expect(options()).toMatchObject({ seed: 12, single: false, lanes: 1, counts: { drain: 3, 'node loss': 72 } });
});

test('without a part all are run', () => {
  expect(readOptions([])).toEqual(['predictions', 'sets', 'witnesses', 'availability']);
});

test.each([
  ['--placement=5', `unknown argument --placement=5; ${KNOWN}`],
  ['--placements', `unknown argument --placements; ${KNOWN}`],
  ['prediction', `unknown argument prediction; ${KNOWN}`],
  ['--zones=few', '--zones=few: a whole number is needed, such as --zones=16'],
  ['--zones=', '--zones=: a whole number is needed, such as --zones=16'],
  ['--seed=4294967296', '--seed=4294967296: the largest number is 4294967295'],
])('%s is refused', (argument, message) => {
  expect(() => readOptions([argument])).toThrow(message);
});

test('a run that compares nothing is refused', () => {
  const none = ['--placements=0', '--rollouts=0', '--nodes=0', '--zones=0', '--drains=0'];
  const message = 'nothing to compare: set one of --placements, --rollouts, --nodes, --zones, --drains above 0';
  expect(() => readOptions(none)).toThrow(message);
  expect(() => readOptions(['predictions', ...none])).toThrow(message);
  expect(() => readOptions(['sets', '--sets=0'])).toThrow('nothing to compare: set --sets above 0');
  expect(readOptions(['witnesses', ...none])).toEqual(['witnesses']);
  expect(readOptions(['--seed=7', ...none])).toHaveLength(4);
});
