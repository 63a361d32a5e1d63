import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Delivery, deliveredOf, deliveryFolders, type Synthesis, synthesisOf } from '../../src';
import { parseYaml } from '../../src/manifests/yaml';
import { diagnosticText } from '../../src/report/diagnostics';
import { kubernetesVersions, validate } from '../../src/schema';
import { Shop, type ShopEnvironment } from '../fixtures/shop/application';
import { local, production, staging } from '../fixtures/shop/environments';
import { ProjectCopy } from '../project-copy';

const delivery: Delivery = { name: 'shop', repository: 'https://git.example/shop.git', controllers: ['argocd', 'flux'] };
const delivered: readonly ShopEnvironment[] = [
  local,
  { ...staging, sync: 'automatic', cluster: { name: 'staging' } },
  { ...production, sync: 'manual', cluster: { name: 'production' } },
];

function synthesized(environments: readonly ShopEnvironment[]): readonly Synthesis[] {
  return environments.map((environment) => synthesisOf(environment, (app, it) => new Shop(app, it), { delivery }));
}

const all = synthesized(delivered);

/** The texts of all files by path. */
function files(given: Delivery = delivery, syntheses = all): Record<string, string> {
  const { folders, problems } = deliveryFolders(given, syntheses.map(deliveredOf));
  expect(problems).toEqual([]);
  return Object.fromEntries(folders.flatMap((folder) => folder.files.map(({ name, text }) => [`${folder.name}/${name}`, text])));
}

function problems(given: Partial<Delivery>, syntheses = all): readonly string[] {
  return deliveryFolders({ ...delivery, ...given }, syntheses.map(deliveredOf)).problems.map(diagnosticText);
}

test('each controller has a folder, and an environment without `sync` is in none', () => {
  const stages = ['staging', 'production'].flatMap((name) =>
    ['00', '10', '20', '30', '40'].map((stage) => `flux/${name}/${stage}/kustomization.yaml`),
  );
  expect(Object.keys(files())).toEqual([
    'argocd/app-project.yaml',
    'argocd/application-set.yaml',
    'flux/staging.yaml',
    'flux/production.yaml',
    ...stages,
  ]);
  expect(Object.values(files()).join('')).not.toContain('local');
});

test('by default the controller is Argo CD', () => {
  const { controllers: _, ...without } = delivery;
  expect(Object.keys(files(without))).toEqual(['argocd/app-project.yaml', 'argocd/application-set.yaml']);
});

test('every file is one that the API server takes, except the list of a stage, which Flux reads', () => {
  for (const [path, text] of Object.entries(files())) {
    for (const { value } of parseYaml(text, path)) {
      for (const version of kubernetesVersions) {
        expect(validate(value, version)).toEqual(
          path.endsWith('kustomization.yaml') ? [expect.objectContaining({ problem: 'skipped' })] : [],
        );
      }
    }
  }
});

test('the stages of an environment have each of its files once, in order', () => {
  const listed = Object.entries(files()).flatMap(([path, text]) =>
    path.startsWith('flux/production/') ? parseYaml(text, path).flatMap(({ value }) => (value as { resources: string[] }).resources) : [],
  );
  expect(listed).toEqual(all[2]?.files.map(({ name }) => `../../../production/${name}`));
});

test('a stage follows from waves: a StatefulSet that waits for a Deployment is in the stage of that', () => {
  const [first, ...others] = all[2]?.files ?? [];
  const late = others.map((file) => ({
    ...file,
    objects: file.objects.map((object) => {
      const { manifest } = object;
      const annotations = { ...manifest.metadata.annotations, 'argocd.argoproj.io/sync-wave': '31' };
      return manifest.kind === 'StatefulSet'
        ? { ...object, manifest: { ...manifest, metadata: { ...manifest.metadata, annotations } } }
        : object;
    }),
  }));
  const changed = [{ ...(all[2] as Synthesis), files: first ? [first, ...late] : [] }];
  const texts = files(delivery, changed);
  expect(Object.keys(texts)).not.toContain('flux/production/20/kustomization.yaml');
  expect(texts['flux/production/30/kustomization.yaml']).toContain('- ../../../production/20-elasticsearch.yaml\n');
});

test('the order of the environments changes no project', () => {
  expect(files(delivery, [...all].reverse())['argocd/app-project.yaml']).toBe(files()['argocd/app-project.yaml']);
});

test('an environment that has no files yet is left out', () => {
  const [, one, other] = all as [Synthesis, Synthesis, Synthesis];
  expect(Object.keys(files(delivery, [one, { ...other, files: [] }]))).not.toContain('flux/production.yaml');
});

test('environments that all have other problems are not reported as missing, and an application without any is', () => {
  expect(
    files(
      delivery,
      all.map((synthesis) => ({ ...synthesis, files: [] })),
    ),
  ).toEqual({});
  expect(problems({}, all.slice(0, 1))).toEqual([
    "error: delivery: environments: must have an item, got an empty list; write sync: 'automatic' or sync: 'manual' in an environment",
  ]);
});

test.each<[Partial<Delivery>, string]>([
  [
    { repository: 'git.example/shop' },
    "error: delivery: repository: must be the address of a git repository, got 'git.example/shop'; write a URL with its scheme, such as https://git.example/shop.git",
  ],
  [{ revision: '' }, "error: delivery: revision: must be a branch, a tag or a commit, got ''; write a branch such as 'main'"],
  [
    { path: 'dist/' },
    "error: delivery: path: must be a folder of the repository, got 'dist/'; write a path without '/' at either end, such as 'dist'",
  ],
  [{ name: '' }, "error: delivery: name: must be a DNS label, got ''; write the name of the application, such as shop"],
  [{ controllers: ['argo' as never] }, "error: delivery: controllers[0]: must be 'argocd' or 'flux', got 'argo'; remove it"],
  [{ controllers: ['flux', 'flux'] }, "error: delivery: controllers[1]: must be unique, got 'flux' twice; remove one of them"],
])('%j is refused once', (change, problem) => {
  expect(problems(change)).toEqual([problem]);
});

