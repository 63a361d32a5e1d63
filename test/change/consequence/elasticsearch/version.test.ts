import { versionMistake } from '../../../../src/change/consequence/elasticsearch/version';

test.each([
  ['9.5.6', '9.5.6'],
  ['9.5.6', '9.5.7'],
  ['9.0.3', '9.5.6'],
  ['8.19.21', '9.5.6'],
  ['8.18.8', '9.0.8'],
  ['8.11.0', '8.19.21'],
  ['7.17.29', '8.19.21'],
  ['9.5.6', '10.0.0'],
  ['9.0.0', '9.1.0'],
  ['9.4.6', '9.5.0-rc1'],
  ['9.5.6-debian-12-r0', '9.5.6-debian-12-r1'],
  ['9.0.0-rc1', '9.0.0-rc1'],
  ['latest', '9.5.6'],
])('from %s to %s is a supported step', (before, after) => {
  expect(versionMistake(before, after)).toBeUndefined();
});

test.each([
  ['9.5.6', '8.19.21'],
  ['9.5.6', '9.5.5'],
  ['9.5.6', '9.4.9'],
  ['9.5.0', '9.5.0-rc1'],
])('from %s to %s is a downgrade', (before, after) => {
  expect(versionMistake(before, after)).toEqual({
    message: `Elasticsearch ${after} refuses to start on data of ${before}: it can't be downgraded`,
    fix: `keep ${before}, or restore a snapshot that was taken before the upgrade into a new cluster`,
  });
});

test.each([
  ['8.18.8', '9.1.0', 'upgrade to 8.19 first'],
  ['8.17.2', '9.2.4', 'upgrade to 8.19 first'],
  ['8.17.2', '9.0.0', 'upgrade to 8.18 first'],
  ['8.19.0', '9.0.8', 'upgrade to 9.1 or later instead'],
  ['7.16.3', '8.19.21', 'upgrade to 7.17 first'],
  ['7.17.29', '9.5.6', 'upgrade to 8.19 first'],
  ['6.8.0', '9.5.6', 'upgrade to 7.17 first'],
  ['8.19.0', '10.0.0', 'upgrade to the last 9.x first'],
])('from %s to %s is not supported', (before, after, fix) => {
  expect(versionMistake(before, after)).toEqual({ message: `Elasticsearch ${after} refuses to start on data of ${before}`, fix });
});

test('a prerelease is not upgraded', () => {
  expect(versionMistake('9.0.0-rc1', '9.0.0')).toEqual({
    message: 'Elastic supports no upgrade from the prerelease 9.0.0-rc1',
    fix: 'create a new cluster, and index the data again',
  });
});
