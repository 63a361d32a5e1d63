import { Repository } from './repository';

const repository = new Repository();
const OWN = 'https://git.example/shop.git';
const application = (targetRevision: string, repoURL = OWN) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'shop-production', namespace: 'argocd' },
  spec: { source: { repoURL, targetRevision, path: 'dist/production' } },
});
const run = async (revision: string, address = OWN) => {
  repository.write('dist/argocd/application.yaml', application(revision, address));
  const { code, out } = await repository.diff();
  return { code, out };
};

const UNKNOWN = `it takes over what that revision of '${OWN}' has, which isn't known here; in a clone of it, run npx nines diff main:`;

beforeAll(() => {
  repository.write('dist/production/a.yaml', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } });
  repository.git('remote', 'add', 'origin', 'git@git.example:shop.git');
  repository.commit('First');
  repository.git('tag', 'v0');
  repository.write('dist/production/b.yaml', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'shop' },
  });
  repository.write('dist/argocd/application.yaml', application('main'));
  repository.commit('Second');
  repository.git('tag', 'v1');
});
afterAll(() => repository.remove());

test('the revision that Argo CD reads is compared, if git knows it', async () => {
  expect(await run('v0')).toEqual({
    code: 3,
    out: expect.stringContaining("data at risk: 'v0' has no PersistentVolumeClaim/shop/data: what a revision lacks is pruned"),
  });
  expect(await run('v1')).toEqual({ code: 1, out: expect.stringContaining('it takes over what that revision has: npx nines diff main:') });
  expect(await run('v9')).toEqual({ code: 1, out: expect.stringContaining(UNKNOWN) });
});

test('this repository says nothing about another one', async () => {
  const other = 'https://git.example/mail.git';
  expect(await run('v0', other)).toEqual({ code: 1, out: expect.stringContaining(UNKNOWN.replace(OWN, other)) });
});

test.each([
  'https://git.example/shop',
  'ssh://git@git.example:22/shop.git/',
  'git@GIT.example:shop.git',
  'https://me:token@git.example/shop.git',
])('the repository is known as %s', async (address) => {
  expect(await run('v0', address)).toMatchObject({
    code: 3,
    out: expect.stringContaining("data at risk: 'v0' has no PersistentVolumeClaim/shop/data"),
  });
});
