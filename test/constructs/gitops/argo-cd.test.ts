import { ApiObject, App, Chart } from 'cdk8s';
import { ArgoCd, type ArgoCdProps, annotateForGitOps, type GitOpsEnvironment, manifestsOf, synthesisOf } from '../../../src';
import { kubernetesVersions, validate } from '../../../src/schema';
import { Shop } from '../../fixtures/shop/application';
import { local, production } from '../../fixtures/shop/environments';

const manifests = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } }];
const environment: GitOpsEnvironment = { name: 'production', sync: 'automatic', manifests };
const base: ArgoCdProps = { name: 'shop', repository: 'https://git.example/shop.git', environments: [environment] };

// biome-ignore lint/suspicious/noExplicitAny: the fields of a manifest have no type here
function made(change: Partial<ArgoCdProps> = {}): any {
  const { project, applicationSet } = new ArgoCd(new Chart(new App(), 'gitops'), 'argocd', { ...base, ...change });
  return { project: project.toJson(), set: applicationSet.toJson() };
}

const elements = (change: Partial<ArgoCdProps>) => made(change).set.spec.generators[0].list.elements;

test('all the props', () => {
  const props: Required<ArgoCdProps> = {
    name: 'shop',
    repository: 'git@git.example:shop.git',
    revision: 'release/1',
    path: 'manifests/rendered',
    namespace: 'gitops',
    environments: [environment],
  };
  const { project, set } = made(props);
  for (const object of [project, set]) expect(object.metadata).toEqual({ name: 'shop', namespace: 'gitops' });
  expect(project.spec.sourceRepos).toEqual(['git@git.example:shop.git']);
  expect(set.spec.template.spec.source).toEqual({
    repoURL: '{{ .repository }}',
    targetRevision: '{{ .revision }}',
    path: 'manifests/rendered/{{ .environment }}',
  });
});

test('an environment may follow another revision, and read another repository, which the project then allows', () => {
  const mirror = 'https://mirror.example/shop.git';
  const environments: readonly GitOpsEnvironment[] = [
    { ...environment, name: 'staging', cluster: { name: 'staging' } },
    { ...environment, revision: 'refs/tags/v1.4.0', repository: mirror },
  ];
  expect(elements({ environments })).toMatchObject([
    { environment: 'staging', repository: 'https://git.example/shop.git', revision: 'main' },
    { environment: 'production', repository: mirror, revision: 'refs/tags/v1.4.0' },
  ]);
  expect(made({ environments }).project.spec.sourceRepos).toEqual(['https://git.example/shop.git', mirror]);
});

test('the project allows the cluster-scoped objects that the manifests contain, by name, and nothing else', () => {
  const shop = (of: typeof production | typeof local) => manifestsOf(synthesisOf<typeof of>(of, (app, it) => new Shop(app, it)));
  const elsewhere = { apiVersion: 'acme.example/v1', kind: 'Plan', metadata: { name: 'gold' } };
  const { project } = made({
    environments: [
      { name: 'production', sync: 'manual', cluster: { name: 'eu' }, manifests: [...shop(production), elsewhere] },
      { name: 'local', sync: 'automatic', manifests: shop(local) },
    ],
  });
  expect(project.spec).toEqual({
    description: 'The environments of shop',
    sourceRepos: ['https://git.example/shop.git'],
    destinations: [
      { name: 'eu', namespace: 'shop' },
      { server: 'https://kubernetes.default.svc', namespace: 'shop' },
    ],
    clusterResourceWhitelist: [
      { group: '', kind: 'Namespace', name: 'shop' },
      { group: 'acme.example', kind: 'Plan', name: 'gold' },
      { group: 'storage.k8s.io', kind: 'StorageClass', name: 'shop-retain' },
    ],
  });
});

test('without a cluster-scoped object the project allows none', () => {
  expect(made().project.spec.clusterResourceWhitelist).toEqual([]);
});

