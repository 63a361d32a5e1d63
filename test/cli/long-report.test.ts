import { workload } from '../availability/requesting';
import { yaml } from './answer';
import { nines } from './run';

const many = <T>(count: number, one: (index: number) => T) => Array.from({ length: count }, (_, index) => one(index));
const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' } });

async function report(objects: readonly unknown[], ...options: string[]): Promise<readonly string[]> {
  const { out } = await nines(['check', '@a.yaml', '--no-config', ...options], { 'a.yaml': yaml(...objects) });
  return out.replaceAll(/\S+\/a\.yaml/g, '@a.yaml').split('\n');
}

test('585 kinds without a schema take a few lines', async () => {
  const kinds = many(585, (index) => ({ apiVersion: 'example.com/v1', kind: `Kind${index}`, metadata: { name: 'a', namespace: 'shop' } }));
  const lines = await report(kinds);
  expect(lines.slice(0, 4)).toEqual([
    'No findings.',
    '',
    'Not checked against a schema:',
    '  Kind0 shop/a: no schema for Kind0 in example.com/v1: only its metadata was checked',
  ]);
  expect(lines).toContain('  and 575 more; --all shows them');
  expect(lines.length).toBeLessThan(25);
  expect((await report(kinds, '--all')).length).toBeGreaterThan(585);
});

test('objects of one kind without a schema take one line', async () => {
  const things = many(3, (index) => ({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: `a${index}`, namespace: 'shop' } }));
  expect(await report(things)).toContain(
    '  Thing shop/a0 and 2 more: no schema for Thing in example.com/v1: only its metadata was checked',
  );
});

test('what several places have in common is said once, and their list is folded', async () => {
  const pods = many(9, (index) => workload({ name: `web-${index}`, pod: { containers: [{ name: 'main', image: 'a:dev' }] } }));
  const lines = await report(pods, '--only', 'image-is-pinned');
  expect(lines.slice(0, 11)).toEqual([
    '9 warnings.',
    '',
    "warning: tag 'dev' is not fixed: it moves to the latest push, 9 times [image-is-pinned]",
    '  write a version, or add a digest',
    ...many(5, (index) =>
      expect.stringMatching(`^    @a\\.yaml:\\d+:\\d+ Deployment shop/web-${index} /spec/template/spec/containers/0/image$`),
    ),
    '    and 4 more; --all shows them',
    '',
  ]);
});

test('findings of one rule are folded, the worst rules come first, and the summary counts each', async () => {
  const lines = await report([...many(12, (index) => configMap(`A${index}`)), { ...configMap('b'), data: { a: 1 } }, workload()]);
  expect(lines.slice(0, 3)).toEqual(['13 errors.', '  value-type    1 error', '  value-syntax  12 errors']);
  expect(lines[4]).toMatch(/^error: @a\.yaml:\d+:\d+ ConfigMap shop\/b \/data\/a$/);
  expect(lines.filter((line) => line.endsWith('[value-syntax]'))).toHaveLength(5);
  expect(lines).toContain('value-syntax: and 7 more; --all shows them');
  const whole = await report(
    many(12, (index) => configMap(`A${index}`)),
    '--all',
  );
  expect(whole.filter((line) => line.endsWith('[value-syntax]'))).toHaveLength(12);
});

test('a long table shows what is not proved first', async () => {
  const accepted = { 'nines.dev/accept.availability': 'because it may fail' };
  const services = many(45, (index) => workload({ name: `web-${index}`, replicas: index === 44 ? 1 : 2, annotations: accepted }));
  const lines = await report(services, '--topology', 'minikube');
  const at = lines.findIndex((line) => line.startsWith('SERVICE'));
  expect(lines[at + 1]).toMatch(/^web-44 .* NO /);
  expect(lines[at + 41]).toBe('and 5 more; --all shows them');
});
