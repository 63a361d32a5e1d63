import { Size } from 'cdk8s';
import { identityOf } from '../../../src';
import { ephemeralStorage, mountedVolumes, requireVolumes, type VolumeSources } from '../../../src/constructs/web-service/volumes';
import { chartOf } from '../../objects';

const volumes = (sources: VolumeSources, config?: string) => mountedVolumes(identityOf('shelf'), sources, config);
const check = (sources: VolumeSources & { config?: Record<string, string> }) => () =>
  requireVolumes(chartOf(), { name: 'shelf', ...sources });
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
  expect(check({ writable: { [path]: size } })).toThrow(
    new Error(`chart 'test': writable must have absolute paths, got '${path}'; write for example /var/cache`),
  );
});

test('two volumes for one place are refused', () => {
  const problem = (same: string, path: string) =>
    new Error(`chart 'test': writable must have paths that differ in letters or digits, got '${same}' and '${path}'; rename one of them`);
  expect(check({ secretFiles: { '/a': files }, writable: { '/a': size } })).toThrow(problem('/a', '/a'));
  expect(check({ config: { level: 'info' }, writable: { '/etc/shelf': size } })).toThrow(problem('/etc/shelf', '/etc/shelf'));
  expect(check({ writable: { '/a/b': size, '/a-b': size } })).toThrow(problem('/a/b', '/a-b'));
});

test('a size below 1 MiB counts as that, and none at all is refused', () => {
  expect(ephemeralStorage({ writable: { '/a': Size.kibibytes(100) } }).value).toBe('65Mi');
  expect(check({ writable: { '/a': Size.mebibytes(0) } })).toThrow(
    new Error("chart 'test': writable['/a'] must be 1Ki or more, got 0Mi; write a larger Size"),
  );
});

test.each(['..', '../x', 'a/b', '.', ''])("the key '%s' is no file", (key) => {
  expect(check({ secretFiles: { '/a': { secret: 's', keys: [key] } } })).toThrow(
    new Error(
      `chart 'test': secretFiles['/a'].keys must be keys of a Secret, got '${key}'; name at least one, in letters, digits, '-', '_' and '.'`,
    ),
  );
});
