import { moving } from '../gate/shop';
import { nines } from './run';

const broken = 'apiVersion: v1\nkind: Service\nspec: { ports: [\n';
const twice = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: "1" }\ndata: { b: "1" }\n';
const flow = 'Flow sequence in block collection must be sufficiently indented and end with a ]; correct the syntax';

test('a document that cannot be read hides neither the others of its file nor those of other files', async () => {
  const files = { 'f/a.yaml': `${broken}---\n${moving('web')}---\n${twice}`, 'f/b.yaml': moving('api') };
  const { code, out, error } = await nines(['check', '@f'], files);
  expect([code, error]).toEqual([2, `nines: @f/a.yaml:4:1: ${flow}\nnines: @f/a.yaml:33:1: duplicate key 'data'; keep one of the two\n`]);
  expect(out.replaceAll(/\S+\/f\//g, '@f/')).toBe(
    [
      '2 warnings.',
      '',
      "warning: tag 'dev' is not fixed: it moves to the latest push, 2 times [image-is-pinned]",
      '  write a version, or add a digest',
      '    @f/a.yaml:23:18 Deployment shop/web /spec/template/spec/containers/0/image',
      '    @f/b.yaml:19:18 Deployment shop/api /spec/template/spec/containers/0/image',
      '',
      'Rules between objects and availability are checked once everything can be read.',
      '',
      'Read 2 objects in 2 files.',
      '',
    ].join('\n'),
  );
});

test('in JSON and SARIF they are findings beside the unreadable ones, chosen as ever', async () => {
  const files = { 'a.yaml': `${moving('web')}---\n${broken}` };
  const rulesOf = async (...more: string[]) => {
    const { code, out } = await nines(['check', '@a.yaml', '--format', 'json', ...more], files);
    return [code, JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule)];
  };
  expect(await rulesOf()).toEqual([2, ['unreadable', 'image-is-pinned']]);
  expect(await rulesOf('--skip', 'image-is-pinned')).toEqual([2, ['unreadable']]);
  const sarif = JSON.parse((await nines(['check', '@a.yaml', '--format', 'sarif'], files)).out);
  expect(sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['unreadable', 'image-is-pinned']);
});

test('what a missing object might explain is not told', async () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { selector: { app: web }, ports: [{ port: 80 }] }\n';
  const whole = await nines(['check', '@a.yaml', '--format', 'json'], { 'a.yaml': service });
  expect(JSON.parse(whole.out).findings).toMatchObject([{ rule: 'service-selects-pods' }]);
  const beside = await nines(['check', '@a.yaml', '--format', 'json'], { 'a.yaml': `${service}---\n${broken}` });
  expect(JSON.parse(beside.out).findings).toMatchObject([{ rule: 'unreadable' }]);
});
