import Ajv from 'ajv';
import answerSchema from '../../src/report/answer.schema.json';
import { workload } from '../availability/manifests';
import { nines } from './run';

const validAnswer = new Ajv({ strict: false }).compile(answerSchema);
const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: p, namespace: default }\n';
const deployment = (name: string) => JSON.stringify(workload({ name }));

async function refusal(files: Readonly<Record<string, string | Buffer>>, ...options: string[]): Promise<string> {
  const [path] = Object.keys(files) as [string];
  const { code, out, error } = await nines(['check', `@${path.split('/')[0]}`, '--topology', 'minikube', ...options], files);
  expect([code, out]).toEqual([2, '']);
  return error;
}

async function answer(files: Readonly<Record<string, string | Buffer>>, ...options: string[]) {
  const [path] = Object.keys(files) as [string];
  const { out, error } = await nines(['check', `@${path.split('/')[0]}`, '--topology', 'minikube', '--format', 'json', ...options], files);
  expect(error).toBe('');
  return JSON.parse(out);
}

describe('what can not be read is refused', () => {
  const noObject = (path: string) => `nines: no Kubernetes objects in @${path}; name a path with manifests, or add --allow-empty\n`;
  const notObject = 'add apiVersion and kind, or check the output of Helm or Kustomize';

  test.each([
    ['an empty file', { 'a.yaml': '' }, noObject('a.yaml')],
    ['a file of comments', { 'a.yaml': '# nothing\n---\n' }, noObject('a.yaml')],
    ['a folder without manifests', { 'f/notes.txt': 'kind: Pod' }, noObject('f')],
    ['an empty list', { 'a.json': '[]' }, noObject('a.json')],
    ['an empty List', { 'a.yaml': 'apiVersion: v1\nkind: List\nitems: []\n' }, noObject('a.yaml')],
    ['a scalar', { 'a.yaml': 'hello\n' }, `nines: @a.yaml:1:1: must be a Kubernetes object, got a string: 'hello'; ${notObject}\n`],
    ['a number', { 'a.json': '42' }, `nines: @a.json:1:1: must be a Kubernetes object, got an integer: 42; ${notObject}\n`],
    [
      'values of a chart',
      { 'f/values.yaml': '\nreplicas: 3\n' },
      `nines: @f/values.yaml:2:1: not a Kubernetes object: apiVersion and kind are missing; ${notObject}\n`,
    ],
    [
      'no kind',
      { 'a.yaml': `${config}---\napiVersion: v1\nmetadata: { name: a }\n` },
      `nines: @a.yaml:5:1: not a Kubernetes object: 'kind' is missing; ${notObject}\n`,
    ],
    [
      'a kind that is a number',
      { 'a.yaml': 'apiVersion: v1\nkind: 7\n' },
      `nines: @a.yaml:1:1: not a Kubernetes object: 'kind' is missing; ${notObject}\n`,
    ],
    [
      'an item without a kind',
      { 'a.yaml': 'apiVersion: v1\nkind: List\nitems:\n  - { apiVersion: v1 }\n' },
      `nines: @a.yaml:4:5: not a Kubernetes object: 'kind' is missing; ${notObject}\n`,
    ],
    ['an item of nothing', { 'a.json': '[null]' }, `nines: @a.json:1:2: must be a Kubernetes object, got null; ${notObject}\n`],
    [
      'UTF-16 with a byte order mark',
      { 'a.yaml': Buffer.from(`\ufeff${config}`, 'utf16le') },
      'nines: @a.yaml: the encoding is UTF-16 (little-endian), of which kubectl reads only the first document; save it as UTF-8\n',
    ],
    [
      'UTF-16 without',
      { 'a.yaml': Buffer.from(config, 'utf16le') },
      'nines: @a.yaml: the encoding is UTF-16 (little-endian), of which kubectl reads only the first document; save it as UTF-8\n',
    ],
    [
      'big-endian UTF-16',
      { 'a.yaml': Buffer.from(`\ufeff${config}`, 'utf16le').swap16() },
      'nines: @a.yaml: the encoding is UTF-16 (big-endian), of which kubectl reads only the first document; save it as UTF-8\n',
    ],
    ['Latin-1', { 'a.yaml': Buffer.from(`${config}# caf\u00e9\n`, 'latin1') }, 'nines: @a.yaml:4: invalid UTF-8; save it as UTF-8\n'],
    [
      'binary file',
      { 'a.yaml': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 0, 0, 0]) },
      'nines: @a.yaml: binary file; name a YAML or JSON file\n',
    ],
    [
      'a control character',
      { 'a.yaml': `${config}# \u0007\n` },
      'nines: @a.yaml:4:3: control character U+0007 is not allowed; remove it, or write "\\u0007" in double quotes\n',
    ],
  ] as const)('%s', async (_, files, message) => {
    expect(await refusal(files)).toBe(message);
  });

  test('--allow-empty takes nothing for good, and nothing else', async () => {
    expect((await nines(['check', '@a.yaml', '--topology', 'minikube', '--allow-empty'], { 'a.yaml': '' })).code).toBe(0);
    expect(await refusal({ 'a.yaml': 'hello\n' }, '--allow-empty')).toContain("got a string: 'hello'");
  });
});

