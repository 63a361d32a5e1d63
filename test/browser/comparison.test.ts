import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { spread, workload, zones } from '../availability/manifests';
import { nines, withFiles } from '../cli/run';
import { ProjectCopy } from '../project-copy';
import { accessibilityProblems } from './axe';
import { eventually } from './eventually';
import { Pages } from './open-page';

const before = workload({ annotations: { 'nines.dev/target': '99.9%' } });
const after = workload({ annotations: { 'nines.dev/target': '99.9%' }, pod: { topologySpreadConstraints: [spread('zone')] } });

let pages: Pages;
beforeAll(async () => {
  pages = await Pages.start();
});
afterAll(() => pages.end());

test('with a base, a page shows what a change does, side by side', async () => {
  const files = { 'before/web.yaml': stringify(before), 'after/web.yaml': stringify(after), 'topology.yaml': stringify(zones([2, 2, 2])) };
  await withFiles(files, async (folder) => {
    const path = (name: string) => join(folder, name);
    const args = ['report', path('after'), '--base', path('before'), '-t', path('topology.yaml'), '-o', path('out/page.html')];
    const { code, error } = await nines(args);
    expect([code, error]).toEqual([0, '']);
    const { page, complaints } = await pages.open(readFileSync(path('out/page.html'), 'utf8'));
    expect(await page.getByTestId('change').innerText()).toBe('1 object differs: 1 rollout.');
    expect(await page.getByTestId('moves').locator('li').allInnerTexts()).toEqual([
      expect.stringMatching(/^web: \d (more|fewer) on workers-/),
    ]);
    await page.locator('#change-zone').selectOption('zone-a');
    await eventually(async () =>
      expect(await page.locator('.pair h3').allInnerTexts()).toEqual([
        'Before. Zone zone-a is lost: web stops answering',
        expect.stringMatching(/^After\. Zone zone-a is lost: /),
      ]),
    );
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

test('npm run report -- --base shows what differs from a commit', async () => {
  const project = new ProjectCopy();
  const git = ['git', '-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'] as const;
  for (const args of [
    ['init', '-q'],
    ['add', 'dist'],
    ['commit', '-qm', 'before'],
  ])
    expect(await project.run(...git, ...args)).toMatchObject({ code: 0 });
  project.edit('environments/production.ts', 'replicas: 3', 'replicas: 4');
  const { code, stderr } = await project.run(
    'node',
    '--require',
    'ts-node/register',
    'main.ts',
    '--report',
    '--base',
    'HEAD',
    'production',
  );
  expect([code, stderr]).toEqual([0, '']);
  const { page, complaints } = await pages.openFile(join(project.path, 'build/report/production.html'));
  expect(await page.getByTestId('moves').locator('li').allInnerTexts()).toEqual([
    expect.stringMatching(/^backend: 1 more on workers-\d in eu-west-1[abc]$/),
    expect.stringMatching(/^frontend: 1 more on workers-\d in eu-west-1[abc]$/),
  ]);
  const minutes = page.getByRole('table', { name: 'Minutes of failing requests a year' }).first();
  expect(await minutes.getByRole('rowheader').allInnerTexts()).toEqual([
    'elasticsearch StatefulSet',
    'backend Deployment',
    'frontend Deployment',
  ]);
  await page.getByText('Objects that differ').click();
  await page.locator('details').first().getByText('HorizontalPodAutoscaler shop/backend').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(complaints).toEqual([]);
  project.remove();
});
