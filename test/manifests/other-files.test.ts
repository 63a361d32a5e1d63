import { type ManifestText, manifestsIn, UnreadableError } from '../../src/manifests/read';
import { readText } from '../../src/report/read';

const configMap = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\n`;
const manifest = { file: 'app/a.yaml', text: configMap('a') };
const built = 'check the output of `kustomize build` instead';

function reading(...texts: readonly ManifestText[]) {
  const { documents, summary } = manifestsIn(texts);
  return { files: documents.map(({ file }) => file), skipped: summary.skipped, objects: summary.objects };
}

function refusal(...texts: readonly ManifestText[]): string {
  try {
    manifestsIn(texts);
  } catch (error) {
    if (error instanceof UnreadableError) return error.message;
    throw error;
  }
  throw new Error('it was read');
}

describe('beside manifests, a folder may hold files of other tools', () => {
  test.each([
    ['values of a chart', 'app/values.yaml', 'replicas: 3\n', 'without apiVersion and kind'],
    ['a Compose file', 'app/compose.yml', 'services: { web: { image: "web:1" } }\n', 'without apiVersion and kind'],
    ['a template', 'app/t.yaml', 'kind: {{ .Values.kind }}\n{{- if .Values.tls }}\n', 'a template: check what it renders instead'],
    ['a JSON patch', 'app/patch.yaml', '- { op: replace, path: /spec/replicas, value: 3 }\n', `a patch: ${built}`],
    ['a Kustomization', 'app/k.yaml', 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n', `a Kustomization: ${built}`],
    ['one that says so by its name alone', 'app/kustomization.yml', 'resources: [b.yaml]\n', `a Kustomization: ${built}`],
    ['a transformer', 'app/labels.yaml', 'apiVersion: builtin\nkind: LabelTransformer\n', `a Kustomization: ${built}`],
  ])('%s is skipped with the reason', (_, file, text, because) => {
    expect(reading(manifest, { file, text })).toEqual({ files: ['app/a.yaml'], skipped: [{ file, because }], objects: 1 });
  });

  test.each([
    ['patches', 'patches: [{ path: patch.yaml }]'],
    ['patches by name', 'patches: [patch.yaml]'],
    ['strategic merge patches', 'patchesStrategicMerge: [./patch.yaml]'],
    ['JSON patches', 'patchesJson6902: [{ target: { kind: ConfigMap }, path: patch.yaml }]'],
  ])('a file under %s is no object of its own', (_, settings) => {
    const kustomization = { file: 'app/kustomization.yaml', text: `${settings}\n` };
    const patch = { file: 'app/patch.yaml', text: configMap('a') };
    expect(reading(manifest, kustomization, patch)).toEqual({
      files: ['app/a.yaml'],
      skipped: [
        { file: 'app/kustomization.yaml', because: `a Kustomization: ${built}` },
        { file: 'app/patch.yaml', because: `a patch: ${built}` },
      ],
      objects: 1,
    });
  });

  test('what Kustomize builds is marked: the files beside it, and those that it names', () => {
    const { documents } = manifestsIn([
      { file: 'over/kustomization.yaml', text: 'resources: [../base/b.yaml]\n' },
      { file: 'over/a.yaml', text: configMap('a') },
      { file: 'base/b.yaml', text: configMap('b') },
      { file: 'base/c.yaml', text: configMap('c') },
    ]);
    expect(documents.map(({ file, isKustomized = false }) => [file, isKustomized])).toEqual([
      ['over/a.yaml', true],
      ['base/b.yaml', true],
      ['base/c.yaml', false],
    ]);
  });
});

describe('what may be a mistake is still refused', () => {
  const broken = { file: 'app/t.yaml', text: 'kind: {{ .Values.kind }}\n{{- if .Values.tls }}\n' };

  test('a template that is named itself', () => {
    expect(refusal(broken)).toMatch(
      /^app\/t\.yaml:2:1: a template, not YAML; check what it renders: helm template CHART \| nines check -$/,
    );
  });

  test('a folder of nothing else', () => {
    const values = { file: 'app/values.yaml', text: 'replicas: 3\n' };
    expect(refusal(values, { file: 'app/w.yaml', text: 'replicas: 4\n' })).toBe(
      'app/values.yaml:1:1: not a Kubernetes object: apiVersion and kind are missing; add apiVersion and kind, or check the output of Helm or Kustomize',
    );
  });

  test.each([
    ['an object without a kind', 'apiVersion: v1\nmetadata: { name: b }\n', "'kind' is missing"],
    ['a document beside an object', `${configMap('b')}---\nreplicas: 3\n`, 'apiVersion and kind are missing'],
  ])('%s', (_, text, problem) => {
    expect(refusal(manifest, { file: 'app/b.yaml', text })).toContain(`not a Kubernetes object: ${problem}`);
  });

  test('a syntax error where there is no template', () => {
    expect(refusal(manifest, { file: 'app/b.yaml', text: 'kind: Pod\nspec: [\n' })).toMatch(/^app\/b\.yaml:3:1: /);
  });
});

test('each reason is told once, with the first file', () => {
  const skipped = ['a', 'b', 'c'].map((name) => ({ file: `${name}/kustomization.yaml`, because: 'a Kustomization' }));
  const text = readText({ files: 9, documents: 9, objects: 5, skipped: [...skipped, { file: 'README.md', because: 'not YAML' }] });
  expect(text).toBe('Read 5 objects in 9 files; skipped a/kustomization.yaml and 2 more (a Kustomization), README.md (not YAML).');
});
