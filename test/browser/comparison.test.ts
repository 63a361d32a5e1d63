import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { spread, workload, zones } from '../availability/manifests';
import { nines, withFiles } from '../cli/run';
import { accessibilityProblems } from './axe';
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
    await page.locator('#change-zone').selectOption('zone-a');
    const titles = await page.locator('.pair h3').allInnerTexts();
    expect(titles).toEqual(['Before. Zone zone-a is lost: web stops answering', expect.stringMatching(/^After\. Zone zone-a is lost: /)]);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
