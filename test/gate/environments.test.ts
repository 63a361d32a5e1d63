import { environmentsOf } from '../../src/gate/environments';
import { objectsOf } from '../../src/manifests/object';
import { workload } from '../availability/requesting';
import { answer, yaml } from '../cli/answer';
import { nines } from '../cli/run';
import { moving } from './shop';

const config = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' } });
const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const named = (files: Readonly<Record<string, readonly object[]>>) =>
  environmentsOf(objectsOf(Object.entries(files).flatMap(([file, values]) => values.map((value) => ({ value, file }))))).map(
    ({ name }) => name,
  );

describe('environments are folders beside each other', () => {
  const web = workload({ name: 'web' });
  const api = workload({ name: 'api' });

  test.each<[string, Readonly<Record<string, readonly object[]>>, readonly string[]]>([
    ['that define the same workload', { 'a/x/1.yaml': [web], 'a/y/1.yaml': [web], 'a/z/2.yaml': [config('c')] }, ['a/x', 'a/y']],
    ['at any depth', { 'a/x/deep/1.yaml': [web], 'a/y/2.yaml': [web] }, ['a/x', 'a/y']],
    ['and not those that share a namespace alone', { 'a/x/1.yaml': [namespace, web], 'a/y/1.yaml': [namespace, api] }, []],
    ['nor those that share less than half', { 'a/x/1.yaml': [web, config('c'), config('d')], 'a/y/1.yaml': [web, api, config('e')] }, []],
    ['nor files of one folder', { 'a/1.yaml': [web], 'a/2.yaml': [web] }, []],
    ['nor a folder within another one', { 'a/1.yaml': [web], 'a/b/2.yaml': [web] }, []],
  ])('%s', (_, files, expected) => {
    expect(named(files)).toEqual(expected);
  });

  test('a file outside of them belongs to each', () => {
    const [x, y] = environmentsOf(
      objectsOf([
        { value: web, file: 'a/x/1.yaml' },
        { value: web, file: 'a/y/1.yaml' },
      ]),
    );
    expect(['a/x/1.yaml', 'a/y/1.yaml', 'a/common.yaml', undefined].map((file) => [x?.holds(file), y?.holds(file)])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });
});

const files = { 'f/staging/a.yaml': moving('web'), 'f/production/a.yaml': moving('web').replace('replicas: 1', 'replicas: 2') };

test('each environment is judged by itself, and no object is defined twice', async () => {
  const { code, answer: found } = await answer(['check', '@f', '--topology', 'minikube', '--skip', 'image-is-pinned'], files);
  expect(code).toBe(0);
  expect(found.environments?.map((name) => name.split('/').at(-1))).toEqual(['production', 'staging']);
  expect(found.services.map(({ environment, replicas }) => [environment?.split('/').at(-1), replicas])).toEqual([
    ['production', 2],
    ['staging', 1],
  ]);
  // One node of minikube holds both replicas of production: no other one could survive it.
  expect(found.findings.map(({ rule, place }) => `${place.file?.split('/').at(-2)} ${rule}`)).toEqual(['staging availability']);
});

test('the text has a part for each, and one for what they share', async () => {
  const shared = { 'f/common.yaml': yaml({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'A', namespace: 'shop' } }) };
  const { out } = await nines(['check', '@f', '--topology', 'minikube', '--only', 'value-syntax,availability'], { ...files, ...shared });
  const headings = out
    .replaceAll(/\S+\/f\//g, '@f/')
    .split('\n')
    .filter((line) => /^(\d|@f.*:$|all)/.test(line));
  expect(headings).toEqual([
    '2 environments, judged one by one: @f/production, @f/staging.',
    '1 error, 1 warning; 1 of 2 services proved.',
    '@f/production:',
    '@f/staging:',
    'all environments:',
  ]);
  expect(out.match(/must|is not a DNS name/g)).toHaveLength(1);
  const rules = await nines(['check', '@f'], { ...files, ...shared });
  expect(rules.out).toMatch(
    /\n\n\S+\/f\/production:\nwarning: [\s\S]*\n\n\S+\/f\/staging:\nwarning: [\s\S]*\n\nall environments:\nerror: /,
  );
});

test('a service of the topology that one environment lacks is no mistake there', async () => {
  const both = { 'f/x/a.yaml': yaml(workload({ name: 'web' })), 'f/y/a.yaml': yaml(workload({ name: 'web' }), workload({ name: 'api' })) };
  const configuration = (name: string) => `topology: minikube\nservices: [{ kind: Deployment, namespace: shop, name: ${name}, needed: 1 }]`;
  const { answer: found } = await answer(['check', '@f', '--config', '@n.yaml'], { ...both, 'n.yaml': configuration('api') });
  expect(found.services.map(({ service, neededSource }) => [service, neededSource])).toContainEqual(['api', 'declared']);
  const { code, error } = await nines(['check', '@f', '--config', '@n.yaml'], { ...both, 'n.yaml': configuration('apo') });
  expect([code, error]).toEqual([
    2,
    "nines: @n.yaml:2:55: services.0: no workload 'Deployment/shop/apo' in the manifests; did you mean 'Deployment/shop/api'?\n",
  ]);
});

test('a baseline knows the findings of each', async () => {
  const check = ['check', '@f', '--baseline', '@f/known.json', '--format', 'json'];
  const pinned =
    '{"rule":"image-is-pinned","object":"Deployment/shop/web","at":"/spec/template/spec/containers[name=main]/image","severity":"warning"';
  const baseline = (entry: string) => `{"version":1,"findings":[${entry}]}`;
  const one = JSON.parse((await nines(check, { ...files, 'f/known.json': baseline(`${pinned}}`) })).out);
  const two = JSON.parse((await nines(check, { ...files, 'f/known.json': baseline(`${pinned},"count":2}`) })).out);
  expect([one.findings.length, two.findings.length, two.hidden.baseline]).toEqual([2, 0, 2]);
});
