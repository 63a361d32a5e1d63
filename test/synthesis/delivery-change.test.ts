import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectCopy } from '../project-copy';

const DELIVERY = `const delivery = { name: 'shop', repository: 'https://git.example/shop.git', controllers: ['argocd', 'flux'] } as const;
  const environments = all.map((it) =>
    it.name === 'local' ? it : { ...it, sync: 'manual' as const, cluster: { name: 'of-' + it.name }, acceptedChanges: accepted });`;

const project = new ProjectCopy();
const main = join(project.path, 'main.ts');
const own = readFileSync(main, 'utf8');
beforeAll(() => {
  write({});
  expect(synth()).toMatchObject({ code: 0, stderr: '' });
});
afterAll(() => project.remove());

/** Writes the program with another line of its own, and reasons. */
function write({ from = '', to = '', accepted = '[]' }): void {
  const text = own
    .replace(
      "import { environments } from './environments';",
      `import { environments as all } from './environments';\nconst accepted = ${accepted} as const;\n${DELIVERY}`,
    )
    .replace('process.argv.slice(2)', 'process.argv.slice(2), { delivery }');
  expect(text).toContain(from);
  writeFileSync(main, text.replace(from, to));
}

const synth = (...args: string[]) => project.synth(...args);
const MOVED = { from: "'of-' + it.name", to: "it.name === 'production' ? 'eu' : 'of-' + it.name" };
const BECAUSE =
  'It moves to another cluster: StatefulSet/shop/elasticsearch starts with empty volumes there. What runs in the old one stays, with the data, and nothing manages it';
const fix = (of: string) =>
  `keep the cluster, or move the data first; if it is intended, add acceptedChanges: [{ accept: 'data-at-risk', of: '${of}', because: '...' }] to the environment; or run \`npm run synth -- --base none\` if nothing runs there yet`;
const MOVERS = "'Application/argocd/shop-production', 'Kustomization/flux-system/shop-production-00'";
const MESSAGES = [
  `error: 'production': Application 'argocd/shop-production': spec.destination.name changes from 'of-production' to 'eu'. ${BECAUSE}; ${fix('Application/argocd/shop-production')}`,
  `error: 'production': Kustomization 'flux-system/shop-production-00': spec.kubeConfig.secretRef.name changes from 'of-production-kubeconfig' to 'eu-kubeconfig'. ${BECAUSE}; ${fix('Kustomization/flux-system/shop-production-00')}`,
];

test('another cluster is refused, whichever environments are synthesized', () => {
  write(MOVED);
  const before = project.files('dist');
  const refused = [...MESSAGES, '2 problems: nothing was written, dist/ is unchanged', ''].join('\n');
  expect(synth()).toMatchObject({ code: 1, stderr: refused });
  expect(synth('production')).toMatchObject({ code: 1, stderr: refused });
  expect(synth('staging')).toMatchObject({ code: 1, stderr: refused });
  expect(project.files('dist')).toEqual(before);
});

test('the preview shows it, with an exit code of its own', () => {
  write(MOVED);
  const { code, stdout } = synth('production', '--diff');
  expect(code).toBe(3);
  expect(stdout).toMatch(/^production: 6 objects differ: 6 data at risk\n/);
  expect(stdout).toContain(`Application 'argocd/shop-production': data at risk
  data at risk: ${BECAUSE.replace('It moves', 'it moves')}; keep the cluster, or move the data first
    ~ spec.destination.name: of-production -> eu
`);
  expect(stdout).toContain(`Not accepted; synth refuses it:
  Application 'argocd/shop-production': data-at-risk
  Kustomization 'flux-system/shop-production-00': data-at-risk
`);
  expect(stdout).toContain(`argocd: 1 object differs: 1 in place

AppProject 'argocd/shop': in place
  in place: what the project no longer allows is neither applied nor pruned: a sync that contains it fails
    - spec.destinations: {"name":"of-production","namespace":"shop"}
  in place: its Applications may deploy more
    + spec.destinations: {"name":"eu","namespace":"shop"}
`);
});

test('a reason accepts it', () => {
  write({ ...MOVED, accepted: `[{ accept: 'data-at-risk', of: [${MOVERS}], because: 'the data was copied to eu' }]` });
  const { code, stdout } = synth('production', '--diff');
  expect(code).toBe(1);
  expect(stdout).toContain("Application 'argocd/shop-production': data-at-risk, because the data was copied to eu\n");
});

test('an environment that is taken off is shown with what becomes of it', () => {
  write({ from: "it.name === 'local'", to: "it.name !== 'staging'" });
  const { code, stdout } = synth('production', '--diff');
  expect(code).toBe(1);
  expect(stdout).toContain(`Application 'argocd/shop-production': prune
  it is deleted if your tool prunes; otherwise it stays, and goes on deploying. What it deploys stays in either case
`);
});

test('a sync by commits is shown', () => {
  write({ from: "'manual' as const", to: "'automatic' as const" });
  const { code, stdout } = synth('staging', '--diff');
  expect(code).toBe(1);
  expect(stdout).toContain('  in place: it follows commits from now on: what waits to be synced is applied at once\n');
  expect(stdout).toContain("GitRepository 'flux-system/shop-staging': in place\n  in place: it follows commits from now on\n");
});
