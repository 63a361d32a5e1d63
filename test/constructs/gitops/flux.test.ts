import { App, Chart } from 'cdk8s';
import { Flux, type FluxEnvironment, type FluxProps } from '../../../src';
import { kubernetesVersions, validate } from '../../../src/schema';

const manifests = [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } }];
const environment: FluxEnvironment = { name: 'production', sync: 'automatic', manifests };
const base: FluxProps = { name: 'shop', repository: 'https://git.example/shop.git', environments: [environment] };

// biome-ignore lint/suspicious/noExplicitAny: the fields of a manifest have no type here
function made(change: Partial<FluxProps> = {}): { repository: any; kustomizations: any[] } {
  const { environments } = new Flux(new Chart(new App(), 'gitops'), 'flux', { ...base, ...change });
  const objects = environments.get('production');
  return { repository: objects?.repository.toJson(), kustomizations: (objects?.kustomizations ?? []).map((it) => it.toJson()) };
}

const stages = [
  { name: '10', path: 'dist/flux/production/10' },
  { name: '20', path: 'dist/flux/production/20' },
];

test('all the props', () => {
  const props: Required<FluxProps> = {
    name: 'shop',
    repository: 'https://git.example/shop.git',
    revision: 'release',
    path: 'rendered',
    namespace: 'gitops',
    credentials: 'git',
    environments: [environment],
  };
  const { repository, kustomizations } = made(props);
  expect(repository.metadata).toEqual({ name: 'shop-production', namespace: 'gitops' });
  expect(repository.spec).toEqual({
    url: 'https://git.example/shop.git',
    ref: { branch: 'release' },
    interval: '1m',
    secretRef: { name: 'git' },
  });
  expect(kustomizations.map(({ metadata }) => metadata)).toEqual([{ name: 'shop-production', namespace: 'gitops' }]);
  expect(kustomizations[0].spec.path).toBe('./rendered/production');
});

test('a stage is applied when the one before is ready', () => {
  const { kustomizations } = made({ environments: [{ ...environment, stages }] });
  const common = {
    sourceRef: { kind: 'GitRepository', name: 'shop-production' },
    interval: '10m',
    retryInterval: '1m',
    timeout: '10m',
    prune: true,
    wait: true,
    deletionPolicy: 'Orphan',
  };
  expect(kustomizations.map(({ metadata, spec }) => ({ name: metadata.name, spec }))).toEqual([
    { name: 'shop-production-10', spec: { ...common, path: './dist/flux/production/10' } },
    { name: 'shop-production-20', spec: { ...common, path: './dist/flux/production/20', dependsOn: [{ name: 'shop-production-10' }] } },
  ]);
});

test('the repository of an environment that is synced by hand is suspended', () => {
  expect(made().repository.spec).not.toHaveProperty('suspend');
  expect(made({ environments: [{ ...environment, sync: 'manual' }] }).repository.spec.suspend).toBe(true);
});

test.each([
  [undefined, undefined],
  [{ context: 'eu' }, undefined],
  [{ name: 'in-cluster' }, undefined],
  [{ server: 'https://kubernetes.default.svc' }, undefined],
  [{ name: 'eu' }, { secretRef: { name: 'eu-kubeconfig' } }],
])('the kubeconfig of the cluster %j', (cluster, kubeConfig) => {
  expect(made({ environments: [{ ...environment, cluster }] }).kustomizations[0].spec.kubeConfig).toEqual(kubeConfig);
});

test.each([
  ['git@git.example:team/shop.git', 'ssh://git@git.example/team/shop.git', { name: 'shop-git' }],
  ['ssh://git@git.example:2222/shop.git', 'ssh://git@git.example:2222/shop.git', { name: 'shop-git' }],
  ['https://git.example/shop.git', 'https://git.example/shop.git', undefined],
])('%s as Flux writes it, with the credentials of SSH', (repository, url, secretRef) => {
  expect(made({ repository }).repository.spec).toMatchObject({ url, ...(secretRef && { secretRef }) });
  expect(made({ repository }).repository.spec.secretRef).toEqual(secretRef);
});

test.each([
  ['main', { branch: 'main' }],
  ['refs/tags/v1', { name: 'refs/tags/v1' }],
  ['0123456789abcdef0123456789abcdef01234567', { commit: '0123456789abcdef0123456789abcdef01234567' }],
])('the revision %s', (revision, ref) => {
  expect(made({ revision }).repository.spec.ref).toEqual(ref);
});

test('an environment may follow another revision of another repository', () => {
  const own = { repository: 'https://mirror.example/shop.git', revision: 'refs/tags/v1.4.0' };
  expect(made({ environments: [{ ...environment, ...own }] }).repository.spec).toMatchObject({
    url: own.repository,
    ref: { name: own.revision },
  });
});

test('all are what the API server accepts', () => {
  const cluster = { name: 'eu' };
  const { repository, kustomizations } = made({ environments: [{ ...environment, cluster, stages, sync: 'manual' }] });
  for (const version of kubernetesVersions) {
    for (const object of [repository, ...kustomizations]) expect(validate(object, version)).toEqual([]);
  }
  expect(validate({ ...repository, spec: { ...repository.spec, url: 'git@git.example:shop.git' } }, '1.36')).toHaveLength(1);
});

const NAME = "write its name, such as { name: 'production' }: Flux reads the kubeconfig from the Secret production-kubeconfig";

test.each([
  [
    { repository: 'file:///srv/shop' },
    "repository must be an address of HTTP or SSH for Flux, got 'file:///srv/shop'; write an address such as https://git.example/shop.git",
  ],
  [
    { environments: [{ ...environment, repository: 'file:///srv/shop' }] },
    "environments[0].repository must be an address of HTTP or SSH for Flux, got 'file:///srv/shop'; write an address such as https://git.example/shop.git",
  ],
  [
    { credentials: 'My Secret' },
    "credentials must be the name of a Secret, got 'My Secret'; write lower-case letters, digits, '-' and '.', such as shop-registry",
  ],
  [
    { environments: [{ ...environment, cluster: { server: 'https://10.0.0.1' } }] },
    `environments[0].cluster must have a name for Flux, got the server 'https://10.0.0.1'; ${NAME}`,
  ],
  [
    { environments: [{ ...environment, cluster: { name: 'arn:aws:eks' } }] },
    `environments[0].cluster.name must be the name of a Secret without -kubeconfig, got 'arn:aws:eks'; ${NAME}`,
  ],
  [{ revision: 'a b' }, "revision must be a branch, a tag or a commit, got 'a b'; write a branch such as 'main'"],
  [{ environments: [] }, "environments must have an item, got an empty list; write sync: 'automatic' or sync: 'manual' in an environment"],
])('%j is refused', (change, problem) => {
  expect(() => made(change)).toThrow(new Error(`flux 'gitops/flux': ${problem}`));
});
