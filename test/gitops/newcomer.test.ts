/*
 * What the pages tell somebody to do who starts: a repository of their own, `kubectl apply -f dist/argocd`, a release, its promotion, and the way back.
 * Each command is the one of the page, with the names of the environments that are there.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environments as shipped } from '../../environments';
import { copyRepository } from '../adopter/copy';
import { blocksOf } from '../page-commands';
import type { Target } from './harness/environments';
import { environments, onFleet } from './harness/fixture';
import type { Fleet } from './harness/fleet';
import { imagesOf } from './harness/observation';
import { Terminal } from './harness/terminal';

const DIGEST = `sha256:${createHash('sha256').update('1.1.0').digest('hex')}`;
const ARGO_CD = 'gitops.md: With Argo CD';
const RELEASE = 'release.md: Release an image';

// As they are shipped: without what the other tests sync as well, such as `local`.
const syncOf = new Map(shipped.map(({ name, sync }: { name: string; sync?: string }) => [name, sync]));
const targets = environments.filter(({ name }) => syncOf.get(name));
const automatic = targets.find(({ name }) => syncOf.get(name) === 'automatic') as Target;
const manual = targets.filter(({ name }) => syncOf.get(name) === 'manual');
const test = onFleet(targets, false);

test('a repository of its own, kubectl apply -f dist/argocd, and a sync by hand bring every environment to Synced and Healthy', async (fleet) => {
  const { repository, applications } = fleet;
  copyRepository(repository.folder);
  appendFileSync(join(repository.folder, '.git/info/exclude'), 'node_modules\n');
  repository.push('The repository as it is');
  const terminal = await Terminal.open(fleet, repository.folder);
  edit(repository.folder, 'environments/delivery.ts', /(?<= repository: ')[^']*/, repository.url);
  edit(repository.folder, 'environments/delivery.ts', /(?<= controllers: )\[[^\]]*\]/, "['argocd']");
  const synthesized = await terminal.run('npm run synth');
  const commit = repository.push('Our repository');

  for (const { environment } of targets) {
    const { name, context } = environment.cluster ?? {};
    const add = command(ARGO_CD, 'argocd cluster add').replace(/(?<=add )\S+/, context as string);
    if (name) await terminal.run(add.replace(/(?<=--name )\S+/, name));
  }
  await terminal.run(command(ARGO_CD, 'kubectl apply'));
  for (const { name } of manual) await sync(terminal, fleet, name);
  for (const { name } of targets) await applications.running(name, commit);

  // The pods of these clusters start without their Secrets, so the commands are only tried.
  const secrets = [...synthesized.matchAll(/requires the Secret .*?\): (.*)/g)].map(([, line = '']) => line);
  const tried = secrets.filter((line) => targets.some(({ environment }) => line.includes(`--context ${environment.cluster?.context} `)));
  expect(tried.length).toBeGreaterThan(0);
  for (const line of tried) await terminal.run(`${[...line.matchAll(/\{(\w+):\?\}/g)].map(([, name]) => `${name}=x; `).join('')}${line}`);
});

test('npm run release and a push roll out one image, npm run promote takes its digest on, and git revert takes both back', async (fleet) => {
  const { repository, applications } = fleet;
  const terminal = await Terminal.open(fleet, repository.folder);
  const { workload, image } = released(automatic);
  const images = (): Record<string, string[]> =>
    Object.fromEntries(targets.map(({ name }) => [name, imagesOf(fleet.place(name), workload)]));
  const before = images();

  const next = `${image.replace(/:[^:/]*(@.*)?$/, '')}:1.1.0@${DIGEST}`;
  await terminal.run(command(RELEASE, 'npm run release').replace(/(?<=-- ).*/, `${automatic.name} ${next}`));
  expect((await terminal.run(`${command(RELEASE, 'git diff')} --unified=0 dist`)).match(/^[+-] /gm)).toHaveLength(2);
  await terminal.run(command(RELEASE, 'git commit'));
  await terminal.run('git push origin main');
  await applications.refresh(automatic.name);
  await applications.running(automatic.name, repository.head());
  expect(images()).toEqual({ ...before, [automatic.name]: [next] });

  const promoted = manual.filter((target) => released(target).workload === workload);
  for (const { name } of promoted) {
    await terminal.run(
      command('release.md: Promote it to production', 'npm run promote').replace(/(?<=-- ).*/, `${automatic.name} ${name}`),
    );
    await terminal.run(`git commit --all --message 'Promote to ${name}' && git push origin main`);
    await sync(terminal, fleet, name);
    await applications.running(name, repository.head());
    expect(images()[name]).toEqual([next]);
  }

  await terminal.run(`git revert --no-edit HEAD~${promoted.length + 1}..HEAD && git push origin main`);
  await applications.refresh(automatic.name);
  for (const { name } of promoted) await sync(terminal, fleet, name);
  for (const { name } of [automatic, ...promoted]) await applications.running(name, repository.head());
  expect(images()).toEqual(before);
});

test('an edit that loses data writes nothing to push', async (fleet) => {
  const { folder } = fleet.repository;
  const terminal = await Terminal.open(fleet, folder);
  edit(folder, `environments/${automatic.name}.ts`, /(?<= name: '\w+',)/, " namespace: 'elsewhere',");
  const { code, out } = await terminal.try('npm run synth');
  expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining("accept: 'data-at-risk'") });
  expect(await terminal.run('git status --short -- dist')).toBe('');
});

async function sync(terminal: Terminal, { applications }: Fleet, name: string): Promise<void> {
  const { metadata } = await applications.application(name);
  await terminal.run(command(ARGO_CD, 'argocd app sync').replace(/(?<=sync )\S+/, metadata?.name as string));
}

/** The line of a page's commands that begins like this, without its comment. */
function command(block: string, start: string): string {
  const lines = blocksOf(block.split(':')[0] as string)
    .filter(({ name }) => name === block)
    .flatMap(({ script }) => script.split('\n'));
  const found = lines.find((line) => line.startsWith(start));
  if (!found) throw new Error(`${block} has no command ${start}`);
  return found.replace(/ +# .*$/, '');
}

/** The first Deployment of an environment, and its image. */
function released({ manifests }: Target): { workload: string; image: string } {
  const deployment = manifests.find(({ kind }) => kind === 'Deployment');
  if (!deployment) throw new Error('the environment has no Deployment');
  // biome-ignore lint/suspicious/noExplicitAny: a manifest's depths have no type here
  const [container] = (deployment['spec'] as any).template.spec.containers;
  return { workload: deployment.metadata.name, image: container.image };
}

function edit(folder: string, file: string, from: RegExp, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${file} has no ${from} to replace`);
  writeFileSync(path, edited);
}