test('an environment is an element: its cluster by name or address, its namespace, and whether it syncs itself', () => {
  const environments: readonly GitOpsEnvironment[] = [
    { ...environment, name: 'here' },
    { ...environment, name: 'named', cluster: { name: 'eu', context: 'ignored' }, sync: 'manual' },
    { ...environment, name: 'addressed', cluster: { server: 'https://10.0.0.1:6443' } },
  ];
  const read = { namespace: 'shop', repository: 'https://git.example/shop.git', revision: 'main' };
  expect(elements({ environments })).toEqual([
    { environment: 'here', cluster: '', server: 'https://kubernetes.default.svc', ...read, automatic: true },
    { environment: 'named', cluster: 'eu', server: '', ...read, automatic: false },
    { environment: 'addressed', cluster: '', server: 'https://10.0.0.1:6443', ...read, automatic: true },
  ]);
});

test('each template names keys that every element has: a missing one is an error', () => {
  const { set } = made({ environments: [environment, { ...environment, name: 'staging', cluster: { name: 'eu' } }] });
  expect(set.spec.goTemplateOptions).toEqual(['missingkey=error']);
  const named = [...JSON.stringify([set.spec.template, set.spec.templatePatch]).matchAll(/\{\{-? (?:if )?\.(\w+)/g)].map(([, key]) => key);
  expect([...new Set(named)].sort()).toEqual(['automatic', 'cluster', 'environment', 'namespace', 'repository', 'revision', 'server']);
  for (const element of set.spec.generators[0].list.elements) expect(Object.keys(element)).toEqual(expect.arrayContaining(named));
});

test('no template decides the project, and the set deletes nothing', () => {
  const { spec } = made().set;
  expect(spec.template.spec.project).toBe('shop');
  expect(spec.syncPolicy).toEqual({ applicationsSync: 'create-update', preserveResourcesOnDeletion: true });
  expect(spec.template.metadata).not.toHaveProperty('finalizers');
});

test('an Application is synced by the fields’ owners, retried, and never emptied', () => {
  const { spec } = made().set;
  expect(spec.template.spec.syncPolicy).toEqual({
    syncOptions: [
      'ServerSideApply=true',
      'ApplyOutOfSyncOnly=true',
      'PruneLast=true',
      'FailOnSharedResource=true',
      'CreateNamespace=false',
    ],
    retry: { limit: 5, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '2m' } },
  });
  expect(spec.templatePatch).toMatch(/^\{\{- if \.automatic \}\}\nspec:\n/);
  expect(spec.templatePatch).toContain('allowEmpty: false\n{{- else }}\n{}\n');
});

test('both are what the API server accepts', () => {
  for (const version of kubernetesVersions) {
    for (const object of Object.values(made())) expect(validate(object, version)).toEqual([]);
  }
});

const REPOSITORY = 'write a URL with its scheme, such as https://git.example/shop.git';
const REVISION = "write a branch such as 'main'";
const FOLDER = "write a path without '/' at either end, such as 'dist'";

test.each([
  [{ repository: 'git.example/shop.git' }, `repository must be the address of a git repository, got 'git.example/shop.git'; ${REPOSITORY}`],
  [{ repository: '' }, `repository must be the address of a git repository, got ''; ${REPOSITORY}`],
  [
    { repository: 'https://git.example/my shop' },
    `repository must be the address of a git repository, got 'https://git.example/my shop'; ${REPOSITORY}`,
  ],
  [{ repository: undefined as never }, `repository must be the address of a git repository, got nothing; ${REPOSITORY}`],
  [
    { repository: 'https://token:secret@git.example/shop.git' },
    "repository must not contain credentials, got 'https://...@git.example/shop.git'; remove them, and store them in the cluster: argocd repo add, or flux create secret git",
  ],
  [
    { repository: 'https://token@git.example/shop.git' },
    "repository must not contain credentials, got 'https://...@git.example/shop.git'; remove them, and store them in the cluster: argocd repo add, or flux create secret git",
  ],
  [{ revision: '' }, `revision must be a branch, a tag or a commit, got ''; ${REVISION}`],
  [{ revision: 'my branch' }, `revision must be a branch, a tag or a commit, got 'my branch'; ${REVISION}`],
  [{ revision: 'a..b' }, `revision must be a branch, a tag or a commit, got 'a..b'; ${REVISION}`],
  [
    { environments: [{ ...environment, revision: 'a b' }] },
    `environments[0].revision must be a branch, a tag or a commit, got 'a b'; ${REVISION}`,
  ],
  [
    { environments: [{ ...environment, repository: 'git.example' }] },
    `environments[0].repository must be the address of a git repository, got 'git.example'; ${REPOSITORY}`,
  ],
  [{ path: '' }, `path must be a folder of the repository, got ''; ${FOLDER}`],
  [{ path: '/dist' }, `path must be a folder of the repository, got '/dist'; ${FOLDER}`],
  [{ path: '../dist' }, `path must be a folder of the repository, got '../dist'; ${FOLDER}`],
  [{ name: 'My Shop' }, "name must be a DNS label, got 'My Shop'; write the name of the application, such as shop"],
  [
    { name: 's'.repeat(60) },
    `name must leave room for the name of each environment, got '${'s'.repeat(60)}-production' of 71 characters; write a name such that both have 63 or fewer`,
  ],
  [{ environments: [] }, "environments must have an item, got an empty list; write sync: 'automatic' or sync: 'manual' in an environment"],
  [
    { environments: [{ ...environment, name: 'My_Production' }] },
    "environments[0].name must be a DNS label, got 'My_Production'; write a name such as production",
  ],
  [
    { environments: [{ ...environment, sync: 'auto' as never }] },
    "environments[0].sync must be 'automatic' or 'manual', got 'auto'; write 'manual' to sync by hand",
  ],
  [{ environments: [environment, environment] }, "environments must have unique names, got 'production' twice; rename one of them"],
  [
    { environments: [environment, { ...environment, name: 'staging' }] },
    "environments must not share a namespace, but 'production' and 'staging' are both in 'shop' of https://kubernetes.default.svc; give one of them another cluster or another namespace",
  ],
  [
    { environments: ['eu', 'asia'].map((name) => ({ ...environment, name, cluster: { name: 'big' } })) },
    "environments must not share a namespace, but 'eu' and 'asia' are both in 'shop' of the cluster 'big'; give one of them another cluster or another namespace",
  ],
])('%j is refused', (change, problem) => {
  expect(() => made(change)).toThrow(new Error(`argo cd 'gitops/argocd': ${problem}`));
});

test.each([
  'https://git.example/shop.git',
  'http://10.0.0.1:3000/shop',
  'ssh://git@git.example:2222/shop.git',
  'git@git.example:shop.git',
  'file:///srv/shop',
])('%s is an address', (repository) => {
  expect(made({ repository }).project.spec.sourceRepos).toEqual([repository]);
});

test('two environments in one cluster are in two namespaces', () => {
  const other = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop-2' } }];
  const environments = [environment, { ...environment, name: 'second', manifests: other }];
  expect(elements({ environments }).map(({ namespace }: { namespace: string }) => namespace)).toEqual(['shop', 'shop-2']);
});

test('a chart of a library user: annotated, then described in a chart of its own', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
  annotateForGitOps(chart);
  const { project } = new ArgoCd(new Chart(app, 'argocd'), 'delivery', {
    ...base,
    environments: [{ name: 'production', sync: 'automatic', cluster: { name: 'shop-production' }, manifests: chart.toJson() }],
  });
  expect(app.synthYaml()).toContain('argocd.argoproj.io/sync-wave: "10"');
  expect(project.toJson().spec.destinations).toEqual([{ name: 'shop-production', namespace: 'shop' }]);
});
