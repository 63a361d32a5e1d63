import { identityOf, type Manifest } from '../../../src';
import { configMap, requireConfig } from '../../../src/constructs/web-service/config';
import { chartOf, find, manifestsOf, namesOf } from '../../objects';

function made(config: Record<string, string> | undefined): Manifest[] {
  return manifestsOf((chart) => void configMap(chart, identityOf('shelf'), config));
}
const nameOf = (config: Record<string, string>) => namesOf(made(config), 'ConfigMap')[0];

test('content stands in an immutable ConfigMap that is named for it', () => {
  // The name is the content's: where this changes, every service with a configuration rolls out once.
  expect(find(made({ level: 'info' }), 'ConfigMap', 'shelf-fdbc70ab73')).toMatchObject({ immutable: true, data: { level: 'info' } });
});

test('another content is another name, another order is not', () => {
  expect(nameOf({ a: '1', b: '2' })).toBe(nameOf({ b: '2', a: '1' }));
  const contents: Record<string, string>[] = [{ a: '1' }, { a: '2' }, { b: '1' }, { a: '1', b: '' }];
  const names = contents.map(nameOf);
  expect(new Set(names).size).toBe(names.length);
});

test('no content is no ConfigMap', () => {
  expect(made(undefined)).toEqual([]);
  expect(made({})).toEqual([]);
});

test.each(['a/b', '', '..', 'a b', '__proto__'])("the key '%s' is refused", (key) => {
  expect(() => requireConfig(chartOf(), { [key]: 'x' })).toThrow(
    new Error(`chart 'test': config must have keys that can be file names, got '${key}'; write letters, digits, '-', '_' and '.'`),
  );
});

test('more than a ConfigMap holds is refused', () => {
  const config = { a: 'x'.repeat(1024 * 1024) };
  expect(() => requireConfig(chartOf(), config)).toThrow(
    new Error("chart 'test': config must be 1048576 bytes or less to fit in a ConfigMap, got 1048577; put large files into the image"),
  );
});

test('a value that is not a text is refused', () => {
  expect(() => requireConfig(chartOf(), { port: 8080 as never })).toThrow(
    new Error("chart 'test': config.port must be a string, got 8080; put it in quotes, such as '8080'"),
  );
});