describe('all unreadable input is reported at once', () => {
  const files = {
    'f/a.yaml': 'kind: Pod\nspec: [\n',
    'f/b.yaml': `hello\n---\n${config}---\n7\n`,
    'f/c.yaml': config.replace('name: p', 'name: q'),
    'f/d.yaml': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 0]),
  };
  const check = (format: string, topology = 'minikube') => nines(['check', '@f', '--topology', topology, '--format', format], files);
  const syntax = 'Flow sequence in block collection must be sufficiently indented and end with a ]; correct the syntax';

  test('in text, a line each', async () => {
    const { code, out, error } = await check('text', 'moon');
    expect([code, out]).toEqual([2, '']);
    expect(error.split('\n')).toEqual([
      "nines: unknown topology 'moon'; name a file, or one of minikube, digitalocean-3, aws-3x2, three-zones",
      `nines: @f/a.yaml:3:1: ${syntax}`,
      "nines: @f/b.yaml:1:1: must be a Kubernetes object, got a string: 'hello'; add apiVersion and kind, or check the output of Helm or Kustomize",
      'nines: @f/b.yaml:7:1: must be a Kubernetes object, got an integer: 7; add apiVersion and kind, or check the output of Helm or Kustomize',
      'nines: @f/d.yaml: binary file; name a YAML or JSON file',
      '',
    ]);
  });

  test('in JSON as findings, without a service that could be taken for judged', async () => {
    const { code, out, error } = await check('json');
    expect([code, error]).toEqual([2, '']);
    const found = JSON.parse(out);
    expect(validAnswer(found) ? [] : validAnswer.errors).toEqual([]);
    expect(Object.keys(found)).toEqual(['findings', 'read']);
    expect(found.findings).toMatchObject([
      { severity: 'error', rule: 'unreadable', place: { line: 3, column: 1 }, fix: 'correct the syntax' },
      { rule: 'unreadable', place: { file: expect.stringMatching(/b\.yaml$/), line: 1 } },
      { rule: 'unreadable', place: { file: expect.stringMatching(/b\.yaml$/), line: 7 } },
      { rule: 'unreadable', message: 'binary file' },
    ]);
    expect(found.read).toMatchObject({ files: 4, documents: 4, objects: 2 });
  });

  test('in SARIF as results, each with a fingerprint of its own file', async () => {
    const { code, out, error } = await check('sarif');
    expect([code, error]).toEqual([2, '']);
    const { results } = JSON.parse(out).runs[0];
    expect(results.map((it: { ruleId: string; level: string }) => [it.ruleId, it.level])).toEqual(Array(4).fill(['unreadable', 'error']));
    expect(results[3].locations[0].physicalLocation.artifactLocation.uri).toMatch(/\/f\/d\.yaml$/);
    expect(new Set(results.map((it: { partialFingerprints: object }) => JSON.stringify(it.partialFingerprints))).size).toBe(3);
  });

  test('an annotation that can not be read is told in the asked format as well, and nothing is judged', async () => {
    const wrong = JSON.stringify(workload({ annotations: { 'nines.dev/needed': 'two', 'nines.dev/target': 'high' } }));
    const { code, out, error } = await nines(['check', '@a.json', '--topology', 'aws-3x2', '--format', 'json'], { 'a.json': wrong });
    expect([code, error]).toEqual([2, '']);
    expect(JSON.parse(out)).toMatchObject({
      findings: [
        {
          rule: 'annotation-value',
          place: { pointer: '/metadata/annotations/nines.dev~1needed' },
          fix: 'write an integer of at least 1, a percentage such as 60%, or majority',
        },
        {
          rule: 'annotation-value',
          place: { pointer: '/metadata/annotations/nines.dev~1target' },
          fix: 'write a percentage such as 99.95%',
        },
      ],
      read: { objects: 1 },
    });
  });

  test('an answer with services has everything else too', () => {
    const read = { files: 1, documents: 1, objects: 1, skipped: [] };
    expect(validAnswer({ findings: [], read, services: [] })).toBe(false);
    expect(validAnswer({ findings: [], read, assumptions: [] })).toBe(false);
  });
});

