import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { ProjectCopy } from '../project-copy';
import { Pages } from './open-page';

// The reports are written by whole processes, on a machine that may be busy.
jest.setTimeout(300_000);

let pages: Pages;
let project: ProjectCopy;
let running: ChildProcess;
let url: string;
beforeAll(async () => {
  pages = await Pages.start();
  project = new ProjectCopy();
  // A port that is free, and only the environment that is edited.
  const args = ['--require', 'ts-node/register', 'main.ts', '--report', '--watch', '--port', '0', 'production'];
  running = spawn(process.execPath, args, { cwd: project.path, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(running.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  [url = ''] = /^http:\S+/.exec(String(said)) ?? [];
});
afterAll(async () => {
  running.kill();
  await once(running, 'exit');
  await pages.end();
  project.remove();
});

test('npm run report -- --watch shows what an edit does, and says that one is wrong', async () => {
  const { page, complaints } = await pages.openAddress(url);
  const report = page.frameLocator('iframe');
  const title = report.getByRole('link', { name: 'production keeps all 3 promises' });
  await title.waitFor({ timeout: 120_000 });
  await title.click();
  await report.getByText('up 99.9').first().waitFor();

  project.edit('environments/production.ts', "availability: '99.9%'", "availability: '99.999%'");
  await report.locator('h1').filter({ hasText: 'production breaks 2 promises' }).waitFor({ timeout: 120_000 });

  project.edit('environments/production.ts', 'needed: 2', 'needed: 0');
  const failed = page.getByText("The last change can't be built");
  await failed.waitFor({ timeout: 120_000 });
  project.edit('environments/production.ts', 'needed: 0', 'needed: 2');
  await failed.waitFor({ state: 'hidden', timeout: 120_000 });
  await report.locator('h1').filter({ hasText: 'production breaks 2 promises' }).waitFor();
  expect(complaints).toEqual([]);
});

test('what is no report is not found', async () => {
  for (const path of ['reports/none.html', 'reports/%', 'reports/..%2f..%2fpackage.json'])
    expect((await fetch(`${url}/${path}`)).status).toBe(404);
});
