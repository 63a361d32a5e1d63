import { Size } from 'cdk8s';
import { identityOf } from '../../../src';
import { ephemeralStorage, mountedVolumes, type VolumeSources } from '../../../src/constructs/web-service/volumes';
import { chartOf } from '../../objects';

const volumes = (sources: VolumeSources, config?: string) => mountedVolumes(chartOf(), identityOf('shelf'), sources, config);
const size = Size.mebibytes(10);
const files = { secret: 's', keys: ['k'] };

test('by default /tmp can be written to, and nothing else', () => {
  expect(volumes({}).map(({ mount }) => mount)).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
  expect(volumes({ writable: {} })).toEqual([]);
});

test('configuration and secrets can only be read', () => {
  expect(volumes({ secretFiles: { '/run/keys': files }, writable: {} }, 'shelf-0123').map(({ mount }) => mount)).toEqual([
    { name: 'etc-shelf', mountPath: '/etc/shelf', readOnly: true },
    { name: 'run-keys', mountPath: '/run/keys', readOnly: true },
  ]);
});

test('it may take as much of its node’s disk as it can write, and its logs', () => {
  expect(ephemeralStorage({}).value).toBe('128Mi');
  expect(ephemeralStorage({ writable: { '/a': size, '/b': Size.gibibytes(1) } }).value).toBe('1098Mi');
});

test.each(['tmp', '/', '/a/', '/a b', ''])("'%s' is no place", (path) => {
  expect(() => volumes({ writable: { [path]: size } })).toThrow(
    new Error(`chart 'test': '${path}' is no place for files; write an absolute path such as /var/cache`),
  );
});

test('two volumes for one place are refused', () => {
  expect(() => volumes({ secretFiles: { '/a': files }, writable: { '/a': size } })).toThrow(
    new Error("chart 'test': two volumes for '/a' and '/a'; give them paths that differ in more than signs"),
  );
  expect(() => volumes({ writable: { '/a/b': size, '/a-b': size } })).toThrow(
    new Error("chart 'test': two volumes for '/a/b' and '/a-b'; give them paths that differ in more than signs"),
  );
});

test('a size below 1 MiB counts as that, and none at all is refused', () => {
  expect(ephemeralStorage({ writable: { '/a': Size.kibibytes(100) } }).value).toBe('65Mi');
  expect(() => volumes({ writable: { '/a': Size.mebibytes(0) } })).toThrow(
    new Error("chart 'test': '/a' has room for nothing; give it 1 MiB or more"),
  );
});

test.each(['..', '../x', 'a/b', '.', ''])("the key '%s' is no file", (key) => {
  expect(() => volumes({ secretFiles: { '/a': { secret: 's', keys: [key] } } })).toThrow(
    new Error(`chart 'test': key '${key}' of Secret 's' is no file name; write letters, digits, '-', '_' and '.'`),
  );
});
