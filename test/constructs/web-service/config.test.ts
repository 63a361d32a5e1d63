import { identityOf, type Manifest } from '../../../src';
import { configMap } from '../../../src/constructs/web-service/config';
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

test.each(['a/b', '', '..', 'a b'])("the key '%s' is refused", (key) => {
  expect(() => configMap(chartOf(), identityOf('shelf'), { [key]: 'x' })).toThrow(
    new Error(`chart 'test': config '${key}' is no file name; write letters, digits, '-', '_' and '.'`),
  );
});

test('more than a ConfigMap holds is refused', () => {
  const config = { a: 'x'.repeat(1024 * 1024) };
  expect(() => configMap(chartOf(), identityOf('shelf'), config)).toThrow(
    new Error("chart 'test': config has 1048577 bytes, and a ConfigMap holds 1048576 at most; put large files into the image"),
  );
});