describe('what is read is counted', () => {
  test('objects, documents, files, and what was skipped', async () => {
    const { read } = await answer({
      'f/a.yaml': `---\n---\n${config}---\n# nothing\n---\n`,
      'f/b/list.json': JSON.stringify({
        apiVersion: 'apps/v1',
        kind: 'DeploymentList',
        items: [workload({ name: 'a' }), { metadata: { name: 'b' } }],
      }),
      'f/empty.yml': '',
      'f/notes.txt': ':::',
    });
    expect({
      ...read,
      skipped: read.skipped.map(({ file, because }: { file: string; because: string }) => [file.split('/f/')[1], because]),
    }).toEqual({
      files: 3,
      documents: 2,
      objects: 3,
      skipped: [
        ['notes.txt', 'not .yaml, .yml or .json'],
        ['a.yaml', '3 empty documents'],
        ['empty.yml', 'an empty document'],
      ],
    });
  });

  test('and told in a line of text', async () => {
    const { out } = await nines(['check', '@a.yaml', '@b.json', '--topology', 'minikube'], {
      'a.yaml': `${config}---\n`,
      'b.json': deployment('b'),
    });
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^Read 2 objects in 2 files; skipped .*\/a\.yaml \(an empty document\)\.$/);
  });

  test('a byte order mark of UTF-8 is passed over', async () => {
    expect((await answer({ 'a.yaml': `\ufeff${config}` })).read).toEqual({ files: 1, documents: 1, objects: 1, skipped: [] });
    expect((await answer({ 'a.json': `\ufeff${deployment('b')}` })).read.objects).toBe(1);
  });

  test('a kustomization is skipped: no cluster reads it', async () => {
    const kustomization = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n';
    const { read } = await answer({ 'f/kustomization.yaml': kustomization, 'f/a.yaml': config });
    expect([read.objects, read.skipped.map(({ because }: { because: string }) => because)]).toEqual([
      1,
      ['a Kustomization: check the output of `kustomize build` instead'],
    ]);
    expect((await nines(['check', '@f', '--topology', 'minikube'], { 'f/kustomization.yaml': kustomization })).code).toBe(2);
  });

  test('a list of objects stands for its items, each with its place', async () => {
    const { services, findings, read } = await answer({
      'a.json': `[\n${deployment('a')},\n${deployment('b').replace('"replicas"', '"replicaz"')}\n]\n`,
    });
    expect([read.objects, services.map((it: { service: string }) => it.service)]).toEqual([2, ['a', 'b']]);
    expect(findings.find(({ rule }: { rule: string }) => rule === 'known-field')).toMatchObject({
      place: { object: { name: 'b' }, line: 3, pointer: '/spec/replicaz' },
    });
  });
});