test('environments that would overwrite each other are refused', () => {
  const same = synthesized(delivered.map((environment) => ({ ...environment, sync: 'manual', cluster: { name: 'big' } })));
  const shared = (one: string, other: string) =>
    `error: delivery: environments: must not share a namespace, but '${one}' and '${other}' are both in 'shop' of the cluster 'big'; give one of them another cluster or another namespace`;
  expect(problems({}, same)).toEqual([shared('local', 'staging'), shared('local', 'production'), shared('staging', 'production')]);
});

test('an environment can’t have the name of a controller’s folder', () => {
  const [, one] = all as [Synthesis, Synthesis];
  const named = [{ ...one, environment: { ...one.environment, name: 'flux' } }];
  expect(problems({}, named)).toEqual([
    "error: delivery: environments: must not have the name of a controller's folder, got 'flux'; rename the environment",
  ]);
  expect(problems({ controllers: ['argocd'] }, named)).toEqual([]);
});

test('a `sync` that isn’t one is refused in its environment', () => {
  const [{ problems: found }] = synthesized([{ ...production, sync: 'auto' as never }]) as [Synthesis];
  expect(found.map(diagnosticText)).toEqual([
    "error: production: sync: must be 'automatic' or 'manual', got 'auto'; write 'manual' to sync by hand",
  ]);
});

test('a revision or repository that isn’t one is refused in its environment', () => {
  const [{ problems: found }] = synthesized([{ ...production, revision: 'v 1', repository: 'mirror' }]) as [Synthesis];
  expect(found.map(diagnosticText)).toEqual([
    "error: production: repository: must be the address of a git repository, got 'mirror'; write a URL with its scheme, such as https://git.example/shop.git",
    "error: production: revision: must be a branch, a tag or a commit, got 'v 1'; write a branch such as 'main'",
  ]);
});

test('an environment’s own revision and repository are in the files of both controllers', () => {
  const own = { sync: 'manual', revision: 'refs/tags/v1.4.0', repository: 'https://mirror.example/shop.git' } as const;
  const texts = files(delivery, synthesized([{ ...production, ...own }]));
  expect(texts['argocd/application-set.yaml']).toContain(`revision: ${own.revision}\n`);
  expect(texts['argocd/app-project.yaml']).toContain(`- ${own.repository}\n`);
  expect(texts['flux/production.yaml']).toContain(`ref:\n    name: ${own.revision}\n  suspend: true\n  url: ${own.repository}\n`);
});

describe('npm run synth', () => {
  let project: ProjectCopy;
  beforeEach(() => {
    project = new ProjectCopy();
    project.edit(
      'main.ts',
      "import { environments } from './environments';",
      `import { environments as all } from './environments';\n${SOURCE}`,
    );
    project.edit('main.ts', 'process.argv.slice(2)', 'process.argv.slice(2), { delivery }');
  });
  afterEach(() => project.remove());

  const SOURCE = `const delivery = ${JSON.stringify(delivery)} as const;
    const environments = all.map((it) => (it.name === 'local' ? it : { ...it, sync: 'manual' as const, cluster: { name: it.name } }));`;

  test('one environment alone leaves what Argo CD and Flux read of all of them', () => {
    expect(project.synth()).toMatchObject({ code: 0, stderr: '' });
    const before = project.files('dist');
    expect(before['argocd/application-set.yaml']).toContain('environment: staging\n');
    rmSync(join(project.path, 'dist/argocd'), { recursive: true });
    expect(project.synth('production')).toMatchObject({ code: 0, stderr: '' });
    expect(project.files('dist')).toEqual(before);
    rmSync(join(project.path, 'dist/staging'), { recursive: true });
    expect(project.synth('production')).toMatchObject({ code: 0, stderr: '' });
    expect(project.files('dist')['argocd/application-set.yaml']).not.toContain('environment: staging\n');
  });

  test('a wrong address leaves dist/ as it was, and is reported with what else is wrong', () => {
    project.edit('main.ts', 'https://git.example', 'git.example');
    project.edit('environments/production.ts', "hosts: ['shop.example']", "hosts: ['Shop_1']");
    const before = project.files('dist');
    const { code, stderr } = project.synth();
    expect(code).toBe(1);
    expect(stderr).toContain("error: delivery: repository: must be the address of a git repository, got 'git.example/shop.git'; ");
    expect(stderr).toContain("error: production: hosts[0]: must be a DNS name, got 'Shop_1'; ");
    expect(stderr).toContain('2 problems: nothing was written, dist/ is unchanged');
    expect(project.files('dist')).toEqual(before);
  });

  test('an application whose delivery is removed has neither folders nor annotations, once it is said that nothing runs', () => {
    expect(project.synth()).toMatchObject({ code: 0 });
    project.edit('main.ts', ', { delivery }', '');
    const refused = project.synth();
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("metadata.annotations['argocd.argoproj.io/sync-options'] is removed"),
    });
    expect(project.synth('--base', 'none')).toMatchObject({ code: 0, stderr: '' });
    const after = project.files('dist');
    expect([...new Set(Object.keys(after).map((path) => path.split('/')[0]))]).toEqual(['local', 'production', 'staging', 'topology']);
    expect(Object.values(after).join('')).not.toMatch(/argoproj|fluxcd/);
  });
});
