import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectCopy } from '../project-copy';

// A whole process, on a machine that may be busy.
jest.setTimeout(600_000);

let project: ProjectCopy;
let watching: ChildProcess;
let said = '';
beforeAll(() => {
  project = new ProjectCopy();
});
afterEach(async () => {
  const ended = once(watching, 'close');
  watching.kill();
  await ended;
});
afterAll(() => project.remove());

function watch(...args: string[]): void {
  said = '';
  watching = spawn('node', ['tools/synth/main.js', '--watch', ...args], { cwd: project.path, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [watching.stdout, watching.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text));
}

/** What is said until a text appears in it. */
async function until(text: string | RegExp): Promise<string> {
  for (;;) {
    const end = said.search(text);
    const line = said.indexOf('\n', end);
    if (end >= 0 && line >= 0) {
      const found = said.slice(0, line);
      said = said.slice(line);
      return found;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

test('a save is written, with what changed in objects and in minutes a year, and errors are told until they are corrected', async () => {
  watch();
  expect(await until('dist/ is current')).toContain('production: no difference');

  // One save may be seen twice, so each step waits for what only it leads to.
  project.edit('environments/production.ts', 'replicas: 3', 'replicas: 4');
  await until("HorizontalPodAutoscaler 'shop/backend': in place\n {4}~ spec.minReplicas: 3 -> 4\n");
  await until(/^Deployment\/shop\/backend: capacity \S+ -> \S+ minutes per year$/m);
  await until('dist/ is current');
  expect(project.files('dist')['production/30-backend.yaml']).toContain('minReplicas: 4');

  const before = project.files('dist');
  project.edit('environments/production.ts', "availability: '99.95%'", "availabilty: '99.95%'");
  await until(/^environments\/production\.ts\(\d+,5\): error TS2561: /m);
  await until('nothing was written');
  project.edit('environments/production.ts', "availabilty: '99.95%'", "availability: '99.95%'");
  await until('dist/ is current');

  project.edit('environments/production.ts', "hosts: ['shop.example']", "hosts: ['Shop_1']");
  await until("error: production: hosts\\[0\\]: must be a DNS name, got 'Shop_1'");
  await until('nothing was written');
  project.edit('environments/production.ts', "hosts: ['Shop_1']", 'hosts: [');
  await until(/^environments\/production\.ts\(\d+,\d+\): error TS1/m);
  expect(project.files('dist')).toEqual(before);
  project.edit('environments/production.ts', 'hosts: [', "hosts: ['shop.example']");
  expect(await until('dist/ is current')).toContain('production: no difference');
});

test('without types, and with another base, of which the last save says nothing', async () => {
  project.edit('environments/production.ts', /$/, "export const wrong: number = 'text';\n");
  watch('--no-types', '--base=none');
  expect(await until(/^(dist\/ is current|nothing was written)/m)).toMatch(/^production: no difference\n(.*\n)*dist\/ is current/m);
  // As many editors save: another file takes its place.
  const production = project.read('environments/production.ts');
  for (const replicas of [5, 4, 5]) {
    project.write('saved.tmp', production.replace(/replicas: \d/, `replicas: ${replicas}`));
    renameSync(join(project.path, 'saved.tmp'), join(project.path, 'environments/production.ts'));
    await until(`-> ${replicas}\n`);
    await until('dist/ is current');
  }
  project.write('environments/new/index.ts', 'export const replicas = 4;\n');
  await until('dist/ is current');
  project.write('environments/production.ts', `import { replicas } from './new';\n${production.replace(/replicas: \d/, 'replicas')}`);
  await until('-> 4\n');
  project.write('environments/new/index.ts', 'export const replicas = 5;\n');
  await until('-> 5\n');
});
